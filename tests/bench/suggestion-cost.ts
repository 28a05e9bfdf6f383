/**
 * Measures what suggesting costs at 1,000 and 4,000 blocks with 1,000 suggestions in them: the suggester's own key, and the server's
 * check of a person who may only suggest: `node --import tsx tests/bench/suggestion-cost.ts` (TXT-5).
 */
import * as Y from 'yjs';
import type { Block } from '../../shared/text/document-text.ts';
import { checkUpdate } from '../../shared/text/live/check-update.ts';
import { listSuggestions } from '../../shared/text/live/list-suggestions.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { copyOf, registerSession, suggestingWriter } from '../support/suggesting.ts';

const WORDS = 45;
const OPEN = 1000;
const KEYS = 400;
const SESSION = 1001;

/** Prints the table of the costs of suggesting. */
export function suggestionCost(): void {
  const rows: Record<string, Record<string, string>> = {};
  for (const blocks of [1000, 4000]) rows[`${blocks} blocks, ${OPEN} suggestions`] = gateCost(blocks);
  console.log(`Suggesting, ${KEYS} insertions and ${KEYS} deletions: middle / 95 of 100`);
  console.table(rows);
}

/** What suggesting costs in a draft of so many blocks: middle / 95 of 100. */
export function gateCost(count: number): Record<string, string> {
  const server = new Y.Doc();
  seedDocument(server, { schema: 1, blocks: Array.from({ length: count }, (_, i) => blockOf(i)) });
  registerSession(server, SESSION, 'writer');
  const writer = suggestingWriter(copyOf(server, 7), SESSION, 'writer');
  const updates: Uint8Array[] = [];
  writer.doc.on('update', (update: Uint8Array) => updates.push(update));
  const place = (i: number): number => 3 + ((i * 7919) % (writer.state.doc.content.size - 60));
  for (let i = 0; i < OPEN; i++) act(writer, i, place(i));
  for (const update of updates.splice(0)) Y.applyUpdate(server, update);
  const sender = { person: 'writer', isOwnClient: (id: number) => id === SESSION, mayOnlySuggest: true };
  const [keys, checks, applied]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < KEYS * 2; i++) {
    keys.push(timed(() => act(writer, i, place(i + OPEN))) * 1000);
    for (const update of updates.splice(0)) {
      checks.push(timed(() => void checkUpdate(server, update, sender)) * 1000);
      applied.push(timed(() => Y.applyUpdate(server, update)) * 1000);
    }
  }
  for (let i = 0; i < 3; i++) listSuggestions(server); // warm, as in a room that has been open for a while
  return {
    'own key µs': spread(keys),
    'server check µs': spread(checks),
    'server apply µs': spread(applied),
    'list ms': timed(() => void listSuggestions(server)).toFixed(1),
    'read as text ms': timed(() => void readDocumentText(server)).toFixed(1),
    'state kB': (Y.encodeStateAsUpdate(server).length / 1000).toFixed(0),
  };
}

/** Inserts a letter, or deletes one, so that both kinds of suggestions are many. */
function act(writer: ReturnType<typeof suggestingWriter>, i: number, at: number): void {
  const { state } = writer;
  const place = state.doc.resolve(at).parent.isTextblock ? at : at + 2;
  writer.change(i % 2 ? state.tr.insertText('x', place) : state.tr.delete(place, place + 1));
}

function blockOf(i: number): Block {
  const words = Array.from({ length: WORDS }, (_, at) => ['policy', 'review', 'clause', 'member', 'patient'][at % 5]).join(' ');
  return { id: `b${i}`, kind: 'paragraph', level: 0, content: [{ text: words }] };
}

function timed(run: () => void): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}

function spread(times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `${sorted[Math.floor(times.length / 2)]?.toFixed(0)} / ${sorted[Math.floor(times.length * 0.95)]?.toFixed(0)}`;
}

if (process.argv[1]?.endsWith('suggestion-cost.ts')) suggestionCost();
