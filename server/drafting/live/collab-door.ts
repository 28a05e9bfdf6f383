import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { mayWrite, type MayWrite } from '../../../shared/drafting/rules.ts';
import { initialsOf, type CloseReason, type RoomPerson } from '../../../shared/drafting/wire.ts';
import type { Right } from '../../../shared/identity/rules.ts';
import { Id, makeId } from '../../../shared/kernel/ids.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { requirePerson } from '../../identity/person-store.ts';
import type { HouseParts } from '../../platform/house-parts.ts';
import { register } from '../../platform/http/door.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { guardOf } from '../guard-store.ts';
import { MAX_MESSAGE_BYTES } from './draft-wire.ts';
import type { DraftRoom } from './draft-room.ts';
import type { DraftRooms } from './draft-rooms.ts';
import { DraftSession } from './draft-session.ts';
import { colourFor } from './room-presence.ts';

const PATH = /^\/collab\/([0-9a-hjkmnp-tv-z]{20})(?:\?.*)?$/;
const EARLY_BYTES = 16_384; // bytes taken before the session is known
const ASKING_MS = 15_000; // a connection whose session cannot be found out by then is let go; sooner, a busy house only makes itself busier: it comes again
const CONNECTIONS_PER_PERSON = 40; // a dozen tabs, and what a flaky network has left half open
const SIGN_OF_LIFE_MS = 25_000; // proxies cut silent connections after a minute at the earliest
const FAULTS = new Set<CloseReason>([
  'bad-message',
  'update-refused',
  'too-slow',
  'too-many-messages',
  'try-again',
  'draft-full',
]);
const RECHECK_MS = 15_000; // sessions that end and seats that run out by date; an ended seat is told at once

type Guest = {
  /** Names the connection in the log, as a request's id names a request. */
  requestId: string;
  caller: Caller;
  request: IncomingMessage;
  socket: WebSocket;
  documentId: string;
  session: DraftSession;
  alive: boolean;
};

/** Looks again at who may do what, of one person or in one draft; whoever may do something else comes back through the door. */
export type CollabDoor = {
  recheckPerson(personId: string): Promise<void>;
  recheckDocument(documentId: string): Promise<void>;
  /** Has every page in a draft come back through the door, because words were erased from it. */
  rejoinDocument(documentId: string): void;
};

/** Opens `/collab/<documentId>`: origin, session and right are checked before the upgrade is answered (PLT-4). */
export function openCollabDoor(parts: HouseParts, rooms: DraftRooms): CollabDoor {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const guests = new Set<Guest>();
  register({ method: 'SOCKET', path: '/collab/:documentId', right: 'read-draft', params: z.object({ documentId: Id }) });
  parts.onUpgrade('/collab/', (request, socket, head) => void letIn(parts, rooms, sockets, guests, { request, socket, head }));
  const life = setInterval(() => [...guests].forEach(askForLife), SIGN_OF_LIFE_MS);
  const rechecking = setInterval(() => void recheckAll(parts, [...guests]), RECHECK_MS);
  life.unref();
  rechecking.unref();
  parts.onStop(async () => {
    clearInterval(life);
    clearInterval(rechecking);
    await rooms.stop();
    sockets.close();
  });
  return {
    recheckPerson: (personId) =>
      recheckAll(
        parts,
        [...guests].filter(({ caller }) => caller.personId === personId),
      ),
    recheckDocument: (documentId) =>
      recheckAll(
        parts,
        [...guests].filter((guest) => guest.documentId === documentId),
      ),
    rejoinDocument: (documentId) => {
      for (const guest of [...guests]) if (guest.documentId === documentId) guest.session.close('words-erased');
    },
  };
}

type Knock = { request: IncomingMessage; socket: Duplex; head: Buffer };

async function letIn(
  parts: HouseParts,
  rooms: DraftRooms,
  sockets: WebSocketServer,
  guests: Set<Guest>,
  { request, socket, head }: Knock,
): Promise<void> {
  const drop = (): void => void socket.destroy();
  socket.on('error', drop);
  const requestId = randomUUID();
  const limit = setTimeout(() => refuse(parts, socket, { error: tooBusy(), requestId }), ASKING_MS);
  try {
    if (head.length > EARLY_BYTES) throw new Problem('too-large', 413, 'Too much was sent before anybody was known.');
    const documentId = PATH.exec(request.url ?? '')?.[1];
    if (!documentId) throw new Problem('not-found', 404, 'There is no such draft.');
    requireOrigin(parts, request);
    const caller = await parts.door.resolveCaller(request.headers);
    const may = await rightsIn(parts, caller, documentId);
    if ([...guests].filter((guest) => guest.caller.personId === caller.personId).length >= CONNECTIONS_PER_PERSON)
      throw new Problem('too-many', 429, 'You have drafts open in too many places. Close some and try again.');
    const opened = await rooms.enter(documentId);
    const person = await personIn(parts, opened.room, caller.personId ?? '');
    if (socket.destroyed || socket.writableEnded) return;
    socket.off('error', drop);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const session = new DraftSession(webSocket, opened.room, { person, may, pageLoad: makeId() }, rooms.metrics);
      const guest: Guest = { requestId, caller, request, socket: webSocket, documentId, session, alive: true };
      seat(parts, rooms, guests, { guest, opened });
    });
  } catch (error) {
    refuse(parts, socket, { error, requestId });
  } finally {
    clearTimeout(limit);
  }
}

/** Gives a connection its place until it ends. */
function seat(
  { log }: HouseParts,
  rooms: DraftRooms,
  guests: Set<Guest>,
  { guest, opened }: { guest: Guest; opened: Awaited<ReturnType<DraftRooms['enter']>> },
): void {
  const { requestId, caller, documentId, session, socket } = guest;
  const since = performance.now();
  const about = { requestId, documentId, personId: caller.personId };
  if (!rooms.join(opened, session)) {
    session.close('try-again');
    return;
  }
  guests.add(guest);
  log.debug(about, 'joined a draft');
  socket.on('pong', () => (guest.alive = true));
  socket.on('close', (code) => {
    guests.delete(guest);
    rooms.leave(documentId, opened, session);
    const left = { ...about, code, reason: session.closedFor, ms: Math.round(performance.now() - since) };
    log[session.closedFor && FAULTS.has(session.closedFor) ? 'warn' : 'debug'](left, 'left a draft');
  });
  session.open();
}

/** Browsers always name the page a socket was opened from; a client that is no browser has no cookie to be misused. */
function requireOrigin(parts: HouseParts, { headers }: IncomingMessage): void {
  const { origin, host } = headers;
  if (origin === undefined) return;
  if (URL.canParse(origin) && (new URL(origin).host === host || origin === parts.settings.baseUrl)) return;
  throw new Problem('other-site', 403, 'This connection did not come from a page of Concord.');
}

/** Somebody as a room shows them. */
export async function personIn(parts: HouseParts, room: DraftRoom, personId: string): Promise<RoomPerson> {
  const { id, name } = await requirePerson(parts.store.read, personId);
  return { id, name, initials: initialsOf(name), colour: colourFor(id, room.people) };
}

/** Throws unless the caller may read the draft; says whether they may also edit it, or at least suggest. */
export async function rightsIn(parts: HouseParts, caller: Caller, documentId: string): Promise<MayWrite> {
  await parts.door.authorise(caller, 'read-draft', { documentId });
  const rights: Right[] = [];
  for (const right of ['edit-draft', 'suggest-in-draft', 'guard-document'] as const)
    if (await hasRight(parts, caller, right, documentId)) rights.push(right);
  return mayWrite({ ...(await guardOf(parts.store.read, documentId)), rights, personId: caller.personId ?? '' });
}

async function hasRight(parts: HouseParts, caller: Caller, right: Right, documentId: string): Promise<boolean> {
  try {
    await parts.door.authorise(caller, right, { documentId });
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === 403) return false;
    throw error;
  }
}

function refuse({ log }: HouseParts, socket: Duplex, { error, requestId }: { error: unknown; requestId: string }): void {
  if (socket.writableEnded) return; // it has its answer
  const problem = error instanceof Problem ? error : undefined;
  const status = problem?.status ?? 500;
  if (problem) log.info({ requestId, status, code: problem.code }, 'a draft connection was refused');
  else log.error({ requestId, message: (error as Error).message }, 'a draft connection failed');
  const body = JSON.stringify({ status, code: problem?.code ?? 'unexpected' });
  const lines = [`HTTP/1.1 ${status} Refused`, 'Connection: close', 'Content-Type: application/problem+json'];
  socket.end([...lines, `X-Request-Id: ${requestId}`, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'));
}

function tooBusy(): Problem {
  return new Problem('busy', 503, 'Concord is very busy. Your page tries again by itself.');
}

function askForLife(guest: Guest): void {
  if (guest.session.isHeldBack) return; // its answer waits behind what is not read yet
  if (!guest.alive) guest.socket.terminate();
  guest.alive = false;
  guest.socket.ping();
}

/** Looks again at who may be here; whoever may not, or may do more or less than before, comes back through the door (DRA-1). */
async function recheckAll(parts: HouseParts, guests: Guest[]): Promise<void> {
  for (const guest of guests) {
    const { session, documentId, request } = guest;
    try {
      const caller = await parts.door.resolveCaller(request.headers);
      if (!caller.personId) session.close('signed-out');
      else if ((await rightsIn(parts, caller, documentId)) !== session.admission.may) session.close('rights-changed');
    } catch (error) {
      if (error instanceof Problem) session.close('seat-ended');
      else parts.log.warn({ message: (error as Error).message }, 'the rights of a connection could not be looked up');
    }
  }
}
