import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { DocumentText } from '../../../shared/text/document-text.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { openRoots, SCHEMA_VERSION } from '../../../shared/text/live/flat-root.ts';
import { runs } from '../../support/depth.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { normalised, randomText } from '../../support/random-text.ts';

describe('seedDocument and readDocumentText', () => {
  test('[TXT-1a] any text that is seeded reads back the same, tables and marks included', () => {
    const count = runs(300, 5000);
    for (let seed = 1; seed <= count; seed++) {
      const text = randomText(seededRandom(seed));
      const doc = new Y.Doc();
      seedDocument(doc, text);
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
      expect(normalised(readDocumentText(copy)), `seed ${seed}`).toEqual(normalised(text));
      expect(DocumentText.safeParse(readDocumentText(copy)).success, `seed ${seed}`).toBe(true);
    }
    console.log(`seed and read: seeds 1–${count}`);
  }, 600_000);

  test('[TXT-1b] the schema version is written with the first text, and a document is seeded once only', () => {
    const doc = new Y.Doc();
    const text: DocumentText = { schema: 1, blocks: [{ id: 'a', kind: 'heading', level: 1, content: [{ text: 'Scope' }] }] };
    seedDocument(doc, text);
    expect(openRoots(doc).meta.get('v')).toBe(SCHEMA_VERSION);
    expect(() => seedDocument(doc, text)).toThrow('already has a text');
  });

  test('[TXT-1c] a document nobody has written in reads as one empty paragraph and reading writes nothing', () => {
    const doc = new Y.Doc();
    let updates = 0;
    doc.on('update', () => updates++);
    expect(readDocumentText(doc).blocks).toEqual([{ id: 'first', kind: 'paragraph', level: 0, content: [] }]);
    expect(updates).toBe(0);
  });
});
