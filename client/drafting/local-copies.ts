import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import { keptStores, noteStore, forgetStore } from '../platform/browser-storage.ts';

const UNUSED_MS = 14 * 24 * 3600 * 1000; // DRA-3: a copy nobody has opened for 14 days goes
const OPENING_MS = 3000; // a browser that has not opened its store by then keeps nothing for this page

/** Opens this device's copy of a draft for one person and reads it into the text; undefined where the browser keeps nothing (DRA-3). */
export async function openLocalCopy(documentId: string, personId: string, doc: Y.Doc): Promise<IndexeddbPersistence | undefined> {
  const name = `concord-draft-${personId}-${documentId}`;
  if (!(await mayKeep())) return undefined;
  sweep(name);
  if (!noteStore(name, Date.now())) return undefined; // without the list the copy could not be taken away again
  const copy = new IndexeddbPersistence(name, doc);
  const opened = await Promise.race([copy.whenSynced.then(() => true), wait(OPENING_MS)]);
  return opened ? copy : undefined;
}

/** Whether this browser lets a page keep a database; some forbid it in private windows. */
async function mayKeep(): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return false;
  return new Promise((resolve) => {
    const probe = indexedDB.open('concord-probe');
    probe.onerror = () => resolve(false);
    probe.onblocked = () => resolve(false);
    probe.onsuccess = () => {
      probe.result.close();
      resolve(true);
    };
  });
}

function sweep(inUse: string): void {
  for (const [name, usedAt] of Object.entries(keptStores())) {
    if (name !== inUse && Date.now() - usedAt > UNUSED_MS) forgetStore(name);
  }
}

function wait(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), milliseconds));
}
