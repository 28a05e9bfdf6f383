import { HELD_MS, hearFromDraft, sendToDraft, type DraftAnswer } from '../../../shared/drafting/polling.ts';
import { CLOSE_CODES, MESSAGE, type ClientHello, type CloseReason, type ServerHello } from '../../../shared/drafting/wire.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { mount } from '../../platform/http/door.ts';
import type { HouseParts } from '../../platform/house-parts.ts';
import { personIn, rightsIn } from './collab-door.ts';
import { DraftNews } from './draft-news.ts';
import type { DraftRoom } from './draft-room.ts';
import type { DraftRooms } from './draft-rooms.ts';
import { DraftSession, MODES } from './draft-session.ts';
import { BadMessage, readMessage, readState, type PresenceEntry } from './draft-wire.ts';
import { PolledGuests, showPolled, type PolledGuest } from './polled-guests.ts';
import { PolledSocket } from './polled-socket.ts';

const STORING_MS = 10_000; // a request waits this long for the disk; the page then sends the same again

type Posted = { hello: ClientHello; presence: PresenceEntry[]; forSession: Uint8Array[]; changes: number };
type Parts = { house: HouseParts; rooms: DraftRooms; guests: PolledGuests; newsOf: (room: DraftRoom) => DraftNews };

/**
 * Opens the two routes by which a page writes together with others where WebSockets are blocked (DRA-4). Every posted message goes
 * through a session like those of sockets, so that the same is checked; nothing is kept between requests that may not be lost.
 */
export function openPollDoor(
  house: HouseParts,
  rooms: DraftRooms,
): {
  recheckPerson(personId: string): void;
  recheckDocument(documentId: string): void;
  rejoinDocument(documentId: string): void;
} {
  const guests = new PolledGuests();
  const parts = { house, rooms, guests, newsOf: newsKeeper(rooms) };
  const scope = ({ params }: { params: { documentId: string } }): { documentId: string } => ({ documentId: params.documentId });
  mount(house.door, sendToDraft, {
    scope,
    handle: ({ params, body, caller }) => take(parts, params.documentId, body.messages, caller),
  });
  mount(house.door, hearFromDraft, {
    scope,
    handle: async ({ params, query, caller, request }) => {
      const answered = await tell(parts, { ...query, ...params }, caller);
      return (await mayStillHear(parts, params.documentId, query.mode, request.headers)) ?? answered;
    },
  });
  house.onStop(() => guests.close());
  return {
    recheckPerson: (personId) => guests.wake(personId),
    recheckDocument: (documentId) => guests.wakeIn(documentId),
    rejoinDocument: (documentId) => guests.forgetIn(documentId),
  };
}

function newsKeeper(rooms: DraftRooms): (room: DraftRoom) => DraftNews {
  const kept = new WeakMap<DraftRoom, DraftNews>();
  return (room) => {
    const news = kept.get(room) ?? new DraftNews(room, () => rooms.log.isFailing);
    kept.set(room, news);
    return news;
  };
}

async function take(
  { house, rooms, guests, newsOf }: Parts,
  documentId: string,
  wire: string[],
  caller: Caller,
): Promise<DraftAnswer> {
  const posted = read(wire);
  const personId = caller.personId ?? '';
  const may = await rightsIn(house, caller, documentId);
  const opened = await rooms.enter(documentId);
  const { room } = opened;
  const key = { documentId, personId, clientId: posted.hello.clientId };
  const guest = guests.find(key, room) ?? guests.welcome(key, room, await personIn(house, room, personId));
  const position = newsOf(room).position; // before anything is answered: what comes between is heard twice, never missed
  const socket = new PolledSocket();
  const admission = { person: guest.person, may, pageLoad: posted.hello.pageLoad };
  const session = new DraftSession(socket, room, admission, rooms.metrics, guest.allowance);
  if (!rooms.join(opened, session)) return closed('try-again');
  session.open();
  for (const message of posted.forSession) socket.receive(message);
  await session.settled();
  if (posted.changes > 0) await socket.settled(STORING_MS);
  if (!socket.closedWith) await show(guest, posted);
  socket.terminate();
  rooms.leave(documentId, opened, session);
  const messages = socket.messages.map((bytes) => Buffer.from(bytes).toString('base64'));
  return { messages, position, lost: false, closed: socket.closedWith };
}

async function show(guest: PolledGuest, { hello, presence }: Posted): Promise<void> {
  if (presence.length > 0) await showPolled(guest, hello.pageLoad, presence);
}

/** Takes apart what was posted; the session shows nobody, because it ends with the request. */
function read(wire: string[]): Posted {
  try {
    const bytes = wire.map((text) => new Uint8Array(Buffer.from(text, 'base64')));
    const [first, ...rest] = bytes.map(readMessage);
    if (first?.kind !== 'hello') throw new BadMessage('the hello comes first');
    return {
      hello: first.hello,
      presence: rest.flatMap((message) => (message.kind === 'presence' ? message.said.map(readState) : [])),
      forSession: bytes.filter((message) => message[0] !== MESSAGE.presence),
      changes: rest.filter(({ kind }) => kind === 'change').length,
    };
  } catch (error) {
    if (!(error instanceof BadMessage)) throw error;
    throw new Problem('bad-message', 422, 'Concord did not understand this page. Load it again to go on writing.');
  }
}

type Question = { documentId: string; since: string; clientId: number };

async function tell(
  { rooms, guests, newsOf }: Parts,
  { documentId, since, clientId }: Question,
  caller: Caller,
): Promise<DraftAnswer> {
  const { room } = await rooms.enter(documentId);
  const news = newsOf(room);
  const guest = guests.find({ documentId, personId: caller.personId ?? '', clientId }, room);
  if (!guest || news.since(since) === undefined) return { messages: [], position: news.position, lost: true, closed: null };
  guest.stop.abort(); // one open question for each page
  guest.stop = new AbortController();
  await news.wait(since, HELD_MS, guest.stop.signal);
  guests.find({ documentId, personId: caller.personId ?? '', clientId }, room);
  const position = news.position;
  const messages = news.since(since);
  return {
    messages: (messages ?? []).map((bytes) => Buffer.from(bytes).toString('base64')),
    position,
    lost: messages === undefined,
    closed: null,
  };
}

/** Looks again at who may hear, because a question may have been held for a while (DRA-1); the reason when it is over. */
async function mayStillHear(
  { house }: Parts,
  documentId: string,
  mode: ServerHello['mode'],
  headers: Parameters<HouseParts['door']['resolveCaller']>[0],
): Promise<DraftAnswer | undefined> {
  const caller = await house.door.resolveCaller(headers);
  if (!caller.personId) return closed('signed-out');
  try {
    const may = await rightsIn(house, caller, documentId);
    return MODES[may] === mode ? undefined : closed('rights-changed');
  } catch (error) {
    if (error instanceof Problem) return closed('seat-ended');
    throw error;
  }
}

function closed(reason: CloseReason): DraftAnswer {
  return { messages: [], position: '-', lost: false, closed: { code: CLOSE_CODES[reason], reason } };
}
