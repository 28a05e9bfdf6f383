import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { runs } from '../../support/depth.ts';
import { syncAll, type FlatWriter } from '../../support/flat-writer.ts';
import { randomEdit } from '../../support/random-edits.ts';
import { randomText } from '../../support/random-text.ts';
import { seededRandom, type Random } from '../../support/seeded-random.ts';
import { copyOf, decideAll, registerSession, suggestingWriter } from '../../support/suggesting.ts';

const FIRST_SEED = Number(process.env.CONCORD_SEED ?? 1);

function seeded(random: Random, people: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 100;
  seedDocument(doc, randomText(random));
  for (let i = 1; i <= people; i++) registerSession(doc, 1000 + i, `person-${i}`);
  return doc;
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

function suggestAtRandom(writers: FlatWriter[], random: Random, log: string[]): void {
  writers.forEach((writer, i) => {
    for (let n = random.below(8); n > 0; n--) {
      log.push(`${i}${randomEdit(writer, random).edit}`);
      writer.check();
    }
  });
  if (random.chance(0.3)) {
    syncAll(writers);
    log.push('|');
  }
  for (const writer of writers) writer.check();
}

test('[TXT-4a] whatever three people suggest, the text as it stands does not change, and rejecting everything gives it back', ({ task }) => {
  const count = runs(60, 4000);
  for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
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
