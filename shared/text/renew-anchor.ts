import { anchoredText, makeAnchor, type Anchor } from './anchor.ts';
import { carriedWords } from './carried-words.ts';
import type { DocumentText } from './document-text.ts';
import {
  keptIn,
  LEAST_SHARE,
  MOST_PIECES,
  overlaps,
  surelyFound,
  withoutOverlaps,
  wordsOf,
  type HintOf,
  type Renewal,
} from './renewal.ts';
import type { Stretch } from './sight-anchor.ts';

/** Two looks at one draft: the text as it was when renewals were last made, and as it is now. */
export type Looks = {
  before: DocumentText;
  now: DocumentText;
  hintOf: HintOf;
  /** Ties a stretch of the present text to its characters. */
  tie: (blockId: string, start: number, end: number) => { start: string; end: string } | undefined;
};

/**
 * What is to be remembered of an anchor from now on; undefined when nothing has changed or its words are not surely found. Then what
 * was remembered stays, and the next look may find them.
 */
export function renewAnchor(looks: Looks, anchor: Anchor, renewal: Renewal | undefined): Renewal | undefined {
  if (anchor.quote === '') return undefined;
  const known = renewal?.pieces ?? [anchor];
  if (known.every((piece) => stands(looks, piece))) return undefined;
  const sure = surePieces(looks, anchor, renewal);
  const carried = known.flatMap((piece) => carriedWords(looks.before, looks.now, piece, sure));
  const pieces = largest(withoutOverlaps([...sure, ...carried]));
  if (pieces.length === 0 || keptIn(anchor, wordsOf(looks.now, pieces)) < LEAST_SHARE) return undefined;
  return { pieces: pieces.map((piece) => remembered(looks, piece)) };
}

// By the anchor's own evidence; by what was remembered where that is more of the anchor's own words, and never somewhere else.
function surePieces({ now, hintOf }: Looks, anchor: Anchor, renewal: Renewal | undefined): Stretch[] {
  const own = surelyFound(now, anchor, hintOf).stretches;
  const followed = (renewal?.pieces ?? []).flatMap((piece) => surelyFound(now, piece, hintOf).stretches);
  const agree = own.length === 0 || own.some((one) => followed.some((other) => overlaps(one, other)));
  const isMore = keptIn(anchor, wordsOf(now, followed)) > keptIn(anchor, wordsOf(now, own));
  return agree && isMore ? withoutOverlaps(followed) : own;
}

// Whether a piece stands, by the identity of its characters, exactly as it is remembered.
function stands({ now, hintOf }: Looks, piece: Anchor): boolean {
  const hint = piece.relative ? hintOf(piece.relative) : undefined;
  if (!hint || hint.more || hint.blockId !== piece.blockId || hint.start !== piece.start || hint.end !== piece.end) return false;
  return readsAsRemembered(anchoredText(now, piece.blockId) ?? '', piece);
}

function readsAsRemembered(words: string, { start, end, quote, before, after }: Anchor): boolean {
  if (words.slice(start, end) !== quote) return false;
  if (!words.slice(0, start).endsWith(before) || !words.slice(end).startsWith(after)) return false;
  return (before !== '' || start === 0) && (after !== '' || end === words.length);
}

function remembered({ now, tie }: Looks, { blockId, start, end }: Stretch): Anchor {
  const made = makeAnchor(now, blockId, start, end);
  return { ...made, relative: tie(blockId, made.start, made.end) ?? null };
}

function largest(pieces: Stretch[]): Stretch[] {
  const size = ({ start, end }: Stretch): number => end - start;
  return [...pieces].sort((one, other) => size(other) - size(one)).slice(0, MOST_PIECES);
}
