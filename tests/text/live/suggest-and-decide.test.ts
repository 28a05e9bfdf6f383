import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { acceptSuggestions, rejectSuggestions } from '../../../shared/text/live/decide-suggestions.ts';
import { listSuggestions } from '../../../shared/text/live/list-suggestions.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { runs } from '../../support/depth.ts';
import { FlatWriter, syncAll } from '../../support/flat-writer.ts';
import { randomEdit } from '../../support/random-edits.ts';
import { randomTableEdit } from '../../support/random-table-edits.ts';
import { randomText } from '../../support/random-text.ts';
import { seededRandom, type Random } from '../../support/seeded-random.ts';
import { copyOf, decideAll, looksLike, partsOf, registerSession, suggestingWriter } from '../../support/suggesting.ts';

const FIRST_SEED = Number(process.env.CONCORD_SEED ?? 1);

function seeded(random: Random, people: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 100;
  const { blocks } = randomText(random);
  seedDocument(doc, { schema: 1, blocks: blocks.length ? blocks : [{ id: 'b', kind: 'paragraph', level: 0, content: [] }] });
  for (let i = 1; i <= people; i++) registerSession(doc, 1000 + i, `person-${i}`);
  return doc;
}

/** The seeds of a run, after those that failed once. */
function seedsOf(count: number, failedOnce: number[] = []): number[] {
  return [...failedOnce, ...Array.from({ length: count }, (_, i) => FIRST_SEED + i)];
}

/** Tells a failure with its seed and the last edits. */
function withStory(seed: number, tell: (log: string[]) => void): void {
  const log: string[] = [];
  try {
    tell(log);
  } catch (error) {
    throw new Error(`seed ${seed}: ${log.slice(-15).join(' ')}\n${String(error)}`, { cause: error });
  }
}

/** One edit, every other time inside a table. */
function editAtRandom(writer: FlatWriter, random: Random): string {
  const hasTable = writer.state.doc.children.some((node) => node.type.name === 'table');
  return hasTable && random.chance(0.5) ? randomTableEdit(writer, random).edit : randomEdit(writer, random).edit;
}

function suggestAtRandom(writers: FlatWriter[], random: Random, log: string[]): void {
  writers.forEach((writer, i) => {
    for (let n = random.below(8); n > 0; n--) {
      log.push(`${i}${editAtRandom(writer, random)}`);
      writer.check();
    }
  });
  if (random.chance(0.3)) {
    syncAll(writers);
    log.push('|');
  }
  for (const writer of writers) writer.check();
}

test('[TXT-4a] whatever three people suggest, the text as it stands does not change, and rejecting everything gives it back', ({
  task,
}) => {
  const count = runs(40, 4000);
  for (const seed of seedsOf(count)) {
    withStory(seed, (log) => {
      const random = seededRandom(seed);
      const first = seeded(random, 3);
      const original = readDocumentText(first);
      const writers = [1, 2, 3].map((i) => suggestingWriter(copyOf(first, i), 1000 + i, `person-${i}`));
      for (let round = 0; round < 6; round++) suggestAtRandom(writers, random, log);
      syncAll(writers);
      for (const writer of writers) {
        writer.check();
        expect(writer.state.doc.eq(writers[0]!.state.doc)).toBe(true);
      }
      expect(readDocumentText(writers[0]!.doc)).toEqual(original);
      expect(decideAll(writers[0]!.doc, false)).toMatchObject({ text: original, left: 0 });
      expect(decideAll(writers[0]!.doc, true).left).toBe(0);
    });
  }
  task.meta.figure = `${count} runs`;
}, 3_600_000);

/** Decides something at random: one suggestion, one person's, one block's or everything. */
function decideAtRandom(writer: FlatWriter, random: Random): string {
  const all = listSuggestions(writer.doc);
  if (!all.length) return 'none';
  const one = random.pick(all);
  const way = random.pick(['one', 'one', 'author', 'section', 'all']);
  const chosen = all.filter((suggestion) => {
    if (way === 'author') return suggestion.person === one.person;
    return way === 'all' || (way === 'section' ? suggestion.blockId === one.blockId : suggestion === one);
  });
  const accept = random.chance(0.5);
  (accept ? acceptSuggestions : rejectSuggestions)(writer.doc, partsOf(chosen));
  return `${accept ? 'accept' : 'reject'} ${way}`;
}

test('[TXT-4b] accepting everything gives the text as it looked, and leaves nothing open', ({ task }) => {
  const count = runs(40, 4000);
  for (const seed of seedsOf(count, [45, 475, 5005, 100652])) {
    withStory(seed, (log) => {
      const random = seededRandom(seed);
      const first = seeded(random, 2);
      const writers = [1, 2].map((i) => suggestingWriter(copyOf(first, i), 1000 + i, `person-${i}`));
      for (let round = 0; round < 3; round++) suggestAtRandom(writers, random, log);
      syncAll(writers);
      expect(decideAll(writers[0]!.doc, true)).toMatchObject({ text: looksLike(writers[0]!.doc), left: 0 });
    });
  }
  task.meta.figure = `${count} runs`;
}, 3_600_000);

test('[TXT-4c] with people writing directly, accepting, rejecting and undoing among them, rejecting all that is open leaves the text as it stands', ({
  task,
}) => {
  const count = runs(40, 4000);
  let edits = 0;
  for (const seed of seedsOf(count, [448, 5039, 7231])) {
    withStory(seed, (log) => {
      const random = seededRandom(seed);
      const first = seeded(random, 3);
      const suggesters = [1, 2, 3]
        .slice(0, 1 + random.below(3))
        .map((i) => suggestingWriter(copyOf(first, i), 1000 + i, `person-${i}`));
      const editors = [11, 12].slice(0, 1 + random.below(2)).map((id) => new FlatWriter(copyOf(first, id)));
      const writers = [...suggesters, ...editors];
      for (let round = 0; round < 5; round++) {
        for (const writer of writers) {
          for (let n = random.below(5); n > 0; n--) {
            const before = readDocumentText(writer.doc);
            const decides = !writer.binding.suggester && random.chance(0.3);
            log.push(`${writers.indexOf(writer)}${decides ? decideAtRandom(writer, random) : editAtRandom(writer, random)}`);
            edits++;
            writer.check();
            if (writer.binding.suggester) expect(readDocumentText(writer.doc)).toEqual(before);
          }
        }
        if (random.chance(0.6)) syncAll(writers);
        for (const writer of writers) writer.check();
      }
      syncAll(writers);
      for (const writer of writers) {
        writer.check();
        expect(writer.state.doc.eq(writers[0]!.state.doc)).toBe(true);
      }
      const stands = readDocumentText(writers[0]!.doc);
      expect(decideAll(writers[0]!.doc, false)).toMatchObject({ text: stands, left: 0 });
      expect(decideAll(writers[0]!.doc, true).left).toBe(0);
    });
  }
  task.meta.figure = `${count} runs, ${edits} edits`;
}, 3_600_000);
