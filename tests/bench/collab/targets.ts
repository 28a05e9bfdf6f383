import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/server-process.ts';
import type { Place } from './load/wire-client.ts';
import { serverScript, startMeasured, type MeasuredServer } from './measured-server.ts';
import type { Peers } from './peers.ts';

/** One of the servers that are held side by side. */
export type Target = {
  name: string;
  /** What it is and where it keeps things. */
  about: string;
  /** Whether it keeps anything. */
  keeps: boolean;
  /** What its word "saved" says, if it says one. */
  saved: 'on disk' | 'in memory' | undefined;
  /** Starts it on what it has kept so far. */
  start(): Promise<MeasuredServer>;
  /** So many seats in one of its documents. */
  places(document: number, seats: number): Place[];
  /** Files or folders it keeps documents in. */
  remove(): Promise<void>;
};

/** A peer that is not there, so that the table can say so. */
export type Missing = { name: string; missing: string };

/** The peers as targets, each with an empty folder of its own. */
export function peerTargets(peers: Peers, { relay = true } = {}): (Target | Missing)[] {
  const { yWebsocket, hocuspocus } = peers.versions;
  const list: (Target | Missing)[] = [];
  if (relay) list.push(peer('plain relay', 'ws; keeps nothing', { framing: 'plain', answers: false }, () => relayWords()));
  list.push(
    yWebsocket
      ? peer(`@y/websocket-server ${yWebsocket}`, 'LevelDB', { framing: 'plain', answers: true }, (folder) => ({
          words: [serverScript('y-websocket.mjs'), 'PORT', peers.folder],
          environment: { YPERSISTENCE: join(folder, 'level') },
        }))
      : { name: '@y/websocket-server 0.1.1', missing: 'not installed' },
    hocuspocus
      ? peer(`Hocuspocus ${hocuspocus}`, 'SQLite', { framing: 'hocuspocus', answers: true }, (folder) => ({
          words: [serverScript('hocuspocus.mjs'), 'PORT', peers.folder, join(folder, 'documents.sqlite')],
        }))
      : { name: 'Hocuspocus 4', missing: 'not installed' },
  );
  return list;
}

/** Whether a target is there. */
export function isThere(target: Target | Missing): target is Target {
  return !('missing' in target);
}

type Words = { words: string[]; environment?: Record<string, string> };

function relayWords(): Words {
  return { words: [serverScript('plain-relay.mjs'), 'PORT'] };
}

/** A peer's target, with the folder it keeps things in. */
export type PeerTarget = Target & { folder: string };

function peer(
  name: string,
  storage: string,
  { framing, answers }: Pick<Place, 'framing' | 'answers'>,
  command: (folder: string) => Words,
): PeerTarget {
  const folder = mkdtempSync(join(tmpdir(), 'concord-bench-'));
  let port = 0;
  return {
    name,
    about: storage,
    folder,
    keeps: answers,
    saved: framing === 'hocuspocus' ? 'in memory' : undefined,
    async start() {
      port = await freePort();
      const { words, environment } = command(folder);
      const given = words.map((word) => (word === 'PORT' ? String(port) : word));
      return startMeasured(given, { ready: /ready/, environment });
    },
    places: (document, seats) =>
      Array.from({ length: seats }, () => ({ url: `ws://127.0.0.1:${port}`, name: `document-${document}`, framing, answers })),
    async remove() {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}
