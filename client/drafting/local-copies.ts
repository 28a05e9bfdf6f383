import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import { forgetStore, keep, keptStores, noteStore, readKept } from '../platform/browser-storage.ts';

const UNUSED_MS = 14 * 24 * 3600 * 1000; // DRA-3: a copy nobody has opened for 14 days goes
const OPENING_MS = 3000; // a browser that has not opened its store by then keeps nothing for this page

/** Opens this device's copy of a draft for one person and reads it into the text; undefined where the browser keeps nothing (DRA-3). */
export async function openLocalCopy(documentId: string, personId: string, doc: Y.Doc): Promise<IndexeddbPersistence | undefined> {
  const name = nameOf(documentId, personId);
  if (!(await mayKeep())) return undefined;
  sweep(name);
  if (!noteStore(name, Date.now())) return undefined; // without the list the copy could not be taken away again
  const copy = new IndexeddbPersistence(name, doc);
  const opened = await Promise.race([copy.whenSynced.then(() => true), wait(OPENING_MS)]);
  return opened ? copy : undefined;
}

/** Lays a copy aside whose words the server will never take: the next page load starts a new one, this one stays until it is swept. */
export function layCopyAside(documentId: string, personId: string): void {
  keep(asideKey(documentId, personId), asideCount(documentId, personId) + 1);
}

function nameOf(documentId: string, personId: string): string {
  const laidAside = asideCount(documentId, personId);
  return `concord-draft-${personId}-${documentId}${laidAside > 0 ? `-${laidAside}` : ''}`;
}

function asideKey(documentId: string, personId: string): string {
  return `aside:${personId}:${documentId}`;
}

function asideCount(documentId: string, personId: string): number {
  const kept = readKept(asideKey(documentId, personId));
  return typeof kept === 'number' ? kept : 0;
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
