import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { z } from 'zod';
import { openRoots } from '../../shared/text/live/flat-root.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { unsentPassages } from '../../shared/text/live/unsent-passages.ts';
import { forget, forgetStore, keep, keptStores, keptUnder, ownKey, UNSENT } from '../platform/browser-storage.ts';
import { cleanStore, type AskErased } from './clean-store.ts';
import type { FileWords } from './download-words.tsx';
import { ownClients } from './own-clients.ts';
import { markFromText, unsentNotes } from './unsent-notes.ts';

const OPENING_MS = 3000; // as for the copy of a draft that is written in

/** A copy that was laid aside because the server would not take its words, and what of it was not sent (DRA-3). */
const LaidAside = z.object({
  laidAside: z.string(),
  documentId: z.string(),
  title: z.string(),
  changes: z.int(),
  /** When it was laid aside, milliseconds since 1970. */
  at: z.number(),
  stored: z.string().optional(),
});

export type LaidAside = z.infer<typeof LaidAside>;

/** Notes that a copy is laid aside, with what the notes of its draft say is not sent; nothing when all of it was. */
export function noteLaidAside(personId: string, documentId: string, store: string): void {
  const notes = unsentNotes(personId, documentId);
  const [first] = notes;
  if (!first) return;
  const changes = notes.reduce((sum, note) => sum + note.changes, 0);
  const stored = notes.find((note) => note.stored !== undefined)?.stored;
  const note: LaidAside = { laidAside: store, documentId, title: first.title, changes, at: Date.now(), stored };
  keep(keyOf(personId, documentId, store), note);
}

/** The copies of a person that are laid aside on this device, of one draft or of all, the oldest first. */
export function laidAsideOf(personId: string, documentId = ''): LaidAside[] {
  const stores = keptStores();
  return keptUnder(ownKey(personId, `${UNSENT}aside:${documentId}`))
    .flatMap(({ value }) => LaidAside.safeParse(value).data ?? [])
    .filter(({ laidAside }) => laidAside in stores) // not swept yet
    .sort((one, other) => one.at - other.at);
}

/** The words of a copy that is laid aside, for giving them away as a file; undefined when it cannot be read. */
export async function readLaidAside(
  personId: string,
  { laidAside, documentId, stored }: LaidAside,
): Promise<FileWords | undefined> {
  const doc = new Y.Doc();
  const store = new IndexeddbPersistence(laidAside, doc);
  const given = new Promise<false>((resolve) => setTimeout(() => resolve(false), OPENING_MS));
  const opened = await Promise.race([store.whenSynced.then(() => true), given]);
  await store.destroy();
  const own = new Set(ownClients({ documentId, personId }));
  const isThere = opened && openRoots(doc).meta.has('v');
  const unsent = isThere && stored ? unsentPassages(doc, markFromText(stored), (client) => own.has(client)) : [];
  const words = isThere ? { text: readDocumentText(doc), unsent } : undefined;
  doc.destroy();
  return words;
}

/** Takes erased words out of the copies of a draft that are laid aside; the rest of their words stays. */
export async function cleanLaidAside(personId: string, documentId: string, ask: AskErased): Promise<void> {
  for (const { laidAside } of laidAsideOf(personId, documentId)) {
    const store = new IndexeddbPersistence(laidAside, new Y.Doc());
    await store.whenSynced;
    if (store.db) await cleanStore(store.db, ask, new Set());
    await store.destroy();
  }
}

/** Takes a copy that is laid aside off this device. */
export function letGoOfLaidAside(personId: string, { laidAside, documentId }: LaidAside): void {
  forgetStore(laidAside);
  forget(keyOf(personId, documentId, laidAside));
}

function keyOf(personId: string, documentId: string, store: string): string {
  return ownKey(personId, `${UNSENT}aside:${documentId}:${store}`);
}
