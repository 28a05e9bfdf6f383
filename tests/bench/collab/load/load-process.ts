import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as Y from 'yjs';
import { openRoots } from '../../../../shared/text/live/flat-root.ts';
import type { LoadAnswers, LoadAsk } from './load-jobs.ts';
import { SoakCrowd } from './soak-crowd.ts';
import { TypingCrowd } from './typing-crowd.ts';
import { ReadingClient, WireClient, type Place } from './wire-client.ts';

// Everybody who types, opens and comes back, in a process of their own beside the servers.
const OPEN_WITHIN_MS = 60_000;
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
let crowd: TypingCrowd | undefined;
let soaking: SoakCrowd | undefined;

process.on('message', ({ id, ask }: { id: number; ask: LoadAsk }) => {
  run(ask).then(
    (answer) => process.send?.({ id, answer }),
    (error: Error) => process.send?.({ id, error: error.message }),
  );
});

async function run(ask: LoadAsk): Promise<LoadAnswers[LoadAsk['act']]> {
  if (ask.act === 'connect') {
    crowd = new TypingCrowd({ places: ask.places, listeners: ask.listeners, seed: readFileSync(ask.seed) });
    await crowd.connect();
    return null;
  }
  if (ask.act === 'type') return typing(ask.keysPerSecond, ask.seconds);
  if (ask.act === 'storm') return storm(ask.places, ask.seed);
  if (ask.act === 'open') return open(ask.place, ask.state);
  if (ask.act === 'soak') {
    soaking = new SoakCrowd(ask.places, ask.keysPerSecond);
    await soaking.start();
    return null;
  }
  if (ask.act === 'soak-end') {
    if (!soaking) throw new Error('nobody types');
    return soaking.end();
  }
  crowd?.leave();
  crowd = undefined;
  return null;
}

async function typing(keysPerSecond: number, seconds: number): Promise<LoadAnswers['type']> {
  if (!crowd) throw new Error('nobody is connected');
  delay.reset();
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  const found = await crowd.type(keysPerSecond, seconds);
  const used = process.cpuUsage(cpu);
  const cpuShare = (used.user + used.system) / 1000 / (performance.now() - started);
  return { ...found, loopP99: delay.percentile(99) / 1e6, cpuShare };
}

async function storm(places: Place[], seed: string): Promise<LoadAnswers['storm']> {
  const doc = new Y.Doc();
  openRoots(doc);
  Y.applyUpdate(doc, readFileSync(seed));
  const clients = places.map((place) => new WireClient(place, doc));
  const before = performance.now();
  for (let n = 0; n < clients.length; n += 25) await Promise.all(clients.slice(n, n + 25).map((client) => client.connect()));
  const connectMs = performance.now() - before;
  for (const client of clients) client.cut();
  const started = performance.now();
  const waits: number[] = [];
  const back = await Promise.allSettled(
    clients.map((client) => client.connect().then(() => waits.push(performance.now() - started))),
  );
  const backMs = performance.now() - started;
  for (const client of clients) client.cut();
  return { connectMs, backMs, waits, failed: back.filter(({ status }) => status === 'rejected').length };
}

/** Opens a document that nobody has open, with an empty client, and waits until it holds all that was stored. */
async function open(place: Place, state: string): Promise<LoadAnswers['open']> {
  const wanted = Y.parseUpdateMeta(readFileSync(state)).to;
  const doc = new Y.Doc();
  openRoots(doc);
  const isWhole = (): boolean => [...wanted].every(([client, clock]) => Y.getState(doc.store, client) >= clock);
  const started = performance.now();
  const client = new ReadingClient(place, doc, { onChange: (update) => Y.applyUpdate(doc, update) });
  await client.connect();
  const syncedMs = performance.now() - started;
  const saidEmpty = !isWhole();
  for (const end = started + OPEN_WITHIN_MS; !isWhole() && performance.now() < end;)
    await new Promise((later) => setTimeout(later, 2));
  const wholeMs = isWhole() ? performance.now() - started : Infinity;
  client.cut();
  return { syncedMs, wholeMs, saidEmpty };
}
