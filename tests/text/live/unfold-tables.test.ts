import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { DocumentText, type Block } from '../../../shared/text/document-text.ts';
import { checkUpdate } from '../../../shared/text/live/check-update.ts';
import { openRoots, SCHEMA_VERSION } from '../../../shared/text/live/flat-root.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { hasKeptTables, unfoldTables } from '../../../shared/text/live/unfold-tables.ts';
import { redline } from '../../../shared/text/redline.ts';
import { MAX_TABLE_CELLS } from '../../../shared/kernel/limits.ts';
import { blockText, rowText } from '../../../shared/text/plain-text.ts';
import { FlatWriter } from '../../support/flat-writer.ts';

type Recorded = { state: string; text: DocumentText; offline: string; offlineText: DocumentText };
const RECORDED = JSON.parse(readFileSync(new URL('./old-states/kept-tables.json', import.meta.url), 'utf8')) as Recorded;

function open(...updates: string[]): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 9;
  for (const update of updates) Y.applyUpdate(doc, Buffer.from(update, 'base64'));
  return doc;
}

function wordsOf(block: Block): string {
  return block.kind === 'table' ? block.rows.map(rowText).join('\n') : blockText(block);
}

describe('tables that an older Concord kept', () => {
  test('[TXT-11d] a recorded state of schema version 1 reads word for word as it was read then, and opens in the editor', () => {
    const doc = open(RECORDED.state);
    expect(readDocumentText(doc)).toEqual(RECORDED.text);
    new FlatWriter(doc).check();
    expect(readDocumentText(doc), 'opening writes nothing').toEqual(RECORDED.text);
  });

  test('[TXT-11e] unfolding a kept table changes no word, form or header, and only the server may write what it writes', () => {
    const doc = open(RECORDED.state);
    unfoldTables(doc);
    expect(hasKeptTables(doc)).toBe(false);
    expect(openRoots(doc).meta.get('v')).toBe(SCHEMA_VERSION);
    const text = readDocumentText(doc);
    expect(text.blocks.map(wordsOf)).toEqual(RECORDED.text.blocks.map(wordsOf));
    expect(text.blocks.map(({ id }) => id)).toEqual(RECORDED.text.blocks.map(({ id }) => id));
    const changes = redline(RECORDED.text, text).filter(({ kind }) => kind !== 'same');
    expect(changes).toEqual([]);
    expect(DocumentText.safeParse(text).success).toBe(true);
    new FlatWriter(doc).check();
  });

  test('[TXT-11f] work done offline with the old version merges with the unfolded tables and no word of it is lost', () => {
    const doc = open(RECORDED.state);
    unfoldTables(doc);
    const writer = new FlatWriter(doc);
    const offline = Buffer.from(RECORDED.offline, 'base64');
    expect(checkUpdate(doc, offline, { person: 'somebody', isOwnClient: (id) => id === 3 })).toBeNull();
    Y.applyUpdate(doc, offline);
    writer.check();
    unfoldTables(doc);
    writer.check();
    const text = readDocumentText(doc);
    expect(text.blocks.map(wordsOf).sort()).toEqual(RECORDED.offlineText.blocks.map(wordsOf).sort());
    expect(hasKeptTables(doc)).toBe(false);
  });

  test('[TXT-11g] a table beyond what one document may edit stays kept, whole and shown', () => {
    const rows = Array.from({ length: MAX_TABLE_CELLS / 2 + 1 - 1000 }, (_, i) => ({
      id: `r${i}`,
      cells: [0, 1, 2, 3].map((j) => ({
        id: `c${i}-${j}`,
        blocks: [{ id: `b${i}-${j}`, kind: 'paragraph' as const, level: 0, content: [] }],
      })),
    }));
    const doc = new Y.Doc();
    const table: Block = { id: 'long', kind: 'table', headerRow: false, headerColumn: false, rows };
    seedDocument(doc, { schema: 1, blocks: [table] });
    expect(readDocumentText(doc).blocks).toEqual([table]);
    expect(hasKeptTables(doc), 'there is no room for it').toBe(false);
    new FlatWriter(doc).check();
  });
});
