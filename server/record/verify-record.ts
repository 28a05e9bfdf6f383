import { CHAIN_START, commitmentOf, entryHash } from '../../shared/record/entry.ts';
import type { Reader } from '../platform/database/store.ts';
import { readEntries, readHeads, readPersonal, type StoredEntry } from './record-store.ts';

/** What a walk along one chain found: whole, or the first entry that does not hold and why (REC-2). */
export type ChainVerdict =
  { chain: string; entries: number; ok: true } | { chain: string; ok: false; position: number; sentence: string };

/** Walks every chain of the record and says for each whether it holds. */
export async function verifyRecord(db: Reader): Promise<ChainVerdict[]> {
  const verdicts: ChainVerdict[] = [];
  for (const head of await readHeads(db)) verdicts.push(await verifyChain(db, head));
  return verdicts;
}

/** Walks one chain from its first entry to its head. */
export async function verifyChain(
  db: Reader,
  { chain, position, head }: { chain: string; position: number; head: string },
): Promise<ChainVerdict> {
  let previous = CHAIN_START;
  let reached = 0;
  for (let page = await readEntries(db, chain); page.length > 0; page = await readEntries(db, chain, reached)) {
    for (const entry of page) {
      const fault = faultOf(entry, reached + 1, previous);
      if (fault) return { chain, ok: false, position: reached + 1, sentence: fault };
      previous = entry.hash;
      reached = entry.position;
    }
  }
  if (reached !== position || previous !== head)
    return { chain, ok: false, position: reached + 1, sentence: `Entry ${reached + 1} of ${chain} is missing.` };
  return verifyPersonal(db, chain, reached);
}

function faultOf({ hash, ...entry }: StoredEntry, expected: number, previous: string): string | undefined {
  if (entry.position !== expected) return `Entry ${expected} of ${entry.chain} is missing or out of order.`;
  if (entry.previous !== previous) return `Entry ${expected} of ${entry.chain} does not follow the entry before it.`;
  if (entryHash(entry) !== hash) return `Entry ${expected} of ${entry.chain} has been changed.`;
  return undefined;
}

async function verifyPersonal(db: Reader, chain: string, entries: number): Promise<ChainVerdict> {
  const commitments = new Map<number, Record<string, string>>();
  for (let after = 0; after < entries; after += 1000) {
    for (const entry of await readEntries(db, chain, after)) commitments.set(entry.position, entry.commitments);
  }
  for (const { position, field, salt, value } of await readPersonal(db, chain)) {
    if (commitments.get(position)?.[field] === commitmentOf(salt, value)) continue;
    return { chain, ok: false, position, sentence: `The ${field} kept with entry ${position} of ${chain} has been changed.` };
  }
  return { chain, ok: true, entries };
}
