import * as encoding from 'lib0/encoding';
import { MESSAGE, type ClientHello } from '../../shared/drafting/wire.ts';

/** The client's first message: the schema it speaks and the client id of this page load (DRA-9). */
export function helloBytes(hello: ClientHello): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.hello);
  encoding.writeVarString(encoder, JSON.stringify(hello));
  return encoding.toUint8Array(encoder);
}

/** The question for a client id to suggest under, with the one that this page load was given before. */
export function askToSuggestBytes(session: number | undefined): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.suggest);
  encoding.writeVarString(encoder, JSON.stringify({ session }));
  return encoding.toUint8Array(encoder);
}
