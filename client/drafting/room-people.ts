import type { Awareness } from 'y-protocols/awareness';
import { RoomPerson } from '../../shared/drafting/wire.ts';

/** Somebody in the room, and the block they are in. */
export type PersonHere = { person: RoomPerson; blockId: string | undefined; self: boolean };

/** Everybody in the room by name, oneself last; several pages of one person count as one. */
export function peopleHere(awareness: Awareness, self: RoomPerson | undefined): PersonHere[] {
  const here = new Map<string, PersonHere>();
  for (const [client, shown] of awareness.getStates()) {
    if (client === awareness.clientID) continue;
    const person = RoomPerson.safeParse(shown['person']);
    if (!person.success || person.data.id === self?.id) continue;
    const blockId = typeof shown['blockId'] === 'string' ? shown['blockId'] : undefined;
    here.set(person.data.id, { person: person.data, blockId: blockId ?? here.get(person.data.id)?.blockId, self: false });
  }
  const others = [...here.values()].sort((one, other) => one.person.name.localeCompare(other.person.name));
  return self ? [...others, { person: self, blockId: undefined, self: true }] : others;
}
