import type { DocumentText } from '../../shared/text/document-text.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';

/** A frozen version as this room uses it. */
export type FrozenText = {
  id: string;
  documentId: string;
  number: number;
  hash: string;
  words: number;
  madeAt: string;
  text: DocumentText;
  state: Uint8Array;
};

const KEPT = 40; // versions held in memory: about 100 kB each; a reader's page needs one

const known = new Map<string, FrozenText>();

/** A frozen version, read once and kept while it is used: it can never change. */
export async function frozenText(db: Reader, versionId: string): Promise<FrozenText> {
  const kept = known.get(versionId);
  known.delete(versionId); // put back below, so that the first in the map is the one not used for longest
  const version = kept ?? (await readFrozen(db, versionId));
  known.set(versionId, version);
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return version;
}

async function readFrozen(db: Reader, versionId: string): Promise<FrozenText> {
  const { id, document_id, number, hash, words, made_at, text, state } = await requireVersion(db, versionId);
  return { id, documentId: document_id, number, hash, words, madeAt: made_at, text, state };
}
