import type { RoomPerson } from '../../../shared/drafting/wire.ts';
import type { PresenceEntry } from './draft-wire.ts';

const COLOURS = 8;
const MAX_IDS_PER_SEAT = 3; // a connection shows itself; stock clients sometimes change their id once or twice

/** One connection as presence sees it. */
export type PresenceHolder = { person: RoomPerson };

type Shown = PresenceEntry & { holder: PresenceHolder };

/** Who is in a room and where: kept in memory, relayed at once, and named by the server (DRA-6). */
export class RoomPresence {
  private readonly shown = new Map<number, Shown>();

  constructor(private readonly ownerOf: (clientId: number) => string | undefined) {}

  /** Takes what a connection shows of itself; answers the entries to relay, with name and colour by the server. */
  take(holder: PresenceHolder, entries: readonly PresenceEntry[], isOwn: (clientId: number) => boolean): PresenceEntry[] {
    return entries.filter(({ clientId }) => isOwn(clientId)).flatMap((entry) => this.takeOne(holder, entry) ?? []);
  }

  private takeOne(holder: PresenceHolder, { clientId, clock, state }: PresenceEntry): PresenceEntry | undefined {
    const before = this.shown.get(clientId);
    if (before && before.holder !== holder && before.holder.person.id !== holder.person.id) return undefined;
    if (before && clock < before.clock) return undefined;
    if (!before && this.idsOf(holder).length >= MAX_IDS_PER_SEAT) return undefined;
    if (state === null) {
      this.shown.delete(clientId);
      return { clientId, clock, state };
    }
    const stamped = { clientId, clock, state: { ...state, person: holder.person, user: { name: holder.person.name } } };
    this.shown.set(clientId, { ...stamped, holder });
    return stamped;
  }

  /** Takes away everything a connection has shown; answers the entries that tell the others. */
  leave(holder: PresenceHolder): PresenceEntry[] {
    return this.idsOf(holder).map((clientId) => {
      const clock = (this.shown.get(clientId)?.clock ?? 0) + 1;
      this.shown.delete(clientId);
      return { clientId, clock, state: null };
    });
  }

  /** Whether an id can be this connection's: nobody else shows it, or showed it; stock clients echo what they hear, which is nothing new. */
  mayBeOf(clientId: number, holder: PresenceHolder): boolean {
    const personId = this.shown.get(clientId)?.holder.person.id ?? this.ownerOf(clientId);
    return personId === undefined || personId === holder.person.id;
  }

  /** Who shows something at the moment; pages that ask over HTTP have no other sign of being there. */
  get people(): RoomPerson[] {
    return [...this.shown.values()].map(({ holder }) => holder.person);
  }

  /** Everybody who shows something at the moment. */
  all(): PresenceEntry[] {
    return [...this.shown.values()].map(({ clientId, clock, state }) => ({ clientId, clock, state }));
  }

  private idsOf(holder: PresenceHolder): number[] {
    return [...this.shown].filter(([, shown]) => shown.holder === holder).map(([clientId]) => clientId);
  }
}

/** The colour for somebody who joins: theirs if they are here already, else the first that is free, else in turn. */
export function colourFor(personId: string, here: readonly RoomPerson[]): number {
  const same = here.find((person) => person.id === personId);
  if (same) return same.colour;
  const taken = new Set(here.map(({ colour }) => colour));
  for (let colour = 1; colour <= COLOURS; colour++) if (!taken.has(colour)) return colour;
  return (new Set(here.map(({ id }) => id)).size % COLOURS) + 1;
}
