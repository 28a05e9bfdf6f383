import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { ClientHello, MESSAGE, SuggestingAsk, type RefusalCode, type ServerHello } from '../../../shared/drafting/wire.ts';

/** Bytes of one message: the largest update the text engine takes and its envelope. */
export const MAX_MESSAGE_BYTES = 1_050_000;

const MAX_PRESENCE_BYTES = 4096; // a caret, a selection and a section are under 300 bytes
const MAX_PRESENCE_ENTRIES = 2000; // stock clients echo all they hear of others, and only what is their own is looked into
const SYNC = { ask: 0, answer: 1, change: 2 } as const; // y-protocols/sync

/** What one person shows of themselves: null when they have gone. */
export type PresenceEntry = { clientId: number; clock: number; state: Record<string, unknown> | null };

/** What a client says of a presence, not looked into yet: most of it is an echo of others. */
export type SaidPresence = { clientId: number; clock: number; bytes: Uint8Array };

/** A message of a client, read and bounded. */
export type ClientMessage =
  | { kind: 'ask-sync'; stateVector: Uint8Array }
  | { kind: 'change'; update: Uint8Array; isAnswer: boolean }
  | { kind: 'presence'; said: SaidPresence[] }
  | { kind: 'ask-presence' }
  | { kind: 'hello'; hello: ClientHello }
  | { kind: 'suggest'; session: number | undefined };

/** Thrown for bytes that are no message of this protocol. */
export class BadMessage extends Error {}

/** Reads a client's message; throws BadMessage. */
export function readMessage(bytes: Uint8Array): ClientMessage {
  try {
    return readWhole(decoding.createDecoder(bytes));
  } catch (error) {
    throw error instanceof BadMessage ? error : new BadMessage('not a message');
  }
}

function readWhole(decoder: decoding.Decoder): ClientMessage {
  const type = decoding.readVarUint(decoder);
  if (type === MESSAGE.sync) return readSync(decoder);
  if (type === MESSAGE.presence) return { kind: 'presence', said: readPresence(decoding.readVarUint8Array(decoder)) };
  if (type === MESSAGE.askPresence) return { kind: 'ask-presence' };
  if (type === MESSAGE.hello) return { kind: 'hello', hello: ClientHello.parse(JSON.parse(decoding.readVarString(decoder))) };
  if (type === MESSAGE.suggest) {
    return { kind: 'suggest', session: SuggestingAsk.parse(JSON.parse(decoding.readVarString(decoder))).session };
  }
  throw new BadMessage(`no message of type ${type}`);
}

function readSync(decoder: decoding.Decoder): ClientMessage {
  const step = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  if (step === SYNC.ask) return { kind: 'ask-sync', stateVector: bytes };
  if (step === SYNC.answer || step === SYNC.change) return { kind: 'change', update: bytes, isAnswer: step === SYNC.answer };
  throw new BadMessage(`no sync step ${step}`);
}

function readPresence(bytes: Uint8Array): SaidPresence[] {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  if (count > MAX_PRESENCE_ENTRIES) throw new BadMessage('too many in one presence message');
  return Array.from({ length: count }, () => ({
    clientId: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
    bytes: decoding.readVarUint8Array(decoder),
  }));
}

/** Looks into what a client says of its own presence; throws BadMessage. */
export function readState({ clientId, clock, bytes }: SaidPresence): PresenceEntry {
  if (bytes.length > MAX_PRESENCE_BYTES) throw new BadMessage('presence too large');
  const state: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (state === null) return { clientId, clock, state };
  if (typeof state !== 'object' || Array.isArray(state)) throw new BadMessage('presence is no object');
  return { clientId, clock, state: state as Record<string, unknown> }; // JSON's only remaining kind
}

/** The question "what do you not have yet?", with what the server has. */
export function askSyncMessage(stateVector: Uint8Array): Uint8Array {
  return syncMessage(SYNC.ask, stateVector);
}

/** The answer to a client's question: all it lacks. */
export function answerSyncMessage(update: Uint8Array): Uint8Array {
  return syncMessage(SYNC.answer, update);
}

/** A committed change on its way to the others. */
export function changeMessage(update: Uint8Array): Uint8Array {
  return syncMessage(SYNC.change, update);
}

/** Who is here and where, stamped by the server. */
export function presenceMessage(entries: readonly PresenceEntry[]): Uint8Array {
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, entries.length);
  for (const { clientId, clock, state } of entries) {
    encoding.writeVarUint(inner, clientId);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, JSON.stringify(state));
  }
  return message(MESSAGE.presence, (encoder) => encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner)));
}

/** Says that so many change messages of this connection are on disk. */
export function savedUpToMessage(count: number): Uint8Array {
  return message(MESSAGE.savedUpTo, (encoder) => encoding.writeVarUint(encoder, count));
}

/** Says that a change message was not taken, and why. */
export function refusedMessage(count: number, code: RefusalCode): Uint8Array {
  return message(MESSAGE.refused, (encoder) => {
    encoding.writeVarUint(encoder, count);
    encoding.writeVarString(encoder, code);
  });
}

/** The server's first words on a connection. */
export function helloMessage(hello: ServerHello): Uint8Array {
  return message(MESSAGE.hello, (encoder) => encoding.writeVarString(encoder, JSON.stringify(hello)));
}

/** Says which client id this page load suggests under. */
export function suggestingMessage(session: number): Uint8Array {
  return message(MESSAGE.suggest, (encoder) => encoding.writeVarString(encoder, JSON.stringify({ session })));
}

/** Says whether the store takes changes at the moment. */
export function storeTroubleMessage(failing: boolean): Uint8Array {
  return message(MESSAGE.storeTrouble, (encoder) => encoding.writeVarUint(encoder, failing ? 1 : 0));
}

function syncMessage(step: number, bytes: Uint8Array): Uint8Array {
  return message(MESSAGE.sync, (encoder) => {
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

function message(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}
