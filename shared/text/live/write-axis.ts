import type { FlatState } from './flat-state.ts';
import { keyBetween, type OrderKey } from './order-key.ts';
import { recordOf, tableMap, type Axis, type AxisEntry } from './table-layout.ts';

/** The rows or columns of a table before and after a local change; `header` says that the first before is a header. */
export type AxisChange = { axis: Axis; before: readonly string[]; after: readonly string[]; header: boolean };

/**
 * Writes which rows or columns came, went and moved. A deletion is a record of what was seen, never of the cells themselves; a
 * move is one key, so two moves at once leave one row in one place.
 */
export function writeAxis(state: FlatState, table: string, change: AxisChange, shown: readonly AxisEntry[]): void {
  const { axis, before, after } = change;
  if (before.length === after.length && before.every((id, i) => id === after[i])) return;
  const stays = new Set(after);
  for (const id of before) if (!stays.has(id)) recordRemoval(state, table, axis, id);
  placeEntries(state, table, change, shown);
}

function recordRemoval({ roots }: FlatState, table: string, axis: Axis, id: string): void {
  const cells = roots.tables.cellsOf(table).filter((cell) => (axis === 'r' ? cell.row : cell.column) === id);
  tableMap(roots.doc, table).set(`${axis}x:${id}`, recordOf(roots.doc, cells));
}

/** Gives keys to what is new or moved, between the neighbours that stay where they are. */
function placeEntries(state: FlatState, table: string, change: AxisChange, shown: readonly AxisEntry[]): void {
  const { axis, after, header } = change;
  const map = tableMap(state.roots.doc, table);
  const orders = new Map(shown.flatMap(({ id, order }) => (order === undefined ? [] : [[id, order] as const])));
  const pinned = header ? shown[0]?.id : undefined; // a header is first whatever its key says
  const settled = unmoved(change, pinned);
  let left: OrderKey | null = null;
  after.forEach((id, i) => {
    if (settled.has(id)) {
      left = orders.get(id) ?? left;
      return;
    }
    if (id === pinned) return;
    const next = after.slice(i + 1).find((other) => settled.has(other));
    left = keyBetween(left, (next === undefined ? undefined : orders.get(next)) ?? null);
    map.set(`${axis}:${id}`, left);
    if (map.has(`${axis}x:${id}`)) map.delete(`${axis}x:${id}`);
  });
}

/** The entries that kept their order among each other: a longest rising run of their old places. */
function unmoved({ before, after }: AxisChange, pinned: string | undefined): Set<string> {
  const place = new Map(before.map((id, i) => [id, i]));
  const kept = after.filter((id) => place.has(id) && id !== pinned);
  const best: { length: number; from: number }[] = [];
  kept.forEach((id, i) => {
    best[i] = { length: 1, from: -1 };
    for (let j = 0; j < i; j++) {
      const rises = (place.get(kept[j] ?? '') ?? 0) < (place.get(id) ?? 0);
      if (rises && (best[j]?.length ?? 0) >= (best[i]?.length ?? 0)) best[i] = { length: (best[j]?.length ?? 0) + 1, from: j };
    }
  });
  const run = new Set<string>();
  let at = best.reduce((top, { length }, i) => (length > (best[top]?.length ?? 0) ? i : top), 0);
  while (at >= 0 && kept[at] !== undefined) {
    run.add(kept[at] ?? '');
    at = best[at]?.from ?? -1;
  }
  return run;
}
