import { moveOf, refTo, writeMove } from './block-move.ts';
import { listInSequence, listMarkers, type BlockMarker, type FlatRoots } from './flat-root.ts';
import { risingRunAround } from './rising-run.ts';
import type { FlatItem } from './yjs-internals.ts';

/** A stretch of the wanted order that is to be shown before what follows it there. */
type Stretch = { from: number; to: number };

/**
 * Makes the shared text show its blocks in this order, by moves on as few markers as it takes, best on those that are `loose`;
 * returns the order it shows then. A run of blocks that stand side by side is one move, on its first block (TXT-13).
 */
export function settleOrder(
  roots: FlatRoots,
  wanted: readonly BlockMarker[],
  loose: ReadonlySet<BlockMarker> = new Set(),
): BlockMarker[] {
  for (let round = 0; ; round++) {
    const shown = listMarkers(roots);
    if (sameOrder(shown, wanted)) return shown;
    if (shown.length !== wanted.length || round > 2 * wanted.length) return shown; // others' text, or a foe's numbers
    const stays = round > wanted.length ? commonEnd(shown, wanted) : stayingIn(shown, wanted, loose);
    const stretch = lastOutOfOrder(roots, wanted, stays);
    if (!stretch) return shown;
    writeStretch(roots, wanted, stretch);
  }
}

/** Whether any block is shown elsewhere than it stands. */
export function hasMoves(markers: readonly BlockMarker[]): boolean {
  return markers.some((marker) => marker !== null && moveOf(marker) !== undefined);
}

/** Whether two lists have the same blocks in the same order. */
export function sameOrder(a: readonly BlockMarker[], b: readonly BlockMarker[]): boolean {
  return a.length === b.length && a.every((marker, i) => marker === b[i]);
}

function stayingIn(shown: readonly BlockMarker[], wanted: readonly BlockMarker[], loose: ReadonlySet<BlockMarker>): Set<number> {
  const places = new Map(shown.map((marker, at) => [marker, at]));
  return risingRunAround(
    wanted.map((marker) => places.get(marker) ?? -1),
    (i) => loose.has(wanted[i] ?? null),
  );
}

/** Only what is right up to the end stays: from there each further block is one move, so that this always ends. */
function commonEnd(shown: readonly BlockMarker[], wanted: readonly BlockMarker[]): Set<number> {
  const stays = new Set<number>();
  for (let i = wanted.length - 1; i >= 0 && shown[i] === wanted[i]; i--) stays.add(i);
  return stays;
}

function lastOutOfOrder(roots: FlatRoots, wanted: readonly BlockMarker[], stays: ReadonlySet<number>): Stretch | undefined {
  let to = wanted.length - 1;
  while (to >= 0 && stays.has(to)) to--;
  if (to < 0) return undefined;
  const sequence = new Map(listInSequence(roots).map((marker, at) => [marker, at]));
  const placeOf = (i: number): number => sequence.get(wanted[i] ?? null) ?? -1;
  const goesAlong = (i: number): boolean => {
    const marker = wanted[i];
    return !stays.has(i - 1) && placeOf(i - 1) + 1 === placeOf(i) && Boolean(marker && !moveOf(marker));
  };
  let from = to;
  while (from > 0 && wanted[from - 1] !== null && goesAlong(from)) from--;
  return { from, to };
}

function writeStretch(roots: FlatRoots, wanted: readonly BlockMarker[], { from, to }: Stretch): void {
  const sequence = listInSequence(roots);
  const known = sequence.map((marker) => (marker && moveOf(marker)?.n) ?? 0);
  const [head, next] = [wanted[from], wanted[to + 1]];
  const behind = sequence[sequence.indexOf(wanted[to] ?? null) + 1];
  if (!head) return; // the virtual first block is always first
  writeMove(head, { n: known.reduce((most, n) => Math.max(most, n), 0) + 1, ...refs(next, behind) });
}

function refs(
  next: FlatItem | null | undefined,
  behind: FlatItem | null | undefined,
): Pick<Parameters<typeof writeMove>[1], 'b' | 'u'> {
  return { ...(next ? { b: refTo(next) } : {}), ...(behind ? { u: refTo(behind) } : {}) };
}
