import type * as Y from 'yjs';
import type { CharacterId } from './yjs-internals.ts';

/** Words deleted within this time of being typed are offered back even if whoever deleted them had seen them: their writer was at it. */
export const AT_IT_MS = 10_000;

type Typed = { client: number; from: number; to: number; at: number };

/** What a person has typed: under which Yjs clients, and what of it in the last moments. */
export class OwnTyping {
  private readonly clients: Set<number>;
  private recent: Typed[] = [];

  /** `known` are the person's clients of earlier page loads, and of other tabs. */
  constructor(known: readonly number[] = []) {
    this.clients = new Set(known);
  }

  /** Learns of another client of this person. */
  add(client: number): void {
    this.clients.add(client);
  }

  /** Learns from a transaction that has ended here; answers the clients that are new. */
  note({ local, beforeState, afterState }: Y.Transaction, now: number): number[] {
    if (!local) return [];
    const fresh: number[] = [];
    this.recent = this.recent.filter(({ at }) => now - at <= AT_IT_MS);
    afterState.forEach((to, client) => {
      const from = beforeState.get(client) ?? 0;
      if (from >= to) return;
      if (!this.clients.has(client)) fresh.push(client);
      this.clients.add(client);
      this.recent.push({ client, from, to, at: now });
    });
    return fresh;
  }

  /** Whether a client is this person's. */
  isOwn(client: number): boolean {
    return this.clients.has(client);
  }

  /** Whether this person typed a character here a moment ago. */
  isFresh({ client, clock }: CharacterId, now: number): boolean {
    return this.recent.some((typed) => {
      return typed.client === client && clock >= typed.from && clock < typed.to && now - typed.at <= AT_IT_MS;
    });
  }
}
