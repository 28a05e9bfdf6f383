import { makeId } from '../../../shared/kernel/ids.ts';
import type { Reader, Tx } from '../../platform/database/store.ts';
import { clientsOf } from '../live/draft-log-store.ts';
import type { SpelledText } from '../live/fold-log.ts';
import { insertCheckpoint, thinCheckpoints, type NewCheckpoint } from './checkpoint-store.ts';

/** A text as a checkpoint of its draft, with the people its client ids are bound to (DRA-25). */
export async function checkpointOf(db: Reader, documentId: string, text: SpelledText): Promise<NewCheckpoint> {
  const { form, hash, words } = text;
  const written = new Set(text.clients);
  const bound = (await clientsOf(db, documentId)).filter(({ clientId }) => written.has(clientId));
  const people = Object.fromEntries(bound.map(({ clientId, personId }) => [clientId, personId]));
  return { id: makeId(), document_id: documentId, hash, body: form, words, people };
}

/** Keeps a checkpoint and thins the old ones of its draft. */
export async function keepCheckpoint(tx: Tx, checkpoint: NewCheckpoint): Promise<void> {
  await insertCheckpoint(tx, checkpoint);
  await thinCheckpoints(tx, checkpoint.document_id);
}
