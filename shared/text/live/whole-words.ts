import { Mark, type Node } from '@tiptap/pm/model';
import { wordsOf } from './block-shape.ts';
import { positionOfWords, tokensBetween, type BlockSpot, type Token } from './document-tokens.ts';
import type { FlatState } from './flat-state.ts';
import { LiveCursor } from './live-cursor.ts';
import { isOwnOpen } from './own-proposals.ts';
import type { Suggester } from './propose.ts';
import type { Change } from './replace-range.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import { isLetter } from './word-ends.ts';
import type { CharacterId } from './yjs-internals.ts';

/** A change, and how many of the last units it puts in stood there before. */
export type WordChange = Change & { keptBehind: number };

// No word of English is longer. A web address, or a script that is written without spaces, would be struck through by the line.
const LONGEST_WORD = 40;

const JOINER = /['’.,-]/; // between two letters: "o’clock", "14-day" and "1,200" are one word each

/** The text that changes, as it was, and who suggests. */
type Place = { state: FlatState; before: Node; me: Suggester };

type Neighbour = { token: Token; id: CharacterId | undefined };

/**
 * The changes of one text as they are suggested: one that replaces letters inside a word replaces the word, because half a word
 * struck through cannot be read (TXT-4). What only adds or only takes away stays as it is, and so does what replaces own open
 * proposals only. A word ends here before letters for which anybody has proposed something.
 */
export function inWholeWords(place: Place, changes: readonly Change[]): WordChange[] {
  const whole: WordChange[] = [];
  let from = 0;
  for (let to = 1; to <= changes.length; to++) {
    const [last, next] = [changes[to - 1] as Change, changes[to]]; // within the list
    if (next && areInOneWord(place, last, next)) continue;
    whole.push(...asWord(place, changes.slice(from, to), roomBetween(changes[from - 1], last.spot.index, next)));
    from = to;
  }
  return whole;
}

/** Where in a block the changes before and behind leave room to widen one. */
type Room = { from: number; to: number };

function roomBetween(before: Change | undefined, index: number, behind: Change | undefined): Room {
  const end = before && endOf(before);
  return { from: end?.index === index ? end.offset : 0, to: behind?.spot.index === index ? behind.spot.offset : Infinity };
}

/** Whether between two changes there is nothing but letters of one word, and few enough. */
function areInOneWord(place: Place, one: Change, other: Change): boolean {
  if (!isOfWords(one) || !isOfWords(other) || one.spot.index !== other.spot.index) return false;
  if (other.spot.offset - endOf(one).offset > LONGEST_WORD) return false;
  const gap = gapBetween(place, one, other);
  const marks = marksOf(one.removed.at(-1) ?? other.removed.at(-1) ?? gap[0]?.token) ?? [];
  return gap.every((unit, i) => isOfWord(place, unit, marks, gap[i - 1]));
}

function gapBetween(place: Place, one: Change, other: Change): Neighbour[] {
  return neighbours(place, endOf(one), other.spot.offset);
}

/** Several changes in one word as one that replaces it; as they are when nothing is replaced or the word is huge. */
function asWord(place: Place, run: readonly Change[], room: Room): WordChange[] {
  const asIs = run.map((change) => ({ ...change, keptBehind: 0 }));
  if (!run.every(isOfWords) || !replaces(place, run)) return asIs;
  const { spot, removed, added } = run.reduce((one, other) => joinedWith(place, one, other));
  const marks = marksOf(removed.at(-1)) ?? [];
  const end = spot.offset + removed.length;
  const before = neighbours(place, spot, Math.max(room.from, spot.offset - LONGEST_WORD - 1)).reverse();
  const behind = neighbours(place, { ...spot, offset: end }, Math.min(room.to, end + LONGEST_WORD + 1));
  const left = touches(removed[0], added[0]) ? wordStretch(place, before, marks).reverse() : [];
  const right = touches(removed.at(-1), added.at(-1)) ? wordStretch(place, behind, marks) : [];
  const widens = left.length + right.length;
  if (widens > LONGEST_WORD || (run.length === 1 && widens === 0)) return asIs;
  return [
    {
      spot: { ...spot, offset: spot.offset - left.length },
      removed: [...left, ...removed, ...right],
      added: [...left, ...added, ...right],
      keptBehind: right.length,
    },
  ];
}

function joinedWith(place: Place, one: Change, other: Change): Change {
  const gap = gapBetween(place, one, other).map(({ token }) => token);
  return { spot: one.spot, removed: [...one.removed, ...gap, ...other.removed], added: [...one.added, ...gap, ...other.added] };
}

/** Where what goes ends. */
function endOf({ spot, removed }: Change): BlockSpot {
  const last = removed.findLastIndex(({ kind }) => kind === 'block');
  if (last < 0) return { index: spot.index, offset: spot.offset + removed.length };
  const blocks = removed.filter(({ kind }) => kind === 'block').length;
  return { index: spot.index + blocks, offset: removed.length - 1 - last };
}

/** Whether a change is one of characters inside a block. */
function isOfWords({ spot, removed, added }: Change): boolean {
  return spot.index >= 0 && [...removed, ...added].every(({ kind }) => kind === 'unit');
}

/** Whether something comes and something that stands is struck through: what is only proposed, and one's own, really goes. */
function replaces({ state, me }: Place, run: readonly Change[]): boolean {
  if (!run.some(({ added }) => added.length)) return false;
  return run.some(({ spot, removed }) => {
    const cursor = new LiveCursor(state, spot);
    const ids = removed.map(() => cursor.next(false));
    return ids.some((id) => id && !isOwnOpen(state.roots, me.person, id, 1));
  });
}

function touches(...ends: (Token | undefined)[]): boolean {
  return ends.some(isLetter);
}

/** The units between a place and an offset of the same block, in the order of the text. */
function neighbours({ state, before }: Place, { index, offset }: BlockSpot, other: number): Neighbour[] {
  const words = positionOfWords(before, index);
  const from = Math.max(Math.min(offset, other), 0);
  const to = Math.min(Math.max(offset, other), wordsOf(before.child(index)).content.size);
  const cursor = new LiveCursor(state, { index, offset: from });
  return tokensBetween(before, words + from, words + to).map((token) => ({ token, id: cursor.next(false) }));
}

/** The units of one word from the first on, as far as its last letter. */
function wordStretch(place: Place, units: readonly Neighbour[], marks: readonly Mark[]): Token[] {
  const other = units.findIndex((unit, i) => !isOfWord(place, unit, marks, units[i - 1]));
  const stretch = units.slice(0, other < 0 ? units.length : other).map(({ token }) => token);
  return stretch.slice(0, stretch.findLastIndex(isLetter) + 1);
}

/** Whether a unit goes on with a word: a letter, or a single sign that joins letters, that looks like the rest and has nothing proposed for it. */
function isOfWord(place: Place, { token, id }: Neighbour, marks: readonly Mark[], before: Neighbour | undefined): boolean {
  if (!id || !Mark.sameSet(marksOf(token) ?? [], marks) || !isPlain(place, id)) return false;
  return isLetter(token) || (isJoiner(token) && (before === undefined || isLetter(before.token)));
}

function isPlain({ state }: Place, { client, clock }: CharacterId): boolean {
  const [piece] = ledgerOf(state.roots.doc).pieces(client, clock, 1);
  return piece !== undefined && piece.inserted === null && !piece.deletions.length && !piece.formats.length;
}

function isJoiner(token: Token): boolean {
  return token.kind === 'unit' && JOINER.test(token.unit);
}

function marksOf(token: Token | undefined): readonly Mark[] | undefined {
  return token?.kind === 'unit' ? token.marks : undefined;
}
