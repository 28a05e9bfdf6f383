import type * as Y from 'yjs';
import { formatsUpTo, itemBehind, resetsFormats, type BlockMarker, type Formats, type FlatRoots } from './flat-root.ts';
import { FORMAT_KEYS, formatValue, type FormatKey } from './inline-formats.ts';
import { deleteItem, formatOf, insertAfter, isLive, isMarker, splitItem, type FlatItem } from './yjs-internals.ts';

/** The item left of an offset in a block, split where needed; null at the very start of the document. */
export function seekOffset(transaction: Y.Transaction, roots: FlatRoots, marker: BlockMarker, offset: number): FlatItem | null {
  let left: FlatItem | null = marker;
  let rest = offset;
  for (let item = itemBehind(roots, marker); rest > 0 && item; item = item.right) {
    if (isLive(item)) {
      if (item.length > rest) splitItem(transaction, item, rest);
      rest -= item.length;
    }
    left = item;
  }
  if (rest > 0) throw new OutOfStep('the block is shorter than the editor thinks');
  return left;
}

/** Thrown when the editor's document does not fit the shared text; the binding then takes the shared text. */
export class OutOfStep extends Error {}

/** The formats in force directly behind an item of a block. */
export function formatsBehind(roots: FlatRoots, marker: BlockMarker, left: FlatItem | null): Formats {
  const formats: Record<string, unknown> = !marker || resetsFormats(roots, marker) ? {} : { ...formatsUpTo(roots, marker) };
  if (left === marker) return formats;
  for (let item = itemBehind(roots, marker); item; item = item.right) {
    const format = item.deleted ? undefined : formatOf(item);
    if (format) formats[format.key] = format.value;
    if (item === left) break;
  }
  return formats;
}

/** Writes the format items that lead from one set of formats to another; returns the last item written. */
export function writeFormats(
  transaction: Y.Transaction,
  roots: FlatRoots,
  left: FlatItem | null,
  change: { from: Formats; to: Formats },
): FlatItem | null {
  let last = left;
  for (const key of FORMAT_KEYS) {
    const value = formatValue(change.to, key);
    if (formatValue(change.from, key) !== value) last = insertAfter(transaction, roots.flat, last, { format: { key, value } });
  }
  return last;
}

/** Sets one format on a stretch of a block: old items of that key inside it go, one is put at its start and one behind it. */
export function setFormat(
  transaction: Y.Transaction,
  roots: FlatRoots,
  stretch: { marker: BlockMarker; from: number; to: number },
  format: { key: FormatKey; value: true | string | null },
): void {
  const start = stretchStart(transaction, roots, stretch, format.key);
  seekOffset(transaction, roots, stretch.marker, stretch.to); // splits at the end
  let left = start.left;
  if (start.value !== format.value) left = insertAfter(transaction, roots.flat, left, { format });
  let behind = start.value;
  let rest = stretch.to - stretch.from;
  for (let item = itemBehind(roots, left); item && rest > 0; item = item.right) {
    const found = item.deleted ? undefined : formatOf(item);
    if (found?.key === format.key) {
      behind = formatValue({ [found.key]: found.value }, format.key);
      deleteItem(transaction, item);
    }
    if (isLive(item)) rest -= item.length;
    left = item;
  }
  if (behind !== format.value) insertAfter(transaction, roots.flat, left, { format: { key: format.key, value: behind } });
}

/** Steps over formats and tombstones to directly before the first character, with the format's value there. */
function stretchStart(
  transaction: Y.Transaction,
  roots: FlatRoots,
  stretch: { marker: BlockMarker; from: number },
  key: FormatKey,
): { left: FlatItem | null; value: true | string | null } {
  let left = seekOffset(transaction, roots, stretch.marker, stretch.from);
  let value = formatValue(formatsBehind(roots, stretch.marker, left), key);
  for (let item = itemBehind(roots, left); item && !isLive(item); item = item.right) {
    const found = item.deleted ? undefined : formatOf(item);
    if (found?.key === key) value = formatValue({ [key]: found.value }, key);
    left = item;
  }
  return { left, value };
}

/** Between two characters only the last format of each key counts, and none at the end of a block: the rest is cleared away. */
export function clearGap(transaction: Y.Transaction, roots: FlatRoots, place: FlatItem | null): void {
  const left = liveAtOrLeftOf(place);
  const gap: FlatItem[] = [];
  let right = itemBehind(roots, left);
  for (; right && !isLive(right); right = right.right) if (isKnownFormatItem(right)) gap.push(right);
  if (!gap.length) return;
  if (!right || (isMarker(right) && resetsFormats(roots, right))) {
    for (const item of gap) deleteItem(transaction, item);
    return;
  }
  const before = formatsUpTo(roots, left);
  for (const key of FORMAT_KEYS) clearKey(transaction, gap, key, formatValue(before, key));
}

function clearKey(transaction: Y.Transaction, gap: FlatItem[], key: FormatKey, before: true | string | null): void {
  const items = gap.filter((item) => formatOf(item)?.key === key);
  const last = items.pop();
  if (!last) return;
  for (const item of items) deleteItem(transaction, item);
  if (formatValue({ [key]: formatOf(last)?.value }, key) === before) deleteItem(transaction, last);
}

function isKnownFormatItem(item: FlatItem): boolean {
  const key = item.deleted ? undefined : formatOf(item)?.key;
  return key !== undefined && FORMAT_KEYS.some((known) => known === key);
}

function liveAtOrLeftOf(item: FlatItem | null): FlatItem | null {
  let left = item;
  while (left && !isLive(left)) left = left.left;
  return left;
}
