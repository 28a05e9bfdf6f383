import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { backup } from '../../server/commands/backup.ts';
import { restore } from '../../server/commands/restore.ts';
import { openHouse, type House } from '../../server/house.ts';
import type { BackupSummary, TableSum } from '../../server/platform/database/backup/backup-format.ts';
import { packMember } from '../../server/platform/database/backup/backup-members.ts';
import { loadBackup } from '../../server/platform/database/backup/load-backup.ts';
import { DamagedBackup, readBackup } from '../../server/platform/database/backup/read-backup.ts';
import { writeBackup } from '../../server/platform/database/backup/write-backup.ts';
import { askCopy } from '../../server/platform/database/embedded/ask-copy.ts';
import { lockMigrations, migrateWithin, schemaVersion } from '../../server/platform/database/migrate.ts';
import { migrations } from '../../server/platform/database/migrations/all-migrations.ts';
import { openPostgresqlStore } from '../../server/platform/database/postgresql-store.ts';
import type { Store } from '../../server/platform/database/store.ts';
import { readSettings, type Settings } from '../../server/platform/settings.ts';
import { verifyRecord } from '../../server/record/verify-record.ts';
import { hashOf } from '../../server/drafting/pictures/picture-hash.ts';
import { ask } from '../support/builders.ts';
import { connectDraft, synced, until } from '../support/draft-clients.ts';
import { getPicture } from '../support/pictures.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';
import { PASSWORD, TIMES, WholeLife } from '../support/whole-life.ts';

const COMMANDS = fileURLToPath(new URL('../../server/command-line.ts', import.meta.url));
const PROCESS_MS = 240_000; // a command in a process of its own, on a machine with ten times too much to do
const KEY_MS = 20; // between two words: faster than anybody types, so that the backup falls among commits
const LENGTH_AT = 16; // bytes into a member, where its length stands
const FLIPS = 40; // places in the file where one bit is turned, by seed

const folder = mkdtempSync(join(tmpdir(), 'concord-backup-'));
const file = join(folder, 'concord.backup.gz');
const databases: string[] = [];
let house: Awaited<ReturnType<typeof startHouse>>;
let life: WholeLife;

beforeAll(async () => {
  house = await startHouse();
  life = await new WholeLife(house).untilPublished();
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
  const admin = await connected(inject('TEST_DATABASE_URL'));
  for (const name of databases) await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});
afterEach(() => vi.restoreAllMocks());

describe('a backup of a house with a whole life in it, made while somebody types', () => {
  const clean = join(folder, 'clean');
  let acknowledged: Set<string>;
  let restored: House;
  afterAll(() => restored.close());

  it(
    '[PLT-24a] is made by one command while the house runs, and leaves no copy behind',
    { timeout: PROCESS_MS },
    async ({ task }) => {
      const client = await synced(connectDraft(house, life.documentId, { cookie: await life.signIn('chair') }));
      const typed = new Map<string, number>();
      const pauses = { longest: 0, since: performance.now(), saved: 0 };
      const timer = setInterval(() => {
        if (client.saved() > pauses.saved) Object.assign(pauses, { since: performance.now(), saved: client.saved() });
        pauses.longest = Math.max(pauses.longest, performance.now() - pauses.since);
        const word = `word-${typed.size}`;
        client.type(` ${word};`);
        typed.set(word, client.sent());
      }, KEY_MS);
      await until(() => client.saved() > 20, 'the first words saved');
      acknowledged = new Set([...typed].filter(([, message]) => message <= client.saved()).map(([word]) => word));
      const before = client.saved();
      pauses.longest = 0;
      const done = await run(['backup', file, '--json'], { CONCORD_DATA_DIR: house.dataDirectory });
      const during = client.saved() - before;
      clearInterval(timer);
      await until(() => client.saved() === client.sent(), 'the last words saved');
      client.stop();
      expect(done).toMatchObject({ code: 0, errors: '' });
      const said = JSON.parse(done.said) as { rows: number; schema: string; keysIncluded: boolean };
      expect(said).toMatchObject({ schema: schemaVersion(), from: 'embedded', keysIncluded: false });
      expect(during).toBeGreaterThan(0);
      expect(readdirSync(house.dataDirectory).filter((name) => name.startsWith('backup-copy'))).toEqual([]);
      const size = `${said.rows} rows, ${statSync(file).size} bytes; ${acknowledged.size} words acknowledged before`;
      task.meta.figure = `${size}, ${during} more while it was made, the longest wait for “saved” ${Math.round(pauses.longest)} ms`;
      console.log(task.meta.figure);
    },
  );

  it('[SIG-6g] is for its owner alone, opens with any gunzip, and holds no signing key', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    expect(text).toContain('"table":"signature"');
    expect(text).not.toContain('PRIVATE KEY');
    expect(readFileSync(join(house.dataDirectory, 'keys', 'signing-key.pem'), 'utf8')).toContain('PRIVATE KEY');
  });

  it(
    '[PLT-24b] restores on a clean folder, and says what was checked and that keys are not in it',
    { timeout: PROCESS_MS },
    async () => {
      const done = await run(['restore', file], { CONCORD_DATA_DIR: clean, CONCORD_KEY_DIR: join(folder, 'keys') });
      expect(done).toMatchObject({ code: 0, errors: '' });
      expect(done.said).toMatch(/every count and every SHA-256/);
      expect(done.said).toMatch(/The record holds: [1-9][\d,]* entries in [1-9]\d* chains/);
      expect(done.said).toMatch(/fingerprint of each frozen version is that of its text: 2 versions/);
      expect(done.said).toMatch(/Every draft opens from its log: 1 draft\b/);
      expect(done.said).toMatch(/agree: 1 release\b/);
      expect(done.said).toMatch(/Signing keys are never in a backup/);
      expect(readdirSync(clean)).toEqual(['database']);
      cpSync(join(house.dataDirectory, 'keys'), join(folder, 'keys'), { recursive: true });
      restored = await openHouse(settingsFor({ CONCORD_DATA_DIR: clean }), { durable: false });
      await restored.mail.close();
      await stopClock(restored.store, TIMES.published);
    },
  );

  it('[PLT-24c] every word acknowledged before it began is in the restored draft, and no word after a missing one', async () => {
    const reader = await synced(connectDraft(restored, life.documentId, { cookie: life.cookie('chair') }));
    const found = [...reader.text().matchAll(/ word-(\d+);/g)].map(([, number]) => Number(number));
    reader.stop();
    expect([...acknowledged].filter((word) => !found.includes(Number(word.slice(5))))).toEqual([]);
    expect(found).toEqual(found.map((_, place) => place));
  });

  it('[PLT-24d] in the restored house the record holds, people sign in, and what was public is the same', async () => {
    const verdicts = await verifyRecord(restored.store.read);
    expect(verdicts.length).toBeGreaterThan(3);
    expect(verdicts.filter(({ ok }) => !ok)).toEqual([]);
    const chair = { email: life.people.get('chair')?.email, password: PASSWORD };
    expect((await ask(restored, 'POST', '/api/session', { body: chair })).status).toBe(200);
    expect((await ask(restored, 'GET', '/api/sessions', { cookie: life.cookie('chair') })).status).toBe(200);
    const { rows } = await sql<{ reference: string }>`select reference from public_document`.execute(restored.store.read);
    for (const path of ['', '/text', '/responses', '/responses.csv']) {
      const address = `/p/${rows[0]?.reference}/1${path}`;
      const page = await pageOf(restored, address);
      expect(page.length).toBeGreaterThan(100);
      expect(page).toBe(await pageOf(house, address));
    }
  });

  it('[PLT-24p] every picture comes back byte for byte, in the public text and in the draft', async () => {
    const { rows } = await sql<{ hash: string; bytes: Buffer }>`select hash, bytes from picture`.execute(restored.store.read);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ bytes }) => hashOf(bytes))).toEqual(rows.map(({ hash }) => hash));
    const page = await pageOf(restored, `/p/sarcoma-service-specification/1/text`);
    const [, address = ''] = /<img src="([^"]+)"/.exec(page) ?? [];
    const answer = await fetch(restored.baseUrl + address);
    expect(hashOf(Buffer.from(await answer.arrayBuffer()))).toBe(address.slice(-64));
    const cookie = life.cookie('chair');
    expect((await getPicture(restored, life.documentId, address.slice(-64), { cookie })).status).toBe(200);
  });

  it('[PLT-24e] in the restored database every rule is in force: the record cannot be changed, and triggers and references are the same', async () => {
    await expect(sql`update record_entry set act = 'other'`.execute(restored.store.read)).rejects.toThrow(/append-only/);
    await expect(sql`delete from version`.execute(restored.store.read)).rejects.toThrow(/append-only/);
    const rules = await rulesOf(restored.store);
    expect(rules.length).toBeGreaterThan(30);
    expect(rules).toEqual(await rulesOf(house.store));
  });
});

describe('a backup that is not as it was written', () => {
  it('[PLT-24f] is refused with the table named when it is cut off, and nothing is left behind', async () => {
    const cut = join(folder, 'cut.gz');
    writeFileSync(cut, readFileSync(file).subarray(0, startOf('"table":"seat"') + 10));
    const target = join(folder, 'not-made');
    await expect(restore(settingsFor({ CONCORD_DATA_DIR: target }), [cut])).rejects.toThrow(
      /in the table “seat”: the file is cut off/,
    );
    expect(existsSync(target)).toBe(false);
  });

  it('[PLT-24g] is refused with the table named when any one bit of it is turned', async () => {
    const bytes = readFileSync(file);
    const seed = Date.now() % 2 ** 31;
    console.log(`seed ${seed}`);
    const random = seededRandom(seed);
    const names = (await readBackup(file, { signal: never })).header.tables;
    for (let flip = 0; flip < FLIPS; flip++) {
      const at = Math.floor(random.next() * bytes.length);
      const said = await refusalOf(turned(bytes, at, Math.floor(random.next() * 8)));
      expect(said, `bit turned at ${at}`).toMatch(/is damaged (in the table “\w+”|at its end|at its beginning)/);
      const named = /in the table “(\w+)”/.exec(said)?.[1];
      if (named) expect(names).toContain(named);
    }
    expect(await refusalOf(turned(bytes, startOf('"table":"version"') + 30, 0))).toContain('in the table “version”');
  });

  it('[PLT-24h] is refused when rows were taken out, put in or changed with their checksums made anew', async () => {
    const lines = members();
    const rows = lines.findIndex((line, place) => line.startsWith('[') && lines[place - 1]?.includes('"table":"seat"'));
    const page = (lines[rows] ?? '').trimEnd().split('\n');
    const less = page.slice(1).join('\n');
    const changed = page.join('\n').replace('chair', 'chief');
    for (const words of [less, `${page.join('\n')}\n${page[0]}`, changed])
      expect(await refusalOf(packed(lines.with(rows, `${words}\n`)))).toContain('in the table “seat”');
    expect(await refusalOf(packed(lines.slice(0, -1)))).toContain('damaged at its end: the file is cut off');
    expect(await refusalOf(Buffer.concat([readFileSync(file), packMember('more\n')]))).toContain(
      'something follows its last line',
    );
    expect(await refusalOf(Buffer.from('not a backup at all, but long enough to be read as one'))).toContain(
      'is not a backup of Concord',
    );
  });
});

describe('a restore that cannot be', () => {
  const empty = join(folder, 'empty');
  const refuse = (words: string[], target = empty): Promise<void> => restore(settingsFor({ CONCORD_DATA_DIR: target }), words);

  it('[PLT-24i] refuses a backup of a newer format or a newer schema and says what to do', async () => {
    const [header = '', ...rest] = members();
    const newer = join(folder, 'newer.gz');
    writeFileSync(newer, packed([header.replace('"format":1', '"format":2'), ...rest]));
    await expect(refuse([newer])).rejects.toThrow(/newer Concord: it has format 2.*Update Concord first/);
    writeFileSync(newer, packed([header.replace(`"${schemaVersion()}"`, `"${schemaVersion()}","9999-later"`), ...rest]));
    await expect(refuse([newer])).rejects.toThrow(/newer Concord: it has the schema 9999-later.*Update Concord first/);
    expect(existsSync(empty)).toBe(false);
  });

  it('[PLT-24j] refuses a folder or a database that is not empty and leaves it as it is', async () => {
    await expect(refuse([file], house.dataDirectory)).rejects.toThrow(/is not empty/);
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'a note'), 'keep me');
    await expect(refuse([file], other)).rejects.toThrow(/not empty: there is “a note” in it/);
    expect(readdirSync(other)).toEqual(['a note']);
    const address = await freshDatabase();
    const admin = await connected(address);
    await admin.query('create table of_somebody_else (n int)');
    await expect(restore(settingsFor({ DATABASE_URL: address }), [file])).rejects.toThrow(
      /not empty: there is “of_somebody_else” in it/,
    );
    expect(await tablesOf(admin)).toEqual(['of_somebody_else']);
    await admin.end();
  });

  it('[PLT-24k] a backup is never written over a file, and a wrong use is told how', async () => {
    const settings = settingsFor({ CONCORD_DATA_DIR: house.dataDirectory });
    await expect(backup(settings, [file])).rejects.toThrow(/There is a file .* already/);
    await expect(backup(settings, [file, '--fast'])).rejects.toThrow(/Use it like this: npm run concord -- backup FILE/);
    await expect(refuse([])).rejects.toThrow(/Use it like this: npm run concord -- restore FILE/);
    await expect(backup(settingsFor({ CONCORD_DATA_DIR: empty }), [join(folder, 'none.gz')])).rejects.toThrow(
      /nothing to back up/,
    );
    expect(existsSync(join(folder, 'none.gz'))).toBe(false);
  });
});

describe('work that is stopped', () => {
  it('[PLT-43c] leaves no file of a backup and nothing of a restore', async () => {
    const path = join(folder, 'stopped.gz');
    const stop = new AbortController();
    const abort = (): void => stop.abort(new Error('Stopped.'));
    await expect(writeBackup(house.store, path, { signal: stop.signal, progress: abort })).rejects.toThrow('Stopped.');
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([]);
    const address = await freshDatabase();
    const store = await openPostgresqlStore(address);
    const again = new AbortController();
    const work = { signal: again.signal, loading: () => again.abort(new Error('Stopped later.')), comparing: () => undefined };
    await expect(store.transaction((tx) => loadBackup(tx, file, work))).rejects.toThrow('Stopped later.');
    await store.close();
    const looking = await connected(address);
    expect(await tablesOf(looking)).toEqual([]);
    await looking.end();
  });
});

describe('the copy that the running house makes', () => {
  it('[PLT-24l] is made for one at a time and goes when whoever asked is gone', async () => {
    const hangUp = new AbortController();
    const { directory } = await askCopy(house.dataDirectory, hangUp.signal);
    expect(existsSync(join(directory, 'database', 'PG_VERSION'))).toBe(true);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(house.dataDirectory, 'backup.socket')).mode & 0o777).toBe(0o600);
    await expect(askCopy(house.dataDirectory, never)).rejects.toThrow(/Another backup is being made/);
    hangUp.abort();
    await until(() => !existsSync(directory), 'the copy to go');
  });
});

describe('moving between the embedded database and a PostgreSQL server', () => {
  let server: string;
  const there = join(folder, 'there.gz');

  it('[PLT-24m] an installation goes to a server and back with every table the same', async () => {
    server = await freshDatabase();
    await said(() => restore(settingsFor({ DATABASE_URL: server }), [file, '--json']));
    await said(() => backup(settingsFor({ DATABASE_URL: server }), [there, '--json']));
    const back = join(folder, 'back');
    const checked = await said(() => restore(settingsFor({ CONCORD_DATA_DIR: back }), [there, '--json']));
    expect(JSON.parse(checked)).toMatchObject({ from: 'postgresql', faults: [], keysIncluded: false });
    const first = await sumsOf(file);
    expect(await sumsOf(there)).toEqual(first);
  });

  it('[PLT-24n] an installation whose parts do not agree is not restored, and the place is as empty as before, unless it is asked for', async () => {
    const admin = await connected(server);
    await admin.query('alter table record_entry disable trigger all; alter table version disable trigger all');
    await admin.query(`update record_entry set actor = 'somebody else' where chain = 'people' and position = 2`);
    await admin.query(`update version set body = replace(body, 'biopsy', 'photograph') where number = 1`);
    await admin.end();
    const changed = join(folder, 'changed.gz');
    await said(() => backup(settingsFor({ DATABASE_URL: server }), [changed]));
    const empty = join(folder, 'stays-empty');
    mkdirSync(empty);
    await expect(restore(settingsFor({ CONCORD_DATA_DIR: empty }), [changed])).rejects.toThrow(
      /Entry 2 of people has been changed/,
    );
    expect(readdirSync(empty)).toEqual([]);
    const target = await freshDatabase();
    await expect(restore(settingsFor({ DATABASE_URL: target }), [changed])).rejects.toThrow(
      /Version 1 of .* is not the text that was frozen/,
    );
    const looking = await connected(target);
    expect(await tablesOf(looking)).toEqual([]);
    await looking.end();
    expect(await said(() => restore(settingsFor({ DATABASE_URL: target }), [changed, '--with-faults']))).toMatch(
      /DOES NOT HOLD: Entry 2 of people has been changed/,
    );
  });

  it('[PLT-24o] a backup of an older schema is loaded as it was and then brought up to the newest', async () => {
    const old = await freshDatabase();
    const store = await openPostgresqlStore(old);
    await store.transaction(async (tx) => {
      await lockMigrations(tx);
      await migrateWithin(tx, migrations.slice(0, 5));
      await sql`insert into person (id, name, email) values ('p1', 'Asha Example', 'asha@example.org')`.execute(tx);
    });
    await store.close();
    const older = join(folder, 'older.gz');
    await said(() => backup(settingsFor({ DATABASE_URL: old }), [older]));
    const target = await freshDatabase();
    expect(await said(() => restore(settingsFor({ DATABASE_URL: target }), [older]))).toContain(
      `brought up to ${schemaVersion()}`,
    );
    const looking = await connected(target);
    expect(await tablesOf(looking)).toContain('release');
    expect((await looking.query<{ name: string }>('select name from person')).rows).toEqual([{ name: 'Asha Example' }]);
    await looking.end();
  });
});

const never = new AbortController().signal;

function settingsFor(names: Record<string, string>): Settings {
  const standing = { PORT: '0', HOST: '127.0.0.1', CONCORD_LOG_LEVEL: 'silent', CONCORD_KEY_DIR: join(folder, 'keys') };
  return readSettings({ ...standing, CONCORD_DATA_DIR: join(folder, 'no-data'), ...names });
}

/** Runs a command as an operator does, in a process of its own. */
async function run(
  words: string[],
  names: Record<string, string>,
): Promise<{ code: number | null; said: string; errors: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', COMMANDS, ...words], { env: { ...process.env, ...names } });
  let said = '';
  let errors = '';
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  const code = await new Promise<number | null>((closed) => child.once('close', closed));
  return { code, said, errors: errors.replace(/^(Backing up|Loading|Reading back): .*\n/gm, '') };
}

/** What a command prints. */
async function said(command: () => Promise<void>): Promise<string> {
  let words = '';
  const printing = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    words += String(text);
    return true;
  });
  try {
    await command();
  } finally {
    printing.mockRestore();
  }
  return words;
}

async function pageOf({ baseUrl }: { baseUrl: string }, path: string): Promise<string> {
  const response = await fetch(baseUrl + path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return (await response.text()).replaceAll(baseUrl, '');
}

async function rulesOf(store: Store): Promise<unknown[]> {
  const { rows } = await sql`
    select conrelid::regclass::text as "table", conname as rule, condeferrable or condeferred as later, convalidated as checked
      from pg_constraint where connamespace = current_schema()::regnamespace and conrelid::regclass::text <> 'concord_sync_test'
    union all select tgrelid::regclass::text, case when tgisinternal then 'reference' else tgname end, tgdeferrable or tginitdeferred, tgenabled = 'O'
      from pg_trigger where tgrelid::regclass::text not like 'pg_%'
    order by 1, 2, 3, 4`.execute(store.read);
  return rows;
}

/** The texts of the members of the backup. */
function members(): string[] {
  const bytes = readFileSync(file);
  const texts: string[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32LE(at + LENGTH_AT))
    texts.push(gunzipSync(bytes.subarray(at, at + bytes.readUInt32LE(at + LENGTH_AT))).toString('utf8'));
  return texts;
}

function packed(texts: readonly string[]): Buffer {
  return Buffer.concat(texts.map(packMember));
}

/** Where the member begins that holds the head of a table. */
function startOf(words: string): number {
  const before = members().findIndex((text) => text.startsWith('{') && text.includes(words) && text.includes('"columns"'));
  return packed(members().slice(0, before)).length;
}

function turned(bytes: Buffer, at: number, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
}

async function refusalOf(bytes: Buffer): Promise<string> {
  const path = join(folder, 'bad.gz');
  writeFileSync(path, bytes);
  try {
    await readBackup(path, { signal: never });
  } catch (error) {
    if (error instanceof DamagedBackup) return error.message;
    throw error;
  }
  throw new Error('a bad backup was taken for a good one');
}

async function sumsOf(path: string): Promise<TableSum[]> {
  const summary: BackupSummary = await readBackup(path, { signal: never });
  return summary.tables;
}

async function freshDatabase(): Promise<string> {
  const address = new URL(inject('TEST_DATABASE_URL'));
  const name = `backup_${process.pid}_${databases.length}`;
  const admin = await connected(address.href);
  await admin.query(`create database ${name}`);
  await admin.end();
  databases.push(name);
  address.pathname = `/${name}`;
  return address.href;
}

async function connected(address: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  return client;
}

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  return rows.map(({ name }) => name);
}
