import { z } from 'zod';
import { BlockId } from '../document-text.ts';
import { mapOf, type FlatItem } from './yjs-internals.ts';

/** The key of a marker that says where its block is shown, when that is not where it stands in the sequence (TXT-13). */
export const MOVE_KEY = 'mv';

const MOST_MOVES = 1_000_000_000; // a count beyond every honest one, so that one entry cannot use the numbers up

const MarkerRef = z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative(), BlockId]);
/** A marker by its item's id, and by its block's id for when it was deleted and came back as another item. */
export type MarkerRef = z.infer<typeof MarkerRef>;

/**
 * Where a block is shown: before the block `b`, or at the end. The blocks that stand behind it in the sequence, up to `u`, go with
 * it: what is split out of it later, or the rest of a section. `n` is above every move its mover knew.
 */
export const BlockMove = z.strictObject({
  n: z.number().int().min(1).max(MOST_MOVES),
  b: MarkerRef.optional(),
  u: MarkerRef.optional(),
});
/** Where a block is shown, and what goes with it. */
export type BlockMove = z.infer<typeof BlockMove>;

const checked = new WeakMap<object, BlockMove | null>(); // a stored move never changes, so it is checked once

/** Where a marker says that its block is shown; undefined for one that is shown where it stands. */
export function moveOf(marker: FlatItem): BlockMove | undefined {
  const value = mapOf(marker).get(MOVE_KEY);
  if (typeof value !== 'object' || value === null) return undefined;
  const known = checked.get(value);
  if (known !== undefined) return known ?? undefined;
  const move = BlockMove.safeParse(value).data;
  checked.set(value, move ?? null);
  return move;
}

/** Says on a marker where its block is shown from now on; of two people who do so at once one is followed, whole. */
export function writeMove(marker: FlatItem, { n, b, u }: BlockMove): void {
  mapOf(marker).set(MOVE_KEY, { n: Math.min(n, MOST_MOVES), ...(b ? { b } : {}), ...(u ? { u } : {}) });
}

/** The reference to a marker that a move keeps. */
export function refTo(marker: FlatItem): MarkerRef {
  const id = BlockId.safeParse(mapOf(marker).get('id')).data ?? `${marker.id.client}-${marker.id.clock}`;
  return [marker.id.client, marker.id.clock, id];
}
