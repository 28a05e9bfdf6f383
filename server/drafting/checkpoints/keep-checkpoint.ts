import { makeId } from '../../../shared/kernel/ids.ts';
import type { Reader, Tx } from '../../platform/database/store.ts';
import { clientsOf } from '../live/draft-log-store.ts';
import { insertCheckpoint, newestCheckpoint, thinCheckpoints, type NewCheckpoint } from './checkpoint-store.ts';
import type { TextAtMoment } from './text-at-moment.ts';

/** When a checkpoint is asked for: at rest always, while people write only when the newest is an hour old (DRA-25). */
export type Moment = 'at-rest' | 'at-work';

/** Whether a draft may need a checkpoint now: its text must be looked at unless people write and the newest one is young. */
export async function mayBeDue(db: Reader, documentId: string, moment: Moment): Promise<boolean> {
  if (moment === 'at-rest') return true;
  const newest = await newestCheckpoint(db, documentId);
  return !newest || newest.isOld;
}

/** The checkpoint that holds this text, or undefined when the newest one says the same. */
export async function checkpointOf(
  db: Reader,
  documentId: string,
  { hash, body, words, writers }: TextAtMoment,
): Promise<NewCheckpoint | undefined> {
  if (hash === (await newestCheckpoint(db, documentId))?.hash) return undefined;
  const written = new Set(writers);
  const bound = (await clientsOf(db, documentId)).filter(({ clientId }) => written.has(clientId));
  const people = Object.fromEntries(bound.map(({ clientId, personId }) => [clientId, personId]));
  return { id: makeId(), document_id: documentId, hash, body, words, people };
}

/** Keeps a checkpoint and thins the old ones of its draft. */
export async function keepCheckpoint(tx: Tx, checkpoint: NewCheckpoint): Promise<void> {
  await insertCheckpoint(tx, checkpoint);
  await thinCheckpoints(tx, checkpoint.document_id);
}
