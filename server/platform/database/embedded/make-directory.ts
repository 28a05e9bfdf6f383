import { PGlite } from '@electric-sql/pglite';
import { DurableNodeFS, durableStartParameters, syncTree } from './durable-files.ts';

// Run as a short-lived process of its own: making the database files leaves some 500 MB of garbage behind that a
// server would carry for life.
const directory = process.argv[2];
if (!directory) throw new Error('make-directory needs the folder of the database');
const db = await PGlite.create({ fs: new DurableNodeFS(directory), startParams: durableStartParameters() });
await db.close();
syncTree(directory);
