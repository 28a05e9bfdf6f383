import type { BoundClient } from './draft-log-store.ts';

/** Binds ids that nobody has and answers who each belongs to. */
export type Bind = (wanted: readonly BoundClient[]) => Promise<BoundClient[]>;

/** Client ids of one document and whom each is bound to, as far as this room has met them; the database is the truth (DRA-9). */
export class BoundClients {
  private readonly known = new Map<number, BoundClient>();

  constructor(private readonly bind: Bind) {}

  /** Whether an id is bound to this person; ask `meet` first for ids that may be new. */
  isOf(clientId: number, personId: string): boolean {
    return this.known.get(clientId)?.personId === personId;
  }

  /** Learns whom these ids belong to; one that nobody ever had is bound to this person. */
  async meet(clientIds: readonly number[], personId: string, pageLoad: string): Promise<void> {
    const unmet = clientIds.filter((clientId) => !this.known.has(clientId));
    if (unmet.length === 0) return;
    const wanted = unmet.map((clientId) => ({ clientId, personId, pageLoad }));
    for (const bound of await this.bind(wanted)) this.known.set(bound.clientId, bound);
  }

  /** Binds the id that a page load has drawn; false when it was ever another person's or another page load's. */
  async declare(clientId: number, personId: string, pageLoad: string): Promise<boolean> {
    await this.meet([clientId], personId, pageLoad);
    const bound = this.known.get(clientId);
    return bound?.personId === personId && bound.pageLoad === pageLoad;
  }
}
