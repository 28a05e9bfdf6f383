import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { openRoots } from '../../shared/text/live/flat-root.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { unsentPassages } from '../../shared/text/live/unsent-passages.ts';
import { forgetStore, isSharedComputer, keep, noteStore, ownKey, readKept, sweepStores } from '../platform/browser-storage.ts';
import { cleanStore, type AskErased } from './clean-store.ts';
import type { FileWords } from './download-words.tsx';
import { noteLaidAside } from './laid-aside.ts';
import { forgetErasuresTaken } from './erasures-taken.ts';
import { forgetOffers } from './recovery-tray.ts';
import { forgetOwnClients, ownClients } from './own-clients.ts';
import { dropNotes, storedBefore, unsentNotes } from './unsent-notes.ts';

const OPENING_MS = 3000; // a browser that has not opened its store by then keeps nothing for this page

/** Opens this device's copy of a draft for one person and reads it into the text; undefined where nothing is kept (DRA-3). */
export async function openLocalCopy(documentId: string, personId: string, doc: Y.Doc): Promise<LocalCopy | undefined> {
  const name = nameOf(documentId, personId);
  if (isSharedComputer() || !(await mayKeep())) return undefined;
  if (!noteStore(name, Date.now())) return undefined; // without the list the copy could not be taken away again
  sweepStores(Date.now());
  const store = new IndexeddbPersistence(name, doc);
  const opened = await Promise.race([store.whenSynced.then(() => true), wait(OPENING_MS)]);
  if (opened) return new LocalCopy(store);
  void store.destroy();
  return undefined;
}

/** A copy on this device while it is written: says when it no longer is, and can be taken away. */
export class LocalCopy {
  private writing = true;

  constructor(private readonly store: IndexeddbPersistence) {
    const stop = (): void => void this.stop();
    for (const failure of ['abort', 'error', 'close', 'versionchange']) store.db?.addEventListener(failure, stop);
  }

  /** Whether what is written now is kept: the device may be full, or another page may have taken the copy away. */
  get isKept(): boolean {
    return this.writing;
  }

  /** Replaces what is kept by a fresh copy without what was deleted, and without erased words that only another page has brought; `known` is what has been looked through. */
  async clean(ask: AskErased, known: ReadonlySet<string>): Promise<void> {
    if (this.writing && this.store.db) await cleanStore(this.store.db, ask, known);
  }

  /** Stops writing and takes the copy off this device. */
  async remove(): Promise<void> {
    await this.stop();
    forgetStore(this.store.name);
  }

  /** Stops writing; what was written so far stays on the device. */
  async stop(): Promise<void> {
    this.writing = false;
    await this.store.destroy();
  }
}

/** Whether an update came out of a copy on this device. */
export function isFromCopy(origin: unknown): boolean {
  return origin instanceof IndexeddbPersistence;
}

/** The text this device keeps of a draft, for giving it away as a file; undefined when there is none. */
export async function readLocalCopy(documentId: string, personId: string): Promise<FileWords | undefined> {
  const doc = new Y.Doc();
  const copy = await openLocalCopy(documentId, personId, doc);
  const own = new Set(ownClients({ documentId, personId }));
  const mark = storedBefore(unsentNotes(personId, documentId));
  const isThere = copy !== undefined && openRoots(doc).meta.has('v');
  const words = isThere
    ? { text: readDocumentText(doc), unsent: mark ? unsentPassages(doc, mark, (client) => own.has(client)) : [] }
    : undefined;
  doc.destroy();
  return words;
}

/** Takes this device's copy of a draft and its notes away. */
export function forgetLocalCopy(documentId: string, personId: string): void {
  forgetStore(nameOf(documentId, personId));
  dropNotes(personId, documentId);
  forgetOffers({ documentId, personId });
  forgetErasuresTaken({ documentId, personId });
  forgetOwnClients({ documentId, personId });
}

/** Lays a copy aside whose words the server will never take: the next page load starts a new one and offers the words of this one. */
export function layCopyAside(documentId: string, personId: string): void {
  noteLaidAside(personId, documentId, nameOf(documentId, personId));
  keep(asideKey(documentId, personId), asideCount(documentId, personId) + 1);
  dropNotes(personId, documentId);
}

function nameOf(documentId: string, personId: string): string {
  const laidAside = asideCount(documentId, personId);
  return `concord-draft-${personId}-${documentId}${laidAside > 0 ? `-${laidAside}` : ''}`;
}

function asideKey(documentId: string, personId: string): string {
  return ownKey(personId, `aside:${documentId}`);
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

function wait(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), milliseconds));
}
