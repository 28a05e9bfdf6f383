import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { Block } from '../../../shared/text/document-text.ts';
import { listSuggestions } from '../../../shared/text/live/list-suggestions.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { picturesOf } from '../../../shared/text/pictures.ts';
import { textFaults } from '../../../shared/text/text-faults.ts';
import { runs } from '../../support/depth.ts';
import { FlatWriter, syncAll } from '../../support/flat-writer.ts';
import { PICTURE_EDITS, randomEdit } from '../../support/random-edits.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { decideAll, registerSession, suggestingWriter } from '../../support/suggesting.ts';

const FIRST_SEED = Number(process.env.CONCORD_SEED ?? 1);
const SCAN = { src: 'a'.repeat(64), width: 40, height: 30, alt: 'A scan' };
const BLOCKS: Block[] = [
  { id: 'a', kind: 'clause', level: 0, content: [{ text: 'First.' }] },
  { id: 'i', kind: 'image', level: 0, picture: SCAN, content: [{ text: 'The hip' }] },
  { id: 'b', kind: 'paragraph', level: 0, content: [{ text: 'Second.' }] },
];

function seeded(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 100;
  seedDocument(doc, { schema: 1, blocks: BLOCKS });
  return doc;
}

function copy(doc: Y.Doc, client: number): Y.Doc {
  const other = new Y.Doc();
  other.clientID = client;
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  return other;
}

test('[TXT-1pc] a text with pictures that is seeded reads back the same', () => {
  expect(readDocumentText(seeded()).blocks).toEqual(BLOCKS);
});

test('[TXT-2pa] with pictures among the edits writers converge, every editor equals the shared text, and no text becomes invalid', ({
  task,
}) => {
  const count = runs(60, 4000);
  let edits = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
    const random = seededRandom(seed);
    const log: string[] = [];
    const ids = vi.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
      if (bytes instanceof Uint8Array) for (let i = 0; i < bytes.length; i++) bytes[i] = random.below(256);
      return bytes;
    });
    try {
      const first = seeded();
      const writers = Array.from({ length: 2 + random.below(2) }, (_, i) => new FlatWriter(copy(first, i + 1)));
      for (let round = 0; round < 5; round++) {
        writers.forEach((writer, i) => {
          for (let n = random.below(5); n > 0; n--, edits++) {
            log.push(`${i}${randomEdit(writer, random, { edits: PICTURE_EDITS }).edit}`);
            writer.check();
          }
        });
        if (random.chance(0.7)) syncAll(writers);
        log.push('|');
        for (const writer of writers) writer.check();
      }
      syncAll(writers);
      for (const writer of writers) {
        writer.check();
        const text = readDocumentText(writer.doc);
        expect(text).toEqual(readDocumentText(writers[0]!.doc));
        expect(textFaults(text).filter((fault) => fault.includes('picture'))).toEqual([]);
      }
    } catch (error) {
      throw new Error(`seed ${seed}: ${log.slice(-15).join(' ')}\n${String(error)}`, { cause: error });
    } finally {
      ids.mockRestore();
    }
  }
  task.meta.figure = `${count} runs (seeds ${FIRST_SEED}–${FIRST_SEED + count - 1}), ${edits} edits: 0 diverged, 0 put right`;
  console.log(task.meta.figure);
}, 3_600_000);

test('[TXT-4p] a picture put in and one taken out while suggesting are suggestions, named by what they show, decided like any other', () => {
  const doc = seeded();
  registerSession(doc, 1001, 'asha');
  const writer = suggestingWriter(copy(doc, 1001), 1001, 'asha');
  const before = readDocumentText(writer.doc);
  const { schema } = writer.state;
  const other = { ...SCAN, src: 'b'.repeat(64), alt: 'A chart' };
  const end = writer.state.doc.child(0).nodeSize;
  writer.change(writer.state.tr.insert(end, schema.node('picture', { picture: other })));
  writer.check();
  const at = writer.state.doc.child(0).nodeSize + writer.state.doc.child(1).nodeSize;
  writer.change(writer.state.tr.delete(at, at + writer.state.doc.child(2).nodeSize));
  writer.check();
  expect(readDocumentText(writer.doc)).toEqual(before);
  const words = listSuggestions(writer.doc).flatMap(({ parts }) =>
    parts.map((part) => ('text' in part ? `${part.act} ${part.text}` : part.act)),
  );
  expect(words).toEqual(['insertion [Picture: A chart] ', 'deletion [Picture: A scan] ', 'deletion The hip']);
  expect(decideAll(writer.doc, false).text).toEqual(before);
  const accepted = decideAll(writer.doc, true).text;
  expect(picturesOf(accepted).map(({ picture }) => picture)).toEqual([other]);
  expect(accepted.blocks.map(({ kind }) => kind)).toEqual(['clause', 'image', 'paragraph']);
});

test('[TXT-4p] suggesting at random among pictures leaves the text as it stands, and rejecting all gives it back', ({ task }) => {
  const count = runs(40, 4000);
  for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
    const random = seededRandom(seed);
    const doc = seeded();
    registerSession(doc, 1001, 'asha');
    const writer = suggestingWriter(copy(doc, 1001), 1001, 'asha');
    const before = readDocumentText(writer.doc);
    for (let n = 0; n < 12; n++) {
      const { edit } = randomEdit(writer, random, { edits: PICTURE_EDITS });
      writer.check();
      expect(readDocumentText(writer.doc), `seed ${seed} ${edit}`).toEqual(before);
    }
    expect(decideAll(writer.doc, false).text, `seed ${seed}`).toEqual(before);
  }
  task.meta.figure = `${count} runs from seed ${FIRST_SEED}: the text as it stands is as it was`;
  console.log(task.meta.figure);
}, 3_600_000);
