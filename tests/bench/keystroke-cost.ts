/**
 * Measures what one keystroke costs the writer and a reader at 200, 1,000 and 4,000 blocks, in an editor view with numbers and
 * carets: `node --import tsx tests/bench/keystroke-cost.ts` (TXT-10).
 */
import * as Y from 'yjs';
import { createEditor } from '../../client/drafting/editor/create-editor.ts';
import type { Block, DocumentText } from '../../shared/text/document-text.ts';
import { checkUpdate } from '../../shared/text/live/check-update.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { givePage } from '../support/tree-writer.ts';

const KEYS = 200;
const WORDS = 45;

/** Prints the table of keystroke costs. */
export function keystrokeCost(): void {
  givePage();
  const rows: Record<string, Record<string, string>> = {};
  for (const blocks of [200, 1000, 4000]) rows[`${blocks} blocks`] = measure(blocks);
  console.log(`Milliseconds of a keystroke, ${KEYS} keys, middle / 95 of 100`);
  console.table(rows);
}

function measure(blocks: number): Record<string, string> {
  const first = new Y.Doc();
  seedDocument(first, longText(blocks));
  const state = Y.encodeStateAsUpdate(first);
  const [mine, theirs, server] = [1, 2, 3].map(() => copyOf(state)) as [Y.Doc, Y.Doc, Y.Doc];
  const load = timed(() => void copyOf(state));
  const [writer, reader] = [mine, theirs].map((ydoc) => {
    const element = document.body.appendChild(document.createElement('div'));
    return createEditor({ element, ydoc, editable: true, label: 'Draft' });
  });
  if (!writer || !reader) throw new Error('there is no editor');
  const at = middleOf(writer.state.doc.content.size, (position) => writer.state.doc.resolve(position).start(1));
  const updates: Uint8Array[] = [];
  mine.on('update', (update: Uint8Array) => updates.push(update));
  const local: number[] = [];
  const remote: number[] = [];
  const check: number[] = [];
  for (let i = 0; i < KEYS; i++) {
    local.push(timed(() => writer.view.dispatch(writer.state.tr.insertText('x', at + i))));
    for (const update of updates.splice(0)) {
      check.push(timed(() => void checkUpdate(server, update, { person: 'writer', isOwnClient: () => true })));
      Y.applyUpdate(server, update);
      remote.push(timed(() => Y.applyUpdate(theirs, update, 'net')));
    }
  }
  const read = timed(() => void readDocumentText(server));
  const result = {
    local: spread(local),
    remote: spread(remote),
    'server check': spread(check),
    load: load.toFixed(1),
    'read as text': read.toFixed(1),
    'state kB': (state.length / 1000).toFixed(0),
  };
  writer.destroy();
  reader.destroy();
  return result;
}

function longText(count: number): DocumentText {
  const words = Array.from({ length: WORDS }, (_, i) => ['policy', 'review', 'clause', 'member', 'patient'][i % 5]).join(' ');
  const kinds = ['heading', 'clause', 'bullet', 'paragraph', 'paragraph'] as const;
  const blocks: Block[] = Array.from({ length: count }, (_, i) => {
    const kind = kinds[i % 5] ?? 'paragraph';
    return { id: `b${i}`, kind, level: kind === 'heading' ? 2 : 0, content: [{ text: words }] };
  });
  return { schema: 1, blocks };
}

function copyOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state, 'net');
  return doc;
}

function middleOf(size: number, start: (position: number) => number): number {
  return start(Math.floor(size / 2)) + 20;
}

function timed(act: () => void): number {
  const before = performance.now();
  act();
  return performance.now() - before;
}

function spread(times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `${sorted[Math.floor(times.length / 2)]?.toFixed(2)} / ${sorted[Math.floor(times.length * 0.95)]?.toFixed(2)}`;
}

if (process.argv[1]?.endsWith('keystroke-cost.ts')) {
  keystrokeCost();
  process.exit(0); // the page keeps timers
}
