import type { House } from '../../server/house.ts';
import { connectDraft, synced, until } from './draft-clients.ts';
import { EditHistory } from './edit-history.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import { startTypist, type Typist } from './typist.ts';

/** What a fault test prints and keeps for the table of proofs. */
export type Findings = { typed: number; saved: number; lost: number; doubled: number };

/** A draft with people typing in it, and the history of what they typed. */
export type TypingRound = { history: EditHistory; typists: Typist[] };

/** Prints the seed of a run, so that it can be repeated, and answers its random source. */
export function printedSeed(test: string): Random {
  const seed = Number(process.env['CONCORD_TEST_SEED'] ?? Date.now() % 2 ** 31);
  console.info(`${test}: seed ${seed}`);
  return seededRandom(seed);
}

/** Lets people type in a draft, each under a name no other round has. */
export async function startRound(
  house: Pick<House, 'baseUrl'>,
  {
    documentId,
    cookies,
    name,
    random,
    pace,
  }: { documentId: string; cookies: readonly string[]; name: string; random: Random; pace: number },
): Promise<TypingRound> {
  const history = new EditHistory();
  const typists = await Promise.all(
    cookies.map((cookie, n) => startTypist(house, { documentId, cookie, name: `${name}p${n}`, history, random, pace })),
  );
  await until(() => typists.every(({ client }) => client.saved() > 1), 'a first word of everybody to be saved', 20_000);
  return { history, typists };
}

/**
 * Ends a round: everybody comes to rest with everything saved, and all of them and a fresh reader have the same text, in which no
 * word that was called saved is missing and none is there twice. Throws with what is wrong.
 */
export async function endRound(
  house: Pick<House, 'baseUrl'>,
  { documentId, cookie, round }: { documentId: string; cookie: string; round: TypingRound },
): Promise<Findings> {
  const { history, typists } = round;
  for (const typist of typists) typist.rest();
  await Promise.all(typists.map((typist) => typist.settled(45_000)));
  const reader = await synced(connectDraft(house, documentId, { cookie }));
  const all = [...typists.map(({ client }) => client), reader];
  await until(
    () => new Set(all.map((client) => client.hash())).size === 1,
    'everybody and a fresh reader to have one text',
    20_000,
  );
  const { lost, doubled } = history.faultsIn(reader.text());
  for (const typist of typists) typist.leave();
  reader.stop();
  if (lost.length + doubled.length > 0)
    throw new Error(`lost: ${lost.join(' ') || 'none'}; doubled: ${doubled.join(' ') || 'none'}`);
  return { ...history.counts, lost: lost.length, doubled: doubled.length };
}

/** One line for the table of proofs. */
export function sayFindings(what: string, all: readonly Findings[]): string {
  const sum = (key: keyof Findings): number => all.reduce((total, findings) => total + findings[key], 0);
  return `${what}: ${sum('typed')} edits, ${sum('saved')} called saved, ${sum('lost')} of those lost, ${sum('doubled')} doubled`;
}
