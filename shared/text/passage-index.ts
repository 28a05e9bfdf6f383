import { placesOf } from './clause-numbers.ts';
import type { DocumentText } from './document-text.ts';
import { blockText, rowText } from './plain-text.ts';

/** Something in a text that an anchor can stand in. */
export type Spot = { blockId: string; words: string; sectionId: string | undefined; kind: 'text' | 'table' };

/** A text prepared for finding passages in it. */
export type PassageIndex = {
  /** In reading order; tables and their rows apart from the blocks in their cells, which have the same words. */
  spots: Spot[];
  byId: Map<string, Spot>;
  /** The text spots that share most of some rare words with a passage, likeliest first. */
  likely: (passage: string, most: number) => Spot[];
};

/** Prepares a text once; a text is a value and never changes after it is made. */
export function indexPassages(text: DocumentText): PassageIndex {
  const known = KNOWN.get(text);
  if (known) return known;
  const spots = spotsOf(text);
  let holders: Map<string, Spot[]> | undefined;
  const index: PassageIndex = {
    spots,
    byId: new Map(spots.map((spot) => [spot.blockId, spot])),
    likely: (passage, most) => likeliest((holders ??= holdersOf(spots)), passage, most),
  };
  KNOWN.set(text, index);
  return index;
}

const KNOWN = new WeakMap<DocumentText, PassageIndex>();

function spotsOf(text: DocumentText): Spot[] {
  const words = new Map<string, string>();
  for (const block of text.blocks) {
    words.set(block.id, blockText(block));
    if (block.kind !== 'table') continue;
    for (const row of block.rows) {
      words.set(row.id, rowText(row));
      for (const inner of row.cells.flatMap((cell) => cell.blocks)) words.set(inner.id, blockText(inner));
    }
  }
  return placesOf(text).map(({ blockId, kind, headingId }) => ({
    blockId,
    words: words.get(blockId) ?? '',
    sectionId: headingId,
    kind: kind === 'table' || kind === 'row' ? 'table' : 'text',
  }));
}

function wordsIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu));
}

function holdersOf(spots: readonly Spot[]): Map<string, Spot[]> {
  const holders = new Map<string, Spot[]>();
  for (const spot of spots) {
    if (spot.kind === 'table') continue;
    for (const word of wordsIn(spot.words)) {
      const list = holders.get(word);
      if (list) list.push(spot);
      else holders.set(word, [spot]);
    }
  }
  return holders;
}

// A word in every block says nothing about which one is meant; a word in two says much.
function likeliest(holders: Map<string, Spot[]>, passage: string, most: number): Spot[] {
  const scores = new Map<Spot, number>();
  for (const word of wordsIn(passage)) {
    const list = holders.get(word) ?? [];
    for (const spot of list) scores.set(spot, (scores.get(spot) ?? 0) + 1 / list.length);
  }
  return [...scores]
    .sort((one, other) => other[1] - one[1])
    .slice(0, most)
    .map(([spot]) => spot);
}
