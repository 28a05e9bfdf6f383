import type { BoundClient } from './draft-log-store.ts';

const MAX_IDS_PER_LOAD = 64; // a page load has one and brings those of earlier loads that were offline; more is made up

/** Binds ids that nobody has and answers who each belongs to. */
export type Bind = (wanted: readonly BoundClient[]) => Promise<BoundClient[]>;

/** Client ids of one document and whom each is bound to, as far as this room has met them; the database is the truth (DRA-9). */
export class BoundClients {
  private readonly known = new Map<number, BoundClient>();
  private readonly perLoad = new Map<string, number>();

  constructor(
    private readonly bind: Bind,
    bound: readonly BoundClient[] = [],
  ) {
    bound.forEach((client) => this.note(client));
  }

  /** Whom an id is bound to, as far as this room knows. */
  ownerOf(clientId: number): string | undefined {
    return this.known.get(clientId)?.personId;
  }

  /** Whether an id is bound to this person; ask `meet` first for ids that may be new. */
  isOf(clientId: number, personId: string): boolean {
    return this.known.get(clientId)?.personId === personId;
  }

  /** The ids bound to this person, the newest last. */
  idsOf(personId: string): number[] {
    return [...this.known.values()].filter((client) => client.personId === personId).map(({ clientId }) => clientId);
  }

  /** Learns whom these ids belong to; one that nobody ever had is bound to this person, as long as the page load has not bound too many. */
  async meet(clientIds: readonly number[], personId: string, pageLoad: string): Promise<void> {
    const unmet = [...new Set(clientIds)].filter((clientId) => !this.known.has(clientId));
    if (unmet.length === 0 || unmet.length + (this.perLoad.get(pageLoad) ?? 0) > MAX_IDS_PER_LOAD) return;
    const wanted = unmet.map((clientId) => ({ clientId, personId, pageLoad }));
    for (const bound of await this.bind(wanted)) this.note(bound);
  }

  /** Binds the id that a page load has drawn; false when it was ever another person's or another page load's. */
  async declare(clientId: number, personId: string, pageLoad: string): Promise<boolean> {
    await this.meet([clientId], personId, pageLoad);
    const bound = this.known.get(clientId);
    return bound?.personId === personId && bound.pageLoad === pageLoad;
  }

  private note(client: BoundClient): void {
    if (this.known.has(client.clientId)) return;
    this.known.set(client.clientId, client);
    this.perLoad.set(client.pageLoad, (this.perLoad.get(client.pageLoad) ?? 0) + 1);
  }
}
