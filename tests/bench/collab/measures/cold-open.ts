import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { appendUpdates, reuseRoom } from '../../../../server/drafting/live/draft-log-store.ts';
import { FOLD_AFTER_ROWS, foldDraft } from '../../../../server/drafting/live/fold-draft.ts';
import type { Store } from '../../../../server/platform/database/store.ts';
import type { LongHistory } from '../../../support/long-history.ts';
import { concordTarget } from '../concord-target.ts';
import type { LoadGenerator } from '../load/load-generator.ts';
import { serverScript } from '../measured-server.ts';
import type { Peers } from '../peers.ts';
import { inWords, markdownTable, ratio, short } from '../spread.ts';
import { isThere, peerTargets, type Missing, type PeerTarget, type Target } from '../targets.ts';

/** The drafts that are opened cold: a long history of single letters, and a long text. */
export type ColdDrafts = { history: LongHistory; historyFile: string; traceFile: string; pages: Uint8Array; pagesFile: string };

/** How much each store needs for a number of changes, in bytes. */
export type Storage = { name: string; before: number; after: number; how: string };

/** A store filled with what is opened cold: document 0 is the history, with Concord 1 the history never folded, and the last the pages. */
export type ColdStore = { target: Target | Missing; storage: Storage | undefined };

const STEP = 1000; // rows of one statement, as the log itself groups them at most
const COUNTED = 100_000; // edits after which what is on disk is counted

/** Concord's store, filled the way the product fills it. */
export async function coldConcord(kind: 'PGlite' | 'PostgreSQL', drafts: ColdDrafts): Promise<ColdStore> {
  let storage: Storage | undefined;
  const { first, updates } = drafts.history;
  const counted = Math.min(COUNTED, updates.length / 2);
  const target = await concordTarget(kind, async (store, makeDraft) => {
    const trace = await makeDraft(first);
    const empty = await logBytes(store);
    for (let from = 0; from < counted; from += FOLD_AFTER_ROWS) {
      await append(store, trace, updates.slice(from, from + FOLD_AFTER_ROWS));
      await foldDraft(store, trace);
      if (kind === 'PostgreSQL' && from % (20 * FOLD_AFTER_ROWS) === 0) await reuseRoom(store.read); // as the server itself does each minute
    }
    if (kind === 'PostgreSQL') await reuseRoom(store.read);
    const after = (await logBytes(store)) - empty;
    const unfolded = await makeDraft(first);
    const middle = await logBytes(store);
    await append(store, unfolded, updates.slice(0, counted));
    const before = (await logBytes(store)) - middle;
    storage = { name: `Concord, ${kind}`, before, after, how: 'a row for each change, and a state each 500' };
    await append(store, unfolded, updates.slice(counted));
    await append(store, trace, updates.slice(counted, 1 - FOLD_AFTER_ROWS));
    await foldDraft(store, trace);
    await append(store, trace, updates.slice(1 - FOLD_AFTER_ROWS)); // the last before it would be folded again
    await makeDraft(drafts.pages);
  });
  return { target, storage };
}

/** The peers' stores, filled in the form each of them writes. */
export function coldPeers(peers: Peers, drafts: ColdDrafts): ColdStore[] {
  return peerTargets(peers, { relay: false }).map((target) => {
    if (!isThere(target)) return { target, storage: undefined };
    const { folder, name } = target as PeerTarget; // peerTargets makes no others
    const isLevel = name.startsWith('@y/');
    const store = join(folder, isLevel ? 'level' : 'documents.sqlite');
    const small = join(folder, isLevel ? 'level-counted' : 'counted.sqlite');
    const counted = { ...drafts.history, updates: drafts.history.updates.slice(0, COUNTED), state: drafts.history.state };
    fill(isLevel, peers, { store: small, history: historyFile(folder, counted), name: 'document-0' });
    const before = bytesOf(small);
    fill(isLevel, peers, { store, history: drafts.historyFile, name: 'document-0' });
    const pages: LongHistory = { first: drafts.pages, updates: [], state: drafts.pages };
    fill(isLevel, peers, { store, history: historyFile(folder, pages), name: 'document-1' });
    const how = isLevel ? 'an entry for each change, merged at the next opening' : 'one state, written whole each time';
    return { target, storage: { name, before, after: isLevel ? NaN : before, how } };
  });
}

/** What one cold opening took. */
export type Opening = { whole: number; cpuMs: number; held: number; saidEmpty: boolean };

/** Opens each draft of each target after a start of its server, so many times. */
export async function openCold(
  load: LoadGenerator,
  targets: readonly Target[],
  drafts: ColdDrafts,
  rounds: number,
): Promise<Map<string, Opening[]>> {
  const found = new Map<string, Opening[]>();
  for (let round = 0; round < rounds; round++) {
    for (const target of targets) {
      const isConcord = target.name.startsWith('Concord');
      const kinds = isConcord ? ['trace', 'unfolded', 'pages'] : ['trace', 'pages'];
      for (const [document, kind] of kinds.entries()) {
        const server = await target.start(); // a start for each, so that none finds the other's warmth
        const [place] = target.places(document, 1);
        if (!place) throw new Error('there is nothing to open');
        const before = await server.figures();
        const opened = await load.ask({ act: 'open', place, state: kind === 'pages' ? drafts.pagesFile : drafts.traceFile });
        const after = await server.figures();
        await server.stop('SIGKILL'); // so that nothing is folded meanwhile
        const first = kind === 'trace' && round === 0 && target.name.startsWith('@y/') ? 'unfolded' : kind; // it merges once, at its first opening
        const key = `${target.name} ${first}`;
        const opening = {
          whole: opened.wholeMs,
          cpuMs: after.cpuMs - before.cpuMs,
          held: after.loop.longest,
          saidEmpty: opened.saidEmpty,
        };
        found.set(key, [...(found.get(key) ?? []), opening]);
      }
    }
  }
  return found;
}

/** The table of cold openings; ratios are to the last peer that is there. */
export function coldTable(targets: readonly (Target | Missing)[], found: ReadonlyMap<string, Opening[]>, edits: number): string {
  const kinds = [
    ['trace', `${edits.toLocaleString('en-GB')} edits, as it is kept`],
    ['unfolded', `${edits.toLocaleString('en-GB')} edits, one by one, never folded`],
    ['pages', '100 pages'],
  ] as const;
  const floor = targets.filter(isThere).find(({ name }) => name.startsWith('Hocuspocus'))?.name ?? '';
  const rows = kinds.flatMap(([kind, title]) =>
    targets.map((target) => {
      if ('missing' in target) return [`${title}: ${target.name}`, target.missing, '–', '–', '–', '–'];
      const runs = found.get(`${target.name} ${kind}`) ?? [];
      const own = (figure: (run: Opening) => number): number[] => runs.map(figure);
      return [
        `${title}: ${target.name}`,
        inWords(own((run) => run.whole)),
        ratio(
          own((run) => run.whole),
          (found.get(`${floor} ${kind}`) ?? []).map((run) => run.whole),
        ),
        inWords(own((run) => run.cpuMs)),
        inWords(own((run) => run.held)),
        runs.length === 0 ? '–' : `${runs.filter((run) => run.saidEmpty).length} of ${runs.length}`,
      ];
    }),
  );
  const head = ['', 'whole after, ms', 'to Hocuspocus', 'server CPU ms', 'event loop held, ms', '“synced” said while not whole'];
  return `### Opening a document that nobody has open, just after a start\n\n${markdownTable(head, rows)}`;
}

/** The table of bytes on disk. */
export function storageTable(stores: readonly ColdStore[], edits: number): string {
  const rows = stores.map(({ target, storage }) =>
    storage
      ? [storage.name, short(storage.before / 1000), short(storage.after / 1000), storage.how]
      : [target.name, 'missing' in target ? target.missing : '–', '–', '–'],
  );
  const counted = Math.min(COUNTED, edits / 2);
  const title = `### On disk after ${counted.toLocaleString('en-GB')} single-letter edits`;
  return `${title}\n\n${markdownTable(['', 'kB as they came', 'kB folded', 'kept as'], rows)}`;
}

async function append(store: Store, documentId: string, updates: readonly Uint8Array[]): Promise<void> {
  for (let from = 0; from < updates.length; from += STEP) {
    const rows = updates.slice(from, from + STEP).map((bytes) => ({ documentId, actorId: 'somebody', bytes }));
    await appendUpdates(store.lane, rows);
  }
}

async function logBytes(store: Store): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select pg_total_relation_size('draft_update') + pg_total_relation_size('draft_state') as bytes`.execute(store.read);
  return Number(rows[0]?.bytes);
}

function fill(isLevel: boolean, peers: Peers, { store, history, name }: { store: string; history: string; name: string }): void {
  const words = [serverScript('fill-peer.mjs'), isLevel ? 'level' : 'sqlite', peers.folder, store, history, name];
  const { status } = spawnSync(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`the store ${store} could not be filled`);
}

/** A history as a file that every process can read. */
export function historyFile(folder: string, { first, updates, state }: LongHistory): string {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const path = join(folder, `history-${updates.length}.json`);
  writeFileSync(path, JSON.stringify({ first: text(first), updates: updates.map(text), state: text(state) }));
  return path;
}

function bytesOf(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
}
