import { NodeFS } from '@electric-sql/pglite/nodefs';
import { PGlite } from '@electric-sql/pglite';
import { fsyncSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { syncPath } from '../sync-path.ts';

type Streams = { stream_ops: { fsync?: (stream: { nfd: number }) => number } };

/** Counts real fsync calls, so that the start-up self-test can see that a commit reached the disk. */
export const syncs = { count: 0 };

/**
 * PGlite's Node file system with the fsync hook it lacks: as shipped PGlite never syncs and an OS crash loses
 * acknowledged rows. Relies on one internal (`NODEFS.stream_ops`), so PGlite is pinned exactly and tested at every start.
 */
export class DurableNodeFS extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]): ReturnType<NodeFS['init']> {
    const result = await super.init(pg, options);
    const runs = result.emscriptenOpts.preRun ?? [];
    runs.push((module: unknown) => {
      const { NODEFS } = module as { NODEFS: Streams }; // Emscripten's module is untyped here
      NODEFS.stream_ops.fsync = (stream) => {
        fsyncSync(stream.nfd);
        syncs.count += 1;
        return 0;
      };
    });
    result.emscriptenOpts.preRun = runs;
    return result;
  }
}

/** Start parameters that make PostgreSQL sync; fdatasync would stay a silent no-op under Emscripten. */
export function durableStartParameters(): string[] {
  const plain = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F');
  return [...plain, '-c', 'fsync=on', '-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=32MB'];
}

/** Flushes a whole tree of files and folders to disk; needed once after the database files are first made. */
export function syncTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncPath(directory);
}
