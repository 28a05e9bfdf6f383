import { TextSelection } from '@tiptap/pm/state';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { TABLE_ACTS } from '../../../client/drafting/editor/table-commands.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { placeOfRelative, relativeOf, type BlockPlace } from '../../../shared/text/live/relative-place.ts';
import { rowText } from '../../../shared/text/plain-text.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { openRoots, listMarkers, eachInline } from '../../../shared/text/live/flat-root.ts';
import { putMarker } from '../../../shared/text/live/block-marker.ts';
import { FlatWriter } from '../../support/flat-writer.ts';
import { deleteItem, insertAfter, splitItem, type FlatItem } from '../../../shared/text/live/yjs-internals.ts';

const TEXT: DocumentText = {
  schema: 1,
  blocks: [
    { id: 'a', kind: 'heading', level: 1, content: [{ text: 'Scope' }] },
    {
      id: 'b',
      kind: 'paragraph',
      level: 0,
      content: [{ text: 'Patients with ' }, { text: 'soft tissue', strong: true }, { text: ' sarcoma.' }],
    },
    { id: 'c', kind: 'paragraph', level: 0, content: [] },
  ],
};

function seeded(): Y.Doc {
  const doc = new Y.Doc();
  seedDocument(doc, TEXT);
  return doc;
}

function itemAt(doc: Y.Doc, block: number, offset: number): { transaction: (act: (left: FlatItem) => void) => void } {
  return {
    transaction: (act) =>
      doc.transact((transaction) => {
        const roots = openRoots(doc);
        const marker = listMarkers(roots)[block] ?? null;
        let left: FlatItem | null = marker;
        let rest = offset;
        eachInline(roots, marker, (item) => {
          if (rest <= 0) return;
          if (item.length > rest) splitItem(transaction, item, rest);
          rest -= item.length;
          left = item;
        });
        if (left) act(left);
      }),
  };
}

describe('relativeOf and placeOfRelative', () => {
  test('[TXT-6k] a passage is found again unchanged, at the ends of its block and in an empty block too', () => {
    const doc = seeded();
    const places = [
      ['b', 14, 25],
      ['b', 0, 34],
      ['a', 0, 0],
      ['a', 5, 5],
      ['c', 0, 0],
    ] as const;
    for (const [blockId, start, end] of places) {
      const place = relativeOf(doc, blockId, start, end);
      expect(place && placeOfRelative(doc, place)).toEqual({ blockId, start, end });
    }
  });

  test('[TXT-6k] a passage follows its words when text is put before it and when the block is split before it', () => {
    const doc = seeded();
    const place = relativeOf(doc, 'b', 14, 25);
    if (!place) throw new Error('no place');
    const at = itemAt(doc, 1, 3);
    at.transaction((left) => doc.transact((tr) => insertAfter(tr, openRoots(doc).flat, left, { text: 'XX' })));
    expect(placeOfRelative(doc, place)).toEqual({ blockId: 'b', start: 16, end: 27 });
    const split = itemAt(doc, 1, 10);
    split.transaction((left) =>
      doc.transact((tr) =>
        putMarker(tr, openRoots(doc), left, { id: 'n', kind: 'paragraph', level: 0, table: null, tableId: null }),
      ),
    );
    expect(placeOfRelative(doc, place)).toEqual({ blockId: 'n', start: 6, end: 17 });
  });

  test('[TXT-6k] a block split inside the passage leaves the larger piece, and the others beside it', () => {
    const doc = seeded();
    const place = relativeOf(doc, 'b', 14, 25);
    if (!place) throw new Error('no place');
    itemAt(doc, 1, 18).transaction((left) =>
      doc.transact((tr) =>
        putMarker(tr, openRoots(doc), left, { id: 'n', kind: 'paragraph', level: 0, table: null, tableId: null }),
      ),
    );
    expect(placeOfRelative(doc, place)).toEqual({ blockId: 'n', start: 0, end: 7, more: [{ blockId: 'b', start: 14, end: 18 }] });
  });

  test('[TXT-6k] a passage whose words were all deleted is an empty place where they stood', () => {
    const doc = seeded();
    const place = relativeOf(doc, 'b', 14, 25);
    if (!place) throw new Error('no place');
    itemAt(doc, 1, 25).transaction((left) => doc.transact((tr) => deleteItem(tr, left)));
    expect(placeOfRelative(doc, place)).toEqual({ blockId: 'b', start: 14, end: 14 });
  });

  test('[TXT-6k] a place of another document, rubbish and offsets that do not exist give nothing', () => {
    const doc = seeded();
    expect(relativeOf(doc, 'b', 30, 99)).toBeUndefined();
    expect(relativeOf(doc, 'zz', 0, 0)).toBeUndefined();
    expect(placeOfRelative(doc, { start: 'rubbish', end: '' })).toBeUndefined();
    const place = relativeOf(seeded(), 'b', 3, 5);
    expect(place && placeOfRelative(doc, place)).toBeUndefined();
  });
});

describe('passages in cells', () => {
  const cell = (id: string, ...lines: string[]) => ({
    id,
    blocks: lines.map((text, i) => ({ id: `${id}-${i}`, kind: 'paragraph' as const, level: 0, content: text ? [{ text }] : [] })),
  });
  const table: DocumentText = {
    schema: 1,
    blocks: [
      ...TEXT.blocks,
      {
        id: 't',
        kind: 'table',
        headerRow: true,
        headerColumn: false,
        rows: [
          { id: 'r1', cells: [cell('x1', 'Group'), cell('x2', 'Cases')] },
          { id: 'r2', cells: [cell('x3', 'Adults', 'of all ages'), cell('x4', 'about 3,900 a year')] },
          { id: 'r3', cells: [cell('x5', ''), cell('x6', '')] },
        ],
      },
    ],
  };

  function opened(): { writer: FlatWriter; quote: (place: BlockPlace | undefined) => string | undefined } {
    const doc = new Y.Doc();
    seedDocument(doc, table);
    const writer = new FlatWriter(doc);
    const quote = (place: BlockPlace | undefined): string | undefined => {
      const rows = readDocumentText(doc).blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
      const row = rows.find(({ id }) => id === place?.blockId);
      return place && row && rowText(row).slice(place.start, place.end);
    };
    return { writer, quote };
  }

  function at(writer: FlatWriter, words: string): number {
    let found = -1;
    writer.state.doc.descendants((node, position) => {
      const offset = node.text?.indexOf(words) ?? -1;
      if (offset >= 0) found = position + offset;
    });
    return found;
  }

  test('[TXT-6n] a passage of a row is found again unchanged: in one cell, over two blocks of it, over two cells', () => {
    const { writer, quote } = opened();
    for (const [start, end] of [
      [0, 6],
      [7, 18],
      [3, 12],
      [0, 37],
      [19, 24],
      [25, 30],
    ] as const) {
      const place = relativeOf(writer.doc, 'r2', start, end);
      const now = place && placeOfRelative(writer.doc, place);
      expect(now).toEqual({ blockId: 'r2', start, end });
      expect(quote(now)).toHaveLength(end - start);
    }
    expect(relativeOf(writer.doc, 'r2', 0, 38)).toBeUndefined();
    expect(relativeOf(writer.doc, 'r3', 0, 1)).toBeUndefined();
    expect(relativeOf(writer.doc, 'r9', 0, 1)).toBeUndefined();
  });

  test('[TXT-6n] it follows its characters when others write before it, divide the cell’s block, and move the row', () => {
    const { writer, quote } = opened();
    const start = 'Adults\nof all ages\tabout '.length;
    const place = relativeOf(writer.doc, 'r2', start, start + '3,900'.length);
    if (!place) throw new Error('there is no such passage');
    writer.change(writer.state.tr.insertText('Young ', at(writer, 'Adults')));
    writer.change(writer.state.tr.insertText('roughly ', at(writer, 'about')));
    writer.change(writer.state.tr.insertText('!', at(writer, '900')));
    writer.change(writer.state.tr.split(at(writer, 'a year')));
    expect(quote(placeOfRelative(writer.doc, place))).toBe('3,!900');
    const caret = TextSelection.create(writer.state.doc, at(writer, 'about'));
    writer.state = writer.state.apply(writer.state.tr.setSelection(caret));
    TABLE_ACTS.rowDown.run(writer.state, (transaction) => writer.change(transaction));
    writer.check();
    expect(quote(placeOfRelative(writer.doc, place))).toBe('3,!900');
    writer.change(writer.state.tr.delete(at(writer, '3,!900'), at(writer, '3,!900') + 6));
    const gone = placeOfRelative(writer.doc, place);
    expect(gone && gone.start === gone.end && gone.blockId === 'r2').toBe(true);
  });

  test('[TXT-6n] in a row or column that was deleted it says that it is gone', () => {
    const { writer } = opened();
    const place = relativeOf(writer.doc, 'r2', 0, 6);
    const caret = TextSelection.create(writer.state.doc, at(writer, 'Adults'));
    writer.state = writer.state.apply(writer.state.tr.setSelection(caret));
    TABLE_ACTS.deleteRow.run(writer.state, (transaction) => writer.change(transaction));
    writer.check();
    expect(place && placeOfRelative(writer.doc, place)).toBeUndefined();
  });
});
