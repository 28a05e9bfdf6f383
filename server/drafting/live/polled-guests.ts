import type { RoomPerson } from '../../../shared/drafting/wire.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { DraftRoom } from './draft-room.ts';
import type { PresenceEntry } from './draft-wire.ts';
import { MessageAllowance } from './message-allowance.ts';

const SHOWN_MS = 40_000; // longer than the longest silence between two requests of a page that is there
const MOST_PER_PERSON = 12; // pages of one person that ask; a script that opens more is refused

/** A page of somebody in a draft, by the client id it writes under. */
export type PageKey = { documentId: string; personId: string; clientId: number };

/** A page that asks instead of listening. Only what may be lost is kept of it: who is shown, and how much it has sent. */
export type PolledGuest = {
  readonly person: RoomPerson;
  readonly room: DraftRoom;
  readonly allowance: MessageAllowance;
  /** Ends the question for news that this page has open. */
  stop: AbortController;
  timer: NodeJS.Timeout | undefined;
};

/** The pages that ask; each is forgotten when it has been silent for a while. */
export class PolledGuests {
  private readonly guests = new Map<string, PolledGuest>();

  /** The guest of a page, made anew where this server does not know it. */
  welcome(key: PageKey, room: DraftRoom, person: RoomPerson): PolledGuest {
    const known = this.find(key, room);
    if (known) return known;
    if (this.ofPerson(key.personId).length >= MOST_PER_PERSON)
      throw new Problem('too-many', 429, 'You have drafts open in many places. Close some of them and try again.');
    const guest = { person, room, allowance: new MessageAllowance(), stop: new AbortController(), timer: undefined };
    this.guests.set(nameOf(key), guest);
    return this.stay(nameOf(key), guest);
  }

  /** The guest of a page if this server knows it; whoever asks is there for a while longer. */
  find(key: PageKey, room: DraftRoom): PolledGuest | undefined {
    const guest = this.guests.get(nameOf(key));
    return guest?.room === room ? this.stay(nameOf(key), guest) : undefined;
  }

  /** Ends the open questions of a person, or everybody's, so that they are answered by what is allowed now. */
  wake(personId?: string): void {
    for (const guest of personId === undefined ? this.guests.values() : this.ofPerson(personId)) guest.stop.abort();
  }

  /** Ends the open questions about one draft. */
  wakeIn(documentId: string): void {
    for (const [name, guest] of this.guests) if (name.startsWith(`${documentId} `)) guest.stop.abort();
  }

  /** Forgets the pages in one draft: each joins anew with its next question. */
  forgetIn(documentId: string): void {
    for (const [name, guest] of this.guests) {
      if (!name.startsWith(`${documentId} `)) continue;
      this.guests.delete(name);
      clearTimeout(guest.timer);
      guest.room.showPresence(guest.room.presence.leave(guest));
      guest.stop.abort();
    }
  }

  /** Forgets everybody. */
  close(): void {
    this.wake();
    for (const { timer } of this.guests.values()) clearTimeout(timer);
    this.guests.clear();
  }

  private ofPerson(personId: string): PolledGuest[] {
    return [...this.guests.values()].filter(({ person }) => person.id === personId);
  }

  private stay(name: string, guest: PolledGuest): PolledGuest {
    clearTimeout(guest.timer);
    guest.timer = setTimeout(() => {
      if (this.guests.get(name) === guest) this.guests.delete(name);
      guest.room.showPresence(guest.room.presence.leave(guest));
    }, SHOWN_MS).unref();
    return guest;
  }
}

/** Shows what a page tells of itself, stamped by the server as everybody's is. */
export async function showPolled(guest: PolledGuest, pageLoad: string, entries: readonly PresenceEntry[]): Promise<void> {
  const { room, person } = guest;
  const own = entries.filter(({ clientId }) => room.presence.mayBeOf(clientId, guest));
  await room.clients.meet(
    own.map(({ clientId }) => clientId),
    person.id,
    pageLoad,
  );
  room.showPresence(room.presence.take(guest, own, (clientId) => room.clients.isOf(clientId, person.id)));
}

function nameOf({ documentId, personId, clientId }: PageKey): string {
  return `${documentId} ${personId} ${clientId}`;
}
