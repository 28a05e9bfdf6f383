import * as Y from 'yjs';
import { makeId } from '../../../shared/kernel/ids.ts';
import { normaliseText, spelling } from '../../../shared/text/canonical-form.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { wordCount } from '../../../shared/text/plain-text.ts';
import type { Reader, Tx } from '../../platform/database/store.ts';
import { clientsOf } from '../live/draft-log-store.ts';
import { insertCheckpoint, newestCheckpoint, thinCheckpoints, type NewCheckpoint } from './checkpoint-store.ts';

/** When a checkpoint is asked for: at rest always, while people write only when the newest is an hour old (DRA-25). */
export type Moment = 'at-rest' | 'at-work';

/**
 * The checkpoint that a draft should have now, or undefined when the newest one still says what the text says, or is too young
 * while people write. Reads only, so that the text is put into its canonical form before any transaction begins.
 */
export async function dueCheckpoint(
  db: Reader,
  documentId: string,
  doc: Y.Doc,
  moment: Moment,
): Promise<NewCheckpoint | undefined> {
  const newest = await newestCheckpoint(db, documentId);
  if (moment === 'at-work' && newest && !newest.isOld) return undefined;
  const text = normaliseText(readDocumentText(doc));
  const { form, hash } = spelling(text);
  if (hash === newest?.hash) return undefined;
  const written = Y.decodeStateVector(Y.encodeStateVector(doc));
  const bound = (await clientsOf(db, documentId)).filter(({ clientId }) => written.has(clientId));
  const people = Object.fromEntries(bound.map(({ clientId, personId }) => [clientId, personId]));
  return { id: makeId(), document_id: documentId, hash, body: form, words: wordCount(text), people };
}

/** Keeps a checkpoint and thins the old ones of its draft. */
export async function keepCheckpoint(tx: Tx, checkpoint: NewCheckpoint): Promise<void> {
  await insertCheckpoint(tx, checkpoint);
  await thinCheckpoints(tx, checkpoint.document_id);
}
