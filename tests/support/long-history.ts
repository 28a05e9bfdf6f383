import * as Y from 'yjs';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { openRoots } from '../../shared/text/live/flat-root.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { deleteItem, findItem, firstItemOf, insertAfter, splitItem } from '../../shared/text/live/yjs-internals.ts';
import { seededRandom } from './seeded-random.ts';

const LETTERS = 'eeeetttaaoooinnshrrdlucmfwypvbgkqjxz      ';
const RUN = 60; // edits between two places: a sentence or half of one
const DELETING = 0.3; // of all runs; texts shrink as they are worked on
const WRITER_CHANGES = 500; // edits after which another of the page loads writes
const WRITERS = 8;

/** A draft's life: its first state, then one update for each single-character edit. */
export type LongHistory = { first: Uint8Array; updates: Uint8Array[]; state: Uint8Array };

/** Types and deletes single characters in runs all over a text, as several page loads would; the same seed gives the same history. */
export function longHistory(edits: number, text: DocumentText, seed = 1): LongHistory {
  const random = seededRandom(seed);
  const doc = new Y.Doc();
  seedDocument(doc, text);
  const { flat } = openRoots(doc);
  const first = Y.encodeStateAsUpdate(doc);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const clients = Array.from({ length: WRITERS }, (_, n) => 1000 + n);
  const written: Y.ID[] = [];
  let run = { deleting: false, left: 0, at: undefined as Y.ID | undefined, index: 0 };
  while (updates.length < edits) {
    if (updates.length % WRITER_CHANGES === 0) doc.clientID = clients[(updates.length / WRITER_CHANGES) % WRITERS] ?? 1000;
    if (run.left-- <= 0) {
      const index = random.below(Math.max(1, written.length));
      run = { deleting: written.length > RUN && random.chance(DELETING), left: RUN, at: written[index], index };
    }
    if (run.deleting) {
      const victim = written[run.index--];
      if (!victim || !erase(doc, victim)) run.left = 0;
    } else {
      const clock = Y.getState(doc.store, doc.clientID);
      doc.transact((transaction) => {
        insertAfter(transaction, flat, leftOf(transaction, run.at) ?? firstItemOf(flat), { text: random.pick([...LETTERS]) });
      });
      run.at = Y.createID(doc.clientID, clock);
      written.push(run.at);
    }
  }
  return { first, updates, state: Y.encodeStateAsUpdate(doc) };
}

/** The item that ends with a character, cut there if need be. */
function leftOf(transaction: Y.Transaction, at: Y.ID | undefined): Y.Item | undefined {
  const found = at && findItem(transaction.doc, at);
  if (!found) return undefined;
  const { item, offset } = found;
  if (offset + 1 < item.length) splitItem(transaction, item, offset + 1);
  return item;
}

/** Deletes one character; false when it is gone already. */
function erase(doc: Y.Doc, at: Y.ID): boolean {
  const found = findItem(doc, at);
  if (!found || found.item.deleted) return false;
  doc.transact((transaction) => {
    const from = found.offset > 0 ? splitItem(transaction, found.item, found.offset) : found.item;
    if (from.length > 1) splitItem(transaction, from, 1);
    deleteItem(transaction, from);
  });
  return true;
}
