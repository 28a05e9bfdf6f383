import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { MESSAGE, type ClientHello } from '../../shared/drafting/wire.ts';

const ASK = 0; // y-protocols/sync

/** The client's first message: the schema it speaks and the client id of this page load (DRA-9). */
export function helloBytes(hello: ClientHello): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.hello);
  encoding.writeVarString(encoder, JSON.stringify(hello));
  return encoding.toUint8Array(encoder);
}

/** What the server has by client id when it asks, and which ids a change of others is by; the decoder is left where it was. */
export function peekSync(decoder: decoding.Decoder): { asks: boolean; clocks: Map<number, number> } {
  const before = decoder.pos;
  const step = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  decoder.pos = before;
  if (step === ASK) return { asks: true, clocks: Y.decodeStateVector(bytes) };
  return { asks: false, clocks: Y.parseUpdateMeta(bytes).to };
}

/** How far somebody's own writing goes in a text. */
export function clockOf(doc: Y.Doc, clientId: number): number {
  return Y.decodeStateVector(Y.encodeStateVector(doc)).get(clientId) ?? 0;
}
