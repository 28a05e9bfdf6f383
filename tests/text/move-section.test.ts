import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  numberInGap,
  ownGap,
  sectionBlockOf,
  sectionGaps,
  sectionSpan,
  withSectionMoved,
} from '../../shared/text/move-section.ts';
import { arbitraryText } from '../support/arbitrary-text.ts';
import { checkSeeded } from '../support/check-seeded.ts';
import { runs } from '../support/depth.ts';
import { block, table, textOfBlocks } from './build-text.ts';

const TEXT = textOfBlocks(
  block('intro', 'paragraph', 'Before everything'),
  block('a', 'heading 1', 'Scope'),
  block('a1', 'heading 2', 'Service'),
  block('a1c', 'clause', 'x'),
  block('a2', 'heading 2', 'Description'),
  table('t', [['x']]),
  block('b', 'heading 1', 'Pathway'),
  block('b1', 'heading 2', 'Referral'),
  block('b1x', 'heading 3', 'Urgent'),
);
const blocks = TEXT.blocks.map(sectionBlockOf);
const order = (text: typeof TEXT): string => text.blocks.map(({ id }) => id).join(' ');

describe('moving sections', () => {
  it('[DRA-21s] a section is its heading and all below it, tables and deeper sections among them', () => {
    expect(sectionSpan(blocks, 'a')).toEqual({ from: 1, to: 6 });
    expect(sectionSpan(blocks, 'a2')).toEqual({ from: 4, to: 6 });
    expect(sectionSpan(blocks, 'b')).toEqual({ from: 6, to: 9 });
    expect(sectionSpan(blocks, 'intro')).toBeUndefined();
  });

  it('[DRA-21s] it can go before headings of its level or above, and a section under a heading stays under one', () => {
    expect(sectionGaps(blocks, 'a')).toEqual(['b', null]);
    expect(sectionGaps(blocks, 'a1')).toEqual(['a2', 'b', 'b1', null]);
    expect(sectionGaps(blocks, 'b1x')).toEqual(['a1', 'a2', 'b', 'b1', null].filter((gap) => gap !== 'a'));
    expect(ownGap(blocks, 'a1')).toBe('a2');
    expect(ownGap(blocks, 'b')).toBeNull();
  });

  it('[DRA-21s] it takes everything below it along, and its new number is known before', () => {
    expect(order(withSectionMoved(TEXT, 'b', 'a'))).toBe('intro b b1 b1x a a1 a1c a2 t');
    expect(numberInGap(TEXT, 'b', 'a')).toBe('1');
    expect(order(withSectionMoved(TEXT, 'a1', null))).toBe('intro a a2 t b b1 b1x a1 a1c');
    expect(numberInGap(TEXT, 'a1', null)).toBe('2.2');
    expect(withSectionMoved(TEXT, 'a', 'a2')).toBe(TEXT);
  });

  it('[DRA-21s] whatever moves where, every block is there once, and no other heading gets another parent', () => {
    checkSeeded(
      'moved sections',
      fc.property(arbitraryText, fc.nat(), fc.nat(), (text, which, where) => {
        const headings = text.blocks.filter(({ kind }) => kind === 'heading');
        const moved = headings[which % Math.max(1, headings.length)];
        if (!moved) return;
        const all = text.blocks.map(sectionBlockOf);
        const gaps = sectionGaps(all, moved.id);
        const result = withSectionMoved(text, moved.id, gaps[where % gaps.length] ?? null);
        expect([...result.blocks].map(({ id }) => id).sort()).toEqual(text.blocks.map(({ id }) => id).sort());
        const [before, after] = [parentsOf(all), parentsOf(result.blocks.map(sectionBlockOf))];
        for (const [id, parent] of before) if (id !== moved.id) expect(after.get(id), id).toBe(parent);
      }),
      runs(300, 5000),
    );
  });
});

/** The heading each heading stands under. */
function parentsOf(list: readonly { id: string; kind: string; level: number }[]): Map<string, string | undefined> {
  const parents = new Map<string, string | undefined>();
  const open: { id: string; level: number }[] = [];
  for (const { id, kind, level } of list) {
    if (kind !== 'heading') continue;
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    parents.set(id, open.at(-1)?.id);
    open.push({ id, level });
  }
  return parents;
}
