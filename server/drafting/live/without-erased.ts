import * as Y from 'yjs';
import type { FindWords } from '../../../shared/text/find-phrase.ts';
import { eraseWords } from '../../../shared/text/live/erase-words.ts';

/**
 * A change of a page that has not taken all erasures of this draft, with what it brings of the erased words taken out before anybody
 * stores or sees them. All ids stay, so everything its writer does later still fits.
 */
export function withoutErased(doc: Y.Doc, update: Uint8Array, find: FindWords, clientId: number): Uint8Array {
  const scratch = new Y.Doc();
  Y.applyUpdate(scratch, Y.encodeStateAsUpdate(doc));
  scratch.clientID = clientId;
  const before = Y.encodeStateVector(scratch);
  const had = Y.decodeStateVector(before);
  Y.applyUpdate(scratch, update);
  eraseWords(scratch, find, ({ id, length }) => id.clock + length > (had.get(id.client) ?? 0));
  const clean = Y.encodeStateAsUpdate(scratch, before);
  scratch.destroy();
  return clean;
}
