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

/** The checkpoints that hold these texts, the oldest first, without those that say what the one before says. */
export async function checkpointsOf(db: Reader, documentId: string, texts: readonly TextAtMoment[]): Promise<NewCheckpoint[]> {
  if (texts.length === 0) return [];
  let before = (await newestCheckpoint(db, documentId))?.hash;
  const bound = await clientsOf(db, documentId);
  const checkpoints: NewCheckpoint[] = [];
  for (const { at, hash, body, words, writers } of texts) {
    if (hash === before) continue;
    before = hash;
    const written = new Set(writers);
    const own = bound.filter(({ clientId }) => written.has(clientId));
    const people = Object.fromEntries(own.map(({ clientId, personId }) => [clientId, personId]));
    checkpoints.push({ id: makeId(), document_id: documentId, at, hash, body, words, people });
  }
  return checkpoints;
}

/** Keeps checkpoints and thins the old ones of their draft. */
export async function keepCheckpoints(tx: Tx, documentId: string, checkpoints: readonly NewCheckpoint[]): Promise<void> {
  for (const checkpoint of checkpoints) await insertCheckpoint(tx, checkpoint);
  if (checkpoints.length > 0) await thinCheckpoints(tx, documentId);
}
