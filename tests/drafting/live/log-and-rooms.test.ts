import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Group } from '../../../server/directory/group-store.ts';
import { requireDocument, type DocumentRow } from '../../../server/drafting/document-store.ts';
import { appendUpdates, countUpdates, writeState } from '../../../server/drafting/live/draft-log-store.ts';
import { DraftLog } from '../../../server/drafting/live/draft-log.ts';
import { openDraftMetrics } from '../../../server/drafting/live/draft-metrics.ts';
import { DraftRooms } from '../../../server/drafting/live/draft-rooms.ts';
import { FOLD_AFTER_ROWS, foldDraft } from '../../../server/drafting/live/fold-draft.ts';
import { loadDraft } from '../../../server/drafting/live/load-draft.ts';
import type { House } from '../../../server/house.ts';
import type { Person } from '../../../server/identity/person-store.ts';
import { openLog } from '../../../server/platform/log.ts';
import { openMetrics } from '../../../server/platform/metrics.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { textOf } from '../../../shared/text/plain-text.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { aDocument, aGroup, aMember, aText } from '../../support/builders.ts';
import { until } from '../../support/draft-clients.ts';
import { longHistory } from '../../support/long-history.ts';
import { startHouse } from '../../support/start-house.ts';

const houses: Record<string, House> = {};
const people: Record<string, { group: Group; asha: Person }> = {};

beforeAll(async () => {
  const address = new URL(inject('TEST_DATABASE_URL'));
  const name = `rooms_${process.pid}_${Date.now()}`;
  const admin = new pg.Client({ connectionString: address.href });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  address.pathname = `/${name}`;
  houses['embedded'] = await startHouse();
  houses['postgresql'] = await startHouse({ DATABASE_URL: address.href });
  for (const [kind, house] of Object.entries(houses)) {
    const group = await aGroup(house);
    people[kind] = { group, asha: await aMember(house, group, 'chair') };
  }
});
afterAll(async () => {
  for (const house of Object.values(houses)) await house.close();
});

async function aDraft(kind: string): Promise<{ house: House; document: DocumentRow; asha: Person }> {
  const [house, known] = [houses[kind], people[kind]];
  if (!house || !known) throw new Error(`there is no ${kind} house`);
  const document = await aDocument(house, { group: known.group, person: known.asha, text: aText('As it was.') });
  return { house, document, asha: known.asha };
}

/** Adds a clause, as an edit on the server's side. */
function adding(words: string): { text: (text: DocumentText) => DocumentText } {
  return { text: (text) => ({ ...text, blocks: [...text.blocks, ...aText(words).blocks.slice(1)] }) };
}

const ROUNDS = 10;
const silentLog = openLog('silent');

describe.each(['embedded', 'postgresql'])('the rooms on the %s store', (kind) => {
  it('[DRA-8c] opening, folding, writing and leaving memory cross at every moment, and no word goes missing', async () => {
    const { house, document, asha } = await aDraft(kind);
    const rooms = new DraftRooms(house.store, silentLog, undefined, 0); // a room leaves memory as soon as nobody uses it
    const wanted: string[] = [];
    for (let round = 0; round < 25; round++) {
      const words = `Clause ${round} of many.`;
      const opened = rooms.readDraft(document.id);
      const [, , folded] = await Promise.all([
        opened,
        rooms.changeDraft(document.id, asha.id, adding(words)),
        foldDraft(house.store, document.id),
      ]);
      wanted.push(words);
      expect(folded).toBeGreaterThanOrEqual(0);
      await new Promise((later) => setTimeout(later, round % 3));
      const text = textOf(await rooms.readDraft(document.id));
      expect(wanted.filter((one) => !text.includes(one))).toEqual([]);
    }
    await rooms.stop();
    expect((await requireDocument(house.store.read, document.id)).quarantined).toBeNull();
    const { doc } = await loadDraft(house.store.read, document.id);
    expect(textOf(readDocumentText(doc)).match(/Clause \d+ of many\./g)).toEqual(wanted);
  });

  it('[DRA-8d] a draft that is read while another is folding it is read as one moment', async () => {
    const { house, document, asha } = await aDraft(kind);
    const rooms = new DraftRooms(house.store, silentLog);
    for (let n = 0; n < 10; n++) {
      await rooms.changeDraft(document.id, asha.id, adding(`Words ${n}.`));
      const reading = Array.from({ length: 8 }, () => loadDraft(house.store.read, document.id));
      const [, ...read] = await Promise.all([foldDraft(house.store, document.id), ...reading]);
      for (const { doc } of read) expect(textOf(readDocumentText(doc))).toContain(`Words ${n}.`);
    }
    await rooms.stop();
  });

  it('[DRA-8e] two folds of one draft at once leave one state that holds every word', async () => {
    const { house, document, asha } = await aDraft(kind);
    const rooms = new DraftRooms(house.store, silentLog);
    for (let n = 0; n < 6; n++) await rooms.changeDraft(document.id, asha.id, adding(`Words ${n}.`));
    const folded = await Promise.all([1, 2, 3].map(() => foldDraft(house.store, document.id)));
    expect(folded.filter((rows) => rows > 0)).toHaveLength(1);
    const { doc, rows } = await loadDraft(house.store.read, document.id);
    expect(rows).toEqual([]);
    expect(textOf(readDocumentText(doc)).match(/Words \d\./g)).toHaveLength(6);
    await rooms.stop();
  });

  it('[DRA-8f] an empty room leaves memory, folded, and is read again whole', async () => {
    const { house, document, asha } = await aDraft(kind);
    const metrics = openMetrics();
    const rooms = new DraftRooms(house.store, silentLog, openDraftMetrics(metrics), 20);
    await rooms.changeDraft(document.id, asha.id, adding('Kept.'));
    const open = async (): Promise<number> =>
      Number(/concord_draft_rooms (\d+)/.exec(await metrics.getSingleMetricAsString('concord_draft_rooms'))?.[1]);
    expect(await open()).toBe(1);
    await until(async () => (await open()) === 0 && (await countUpdates(house.store.read, document.id)) === 0, 'the room to go');
    expect(textOf(await rooms.readDraft(document.id))).toContain('Kept.');
    await rooms.stop();
  });

  it('[DRA-8g] a draft whose log cannot be reached is refused and never shown empty, and is whole once it can', async () => {
    const { house, document, asha } = await aDraft(kind);
    const rooms = new DraftRooms(house.store, silentLog);
    await house.store.runScript('alter table draft_state rename to draft_state_away');
    await expect(rooms.readDraft(document.id)).rejects.toThrow();
    await expect(rooms.changeDraft(document.id, asha.id, adding('Not now.'))).rejects.toThrow();
    await house.store.runScript('alter table draft_state_away rename to draft_state');
    expect(textOf(await rooms.readDraft(document.id))).toBe('Care pathway\nAs it was.');
    expect((await requireDocument(house.store.read, document.id)).quarantined).toBeNull();
    await rooms.stop();
  });

  it('[DRA-8h] one document the store will not take is told so, and the others are written meanwhile', async () => {
    const { house, document } = await aDraft(kind);
    const { document: healthy } = await aDraft(kind);
    const log = new DraftLog(house.store.lane, silentLog, openDraftMetrics(openMetrics()));
    const trouble: boolean[] = [];
    log.onTrouble((failing) => trouble.push(failing));
    const change = (documentId: string) => ({ documentId, actorId: makeId(), bytes: Uint8Array.of(0, 0) });
    const first = log.append(change(healthy.id)); // under way while the two below wait together
    const [sick, well] = await Promise.allSettled([
      log.append(change(`no-document-${document.id}`)),
      log.append(change(healthy.id)),
    ]);
    await first;
    expect([sick.status, well.status]).toEqual(['rejected', 'fulfilled']);
    expect(await countUpdates(house.store.read, healthy.id)).toBe(2);
    expect(trouble).toEqual([]);
    await log.stop();
  });

  it('[PLT-21a] a store that answers nothing is said within three seconds, and its end too', async () => {
    const { house, document } = await aDraft(kind);
    const log = new DraftLog(house.store.lane, silentLog, openDraftMetrics(openMetrics()));
    const trouble: { failing: boolean; at: number }[] = [];
    const started = performance.now();
    log.onTrouble((failing) => trouble.push({ failing, at: performance.now() - started }));
    let release: (() => void) | undefined;
    const held = house.store.transaction(async (tx) => {
      await sql`lock table draft_update in access exclusive mode`.execute(tx);
      await new Promise<void>((go) => (release = go));
    });
    await until(() => release !== undefined, 'the store to be held');
    const written = log.append({ documentId: document.id, actorId: makeId(), bytes: Uint8Array.of(0, 0) });
    await until(() => trouble.length === 1, 'the word of trouble', 3000);
    release?.();
    await Promise.all([held, written]);
    await until(() => trouble.length === 2, 'the end of it', 1000);
    expect(trouble.map(({ failing }) => failing)).toEqual([true, false]);
    await log.stop();
  });

  it('[DRA-2k] what waits together is one commit, and one alone is committed at once', async () => {
    const { house, document } = await aDraft(kind);
    const groups: number[] = [];
    const metrics = { ...openDraftMetrics(openMetrics()), committed: (changes: number) => void groups.push(changes) };
    const log = new DraftLog(house.store.lane, silentLog, metrics);
    const change = { documentId: document.id, actorId: makeId(), bytes: Uint8Array.of(0, 0) };
    await Promise.all(Array.from({ length: 50 }, () => log.append(change)));
    expect(groups).toEqual([1, 49]);
    await log.append(change);
    expect(groups).toEqual([1, 49, 1]);
    await log.stop();
  });
});

describe('the lane of the draft log', () => {
  it('[PLT-27a] on the embedded store a commit waits for the statement under way and for nothing that is queued', async () => {
    const { house, document } = await aDraft('embedded');
    const order: string[] = [];
    const slow = sql`select count(*) from generate_series(1, 200000)`;
    const others = Array.from({ length: 30 }, () => slow.execute(house.store.read).then(() => order.push('other')));
    const written = appendUpdates(house.store.lane, [{ documentId: document.id, actorId: makeId(), bytes: Uint8Array.of(0, 0) }]);
    await Promise.all([...others, written.then(() => order.push('log'))]);
    expect(order.indexOf('log')).toBeLessThan(3);
  });
});

describe('the files of the embedded store', () => {
  it('[PLT-27d] do not grow with what has been folded: new changes take the room of old ones', async () => {
    const { house, document, asha } = await aDraft('embedded');
    const { first, updates } = longHistory(ROUNDS * FOLD_AFTER_ROWS, aText('The beginning.'));
    await house.store.transaction((tx) => writeState(tx, document.id, first));
    const sizes: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const from = round * FOLD_AFTER_ROWS;
      const rows = updates.slice(from, from + FOLD_AFTER_ROWS);
      await appendUpdates(
        house.store.lane,
        rows.map((bytes) => ({ documentId: document.id, actorId: asha.id, bytes })),
      );
      expect(await foldDraft(house.store, document.id)).toBe(FOLD_AFTER_ROWS);
      const { rows: found } = await sql<{ size: number }>`
        select pg_total_relation_size('draft_update') + pg_total_relation_size('draft_state') as size`.execute(house.store.read);
      sizes.push(Number(found[0]?.size));
    }
    const grown = (sizes.at(-1) ?? 0) - (sizes[1] ?? 0);
    expect(grown).toBeLessThan(250_000); // the 5,000 rows would take 900 kB
  });
});
