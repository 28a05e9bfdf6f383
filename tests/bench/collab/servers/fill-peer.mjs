// Puts a history into a peer's own store, in the form the peer itself would have written it, and says what it takes on disk.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [, , kind, peers, store, history, name] = process.argv;
const { first, updates, state } = JSON.parse(readFileSync(history, 'utf8'));
const bytes = (text) => new Uint8Array(Buffer.from(text, 'base64'));
const from = createRequire(join(peers, kind === 'level' ? 'node_modules/@y/websocket-server/package.json' : 'package.json'));
if (kind === 'level') {
  const { LeveldbPersistence } = from('y-leveldb');
  const level = new LeveldbPersistence(store);
  await level.storeUpdate(name, bytes(first));
  for (const update of updates) await level.storeUpdate(name, bytes(update));
  await level.destroy();
} else {
  const Database = createRequire(from.resolve('@hocuspocus/extension-sqlite'))('better-sqlite3');
  const database = new Database(store);
  database.exec('CREATE TABLE IF NOT EXISTS "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))');
  database.prepare('INSERT INTO "documents" VALUES (?, ?)').run(name, Buffer.from(state, 'base64'));
  database.close();
}
