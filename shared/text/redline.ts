import { Problem } from '../kernel/problem.ts';
import { placesOf, type Place } from './clause-numbers.ts';
import type { Block, DocumentText, TextBlock } from './document-text.ts';
import { pairItems, stayedInOrder } from './pair-items.ts';
import { blockText } from './plain-text.ts';
import { comparePictures, type PictureChange } from './redline-picture.ts';
import { compareTables, type TableChange } from './redline-table.ts';
import { sameBlock, sameForm } from './same-block.ts';
import { groupBlocks, type Group } from './split-and-join.ts';
import { wordDifference, type WordChange } from './word-difference.ts';

/** What happened to a block between two texts. */
export type RedlineKind =
  'same' | 'reworded' | 'added' | 'removed' | 'moved' | 'moved-and-reworded' | 'converted' | 'split' | 'joined';

/** One step of a redline, in the order of the later text, removed blocks where they stood. */
export type RedlineChange = {
  kind: RedlineKind;
  /** Id of the (first) block in the later text, or of the removed one. */
  blockId: string;
  /** The blocks it was: none for an added one, several for a joined one. */
  before: Block[];
  /** The blocks it is: none for a removed one, several for a split one. */
  after: Block[];
  /** Index of the first of them in the earlier and in the later text; -1 for none. */
  from: number;
  to: number;
  placeBefore: Place | undefined;
  placeAfter: Place | undefined;
  /** The difference word by word, ends of blocks as line feeds; of a table in both texts its whole words. */
  words: WordChange[];
  /** Kind or level is another now: a paragraph became a clause. */
  converted: boolean;
  /** No word changed, but formatting or a link did. */
  restyled: boolean;
  /** Another picture, another description or another width of a picture that is in both texts. */
  picture: PictureChange | undefined;
  /** Of a table that is in both texts, its rows, columns and cells. */
  table: TableChange | undefined;
};

/** Compares two texts block by block (by id, equal words, then likeness), and word by word inside (TXT-9). */
export function redline(before: DocumentText, after: DocumentText): RedlineChange[] {
  const pairing = pairItems(before.blocks.map(blockItem), after.blocks.map(blockItem));
  const stayed = stayedInOrder(pairing);
  const groups = groupBlocks(before.blocks, after.blocks, pairing);
  const sides = { before, after, placesBefore: placeMap(before), placesAfter: placeMap(after) };
  const changes = groups.map((group) =>
    changeOf(group, sides, group.from.length > 0 && group.to.length > 0 && !stayed[group.from[0]]),
  );
  return inReadingOrder(changes);
}

/** The changed blocks, table rows and tables of a redline; renumbering alone is no change (RES-20). */
export function changedBlocks(before: DocumentText, after: DocumentText): { blockId: string; kind: RedlineKind }[] {
  return redline(before, after).flatMap((change) => {
    if (change.kind === 'same') return [];
    const own = (change.after.length > 0 ? change.after : change.before).map(({ id }) => ({ blockId: id, kind: change.kind }));
    if (!change.table) return own;
    const rows = change.table.rows.filter((row) => row.kind !== 'same').map((row) => ({ blockId: row.rowId, kind: row.kind }));
    const tableItself = change.kind !== 'reworded' || rows.length === 0 || change.table.headersChanged;
    return tableItself ? [...own, ...rows] : rows;
  });
}

/** The later text from the earlier one and their redline; refuses an earlier text the redline was not made from. */
export function applyRedline(before: DocumentText, changes: readonly RedlineChange[]): DocumentText {
  requireSide(before, changes, 'before');
  return { ...before, blocks: sideOf(changes, 'after') };
}

/** The earlier text from the later one and their redline; refuses a later text the redline was not made from. */
export function revertRedline(after: DocumentText, changes: readonly RedlineChange[]): DocumentText {
  requireSide(after, changes, 'after');
  return { ...after, blocks: sideOf(changes, 'before') };
}

function sideOf(changes: readonly RedlineChange[], side: 'before' | 'after'): Block[] {
  const at = (change: RedlineChange) => (side === 'before' ? change.from : change.to);
  const there = changes.filter((change) => change[side].length > 0);
  return there.sort((one, other) => at(one) - at(other)).flatMap((change) => change[side]);
}

function requireSide(text: DocumentText, changes: readonly RedlineChange[], side: 'before' | 'after'): void {
  const blocks = sideOf(changes, side);
  const fits =
    blocks.length === text.blocks.length &&
    blocks.every((block, index) => block.id === text.blocks[index].id && sameBlock(block, text.blocks[index]));
  if (!fits) throw new Problem('redline-of-other-text', 422, 'These changes were not made from this text.');
}

function blockItem(block: Block): { id: string; words: string; group: string } {
  if (block.kind === 'image') return { id: block.id, words: pictureItem(block), group: 'image' };
  return { id: block.id, words: blockText(block), group: block.kind === 'table' ? 'table' : 'text' };
}

// A picture that came with another id is known by its bytes and its description.
function pictureItem(block: TextBlock): string {
  return [block.picture?.src, block.picture?.alt, blockText(block)].join(' ').trim();
}

function placeMap(text: DocumentText): Map<string, Place> {
  return new Map(placesOf(text).map((place) => [place.blockId, place]));
}

type Sides = { before: DocumentText; after: DocumentText; placesBefore: Map<string, Place>; placesAfter: Map<string, Place> };

function changeOf(group: Group, sides: Sides, moved: boolean): RedlineChange {
  const before = group.from.map((index) => sides.before.blocks[index]);
  const after = group.to.map((index) => sides.after.blocks[index]);
  const [one, other] = [before.map(blockText).join('\n'), after.map(blockText).join('\n')];
  const facts = { before, after, moved, ...compareForms(before, after) };
  return {
    kind: kindOf(facts),
    blockId: (after[0] ?? before[0]).id,
    before,
    after,
    from: group.from[0] ?? -1,
    to: group.to[0] ?? -1,
    placeBefore: before.length > 0 ? sides.placesBefore.get(before[0].id) : undefined,
    placeAfter: after.length > 0 ? sides.placesAfter.get(after[0].id) : undefined,
    words: wordDifference(one, other),
    converted: facts.converted,
    restyled: facts.restyled && one === other && facts.picture === undefined,
    picture: facts.picture,
    table: facts.table,
  };
}

type Forms = {
  same: boolean;
  converted: boolean;
  restyled: boolean;
  picture: PictureChange | undefined;
  table: TableChange | undefined;
};

// Compares the first blocks of both sides in everything but their words.
function compareForms(before: Block[], after: Block[]): Forms {
  const [was, is] = [before[0], after[0]];
  if (!was || !is) return { same: false, converted: false, restyled: false, picture: undefined, table: undefined };
  const same = before.length === 1 && after.length === 1 && sameBlock(was, is);
  if (was.kind === 'table' && is.kind === 'table')
    return { same, converted: false, restyled: false, picture: undefined, table: same ? undefined : compareTables(was, is) };
  const converted = was.kind !== 'table' && is.kind !== 'table' && !sameForm(was, is);
  const picture = same ? undefined : pictureChange(was, is);
  return { same, converted, restyled: !same && !converted, picture, table: undefined };
}

function pictureChange(was: Block, is: Block): PictureChange | undefined {
  return was.kind === 'image' && is.kind === 'image' ? comparePictures(was.picture, is.picture) : undefined;
}

type Facts = { before: Block[]; after: Block[]; same: boolean; moved: boolean; converted: boolean };

function kindOf({ before, after, same, moved, converted }: Facts): RedlineKind {
  if (before.length === 0) return 'added';
  if (after.length === 0) return 'removed';
  if (after.length > 1) return 'split';
  if (before.length > 1) return 'joined';
  if (moved) return same ? 'moved' : 'moved-and-reworded';
  if (same) return 'same';
  return converted ? 'converted' : 'reworded';
}

// The later text's order; a removed block follows what it followed, as far as that stands still.
function inReadingOrder(changes: RedlineChange[]): RedlineChange[] {
  const kept = changes.filter((change) => change.to >= 0).sort((one, other) => one.to - other.to);
  const removed = changes.filter((change) => change.to < 0).sort((one, other) => one.from - other.from);
  const anchors = kept
    .filter((change) => change.from >= 0 && !change.kind.startsWith('moved'))
    .sort((one, other) => one.from - other.from);
  const following = new Map<RedlineChange | undefined, RedlineChange[]>();
  let next = 0;
  for (const change of removed) {
    while (next < anchors.length && anchors[next].from < change.from) next++;
    const anchor = anchors[next - 1];
    following.set(anchor, [...(following.get(anchor) ?? []), change]);
  }
  return [...(following.get(undefined) ?? []), ...kept.flatMap((change) => [change, ...(following.get(change) ?? [])])];
}
