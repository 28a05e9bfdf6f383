import { createDecoder, readVarUint, type Decoder } from 'lib0/decoding';
import * as Y from 'yjs';

const MAX_CLIENTS = 500; // in one update: a person brings the words of a few page loads at a time
const LAST_CLOCK = 2 ** 31; // nobody types so much in one page load; beyond 2^53 a state vector can no longer be read

/** An update, taken apart and not applied. */
export type DecodedUpdate = ReturnType<typeof Y.decodeUpdate>;

/** One piece of an update: an item, or a place holder for what is gone or left out. */
export type Struct = DecodedUpdate['structs'][number];

/**
 * Decodes a v1 update. Undefined for anything else: for bytes behind its end, which are words in another format and must not be
 * called saved; for a client that is named twice, of which Yjs would forget the first part; for clocks nobody reaches.
 */
export function decodeUpdate(update: Uint8Array): DecodedUpdate | undefined {
  try {
    const decoded = Y.decodeUpdateV2(update, WholeDecoder);
    if (WholeDecoder.last?.pos !== update.length) return undefined;
    if (decoded.structs.some(({ id, length }) => id.clock + length > LAST_CLOCK)) return undefined;
    const parts = byClient(decoded.structs).length;
    const clients = new Set(decoded.structs.map(({ id }) => id.client)).size;
    const announced = readVarUint(createDecoder(update));
    return announced === parts && announced === clients && announced <= MAX_CLIENTS ? decoded : undefined;
  } catch {
    return undefined; // not a v1 update
  }
}

/** The client ids under which an update brings new structs, or undefined when it is no v1 update. */
export function clientsIn(update: Uint8Array): number[] | undefined {
  const decoded = decodeUpdate(update);
  return decoded && [...new Set(decoded.structs.map((struct) => struct.id.client))];
}

/** The structs of each client; an update lists them client by client. */
export function byClient(structs: readonly Struct[]): (readonly Struct[])[] {
  const lists: Struct[][] = [];
  for (const struct of structs) {
    const last = lists.at(-1);
    if (last?.[0]?.id.client === struct.id.client) last.push(struct);
    else lists.push([struct]);
  }
  return lists;
}

/** Words in which half a character cannot be told from what Yjs writes for it: U+FFFD, for both halves where it parts a pair. */
export function withoutHalves(words: string): string {
  return words.replace(/[\ud800-\udfff\ufffd]/g, '?');
}

/** Remembers how far the last update was read. */
class WholeDecoder extends Y.UpdateDecoderV1 {
  static last: Decoder | undefined;

  constructor(decoder: Decoder) {
    super(decoder);
    WholeDecoder.last = decoder;
  }
}
