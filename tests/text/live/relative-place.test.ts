import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { placeOfRelative, relativeOf } from '../../../shared/text/live/relative-place.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { openRoots, listMarkers, eachInline } from '../../../shared/text/live/flat-root.ts';
import { putMarker } from '../../../shared/text/live/block-marker.ts';
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

  test('[TXT-6k] a block split inside the passage leaves the larger piece', () => {
    const doc = seeded();
    const place = relativeOf(doc, 'b', 14, 25);
    if (!place) throw new Error('no place');
    itemAt(doc, 1, 18).transaction((left) =>
      doc.transact((tr) =>
        putMarker(tr, openRoots(doc), left, { id: 'n', kind: 'paragraph', level: 0, table: null, tableId: null }),
      ),
    );
    expect(placeOfRelative(doc, place)).toEqual({ blockId: 'n', start: 0, end: 7 });
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
