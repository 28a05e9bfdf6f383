import { randomBytes } from 'node:crypto';
import { commitmentOf, entryHash } from '../../shared/record/entry.ts';
import { databaseNow } from '../platform/database/values.ts';
import { lockChainsFromNow, type Tx } from '../platform/database/store.ts';
import { insertEntry, insertPersonal, lockHead } from './record-store.ts';

/** What a chain is about: each has its own line, so none serialises the whole installation (REC-1). */
export type Chain = `document:${string}` | `group:${string}` | 'people' | 'installation';

/** One act to be recorded; everything personal (names, addresses, free text) goes into `personal`, never into `facts`. */
export type RecordedAct = {
  chain: Chain;
  /** Verb-noun name of the act file, e.g. `submit-response`. */
  act: string;
  /** Person id, or `system`, or `public` for a respondent without an account. */
  actor: string;
  /** Ids of what it was done to, by noun: `{ document, version }`. */
  subject: Record<string, string>;
  facts?: Record<string, unknown>;
  personal?: Record<string, string>;
};

/** Appends one entry in the caller's transaction and answers its position and hash; call it last (the chain's head stays locked to the commit). */
export async function appendRecord(
  tx: Tx,
  { chain, act, actor, subject, facts = {}, personal = {} }: RecordedAct,
): Promise<{ position: number; hash: string }> {
  lockChainsFromNow(tx);
  const head = await lockHead(tx, chain);
  const position = head.position + 1;
  const at = await databaseNow(tx);
  const kept = Object.entries(personal).map(([field, value]) => ({ field, value, salt: randomBytes(16).toString('hex') }));
  const commitments = Object.fromEntries(kept.map(({ field, value, salt }) => [field, commitmentOf(salt, value)]));
  const entry = { chain, position, act, actor, subject, facts, commitments, at, previous: head.head };
  const hash = entryHash(entry);
  await insertEntry(tx, { ...entry, hash });
  for (const { field, value, salt } of kept) await insertPersonal(tx, { chain, position, field, salt, value });
  return { position, hash };
}
