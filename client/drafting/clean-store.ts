import * as Y from 'yjs';
import { findPhrase } from '../../shared/text/find-phrase.ts';
import { eraseWords, textsIn } from '../../shared/text/live/erase-words.ts';

/** Asks which words in some texts were erased from the draft; answers them as they are written there. */
export type AskErased = (texts: readonly string[]) => Promise<readonly string[]>;

const UPDATES = 'updates'; // where y-indexeddb keeps the changes of a text

/**
 * Replaces the changes that a copy on this device is made of by one fresh state: nothing that was deleted is in it any more, and no
 * erased words. `known` are texts that need not be asked about. What other tabs write meanwhile stays as it is.
 */
export async function cleanStore(db: IDBDatabase, ask: AskErased, known: ReadonlySet<string>): Promise<void> {
  const rows = db.transaction(UPDATES).objectStore(UPDATES);
  const [keys, updates] = await Promise.all([answerOf(rows.getAllKeys()), answerOf(rows.getAll())]);
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update as Uint8Array); // written by y-indexeddb
  });
  const found = await ask([...textsIn(doc)].filter((text) => !known.has(text)));
  for (const words of found) eraseWords(doc, findPhrase(words));
  const transaction = db.transaction(UPDATES, 'readwrite');
  const fresh = transaction.objectStore(UPDATES);
  for (const key of keys) fresh.delete(key);
  if (updates.length > 0) fresh.add(Y.encodeStateAsUpdate(doc));
  doc.destroy();
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser did not write'));
  });
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser did not read'));
  });
}
