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
  const proposed = new Set(shown.flatMap((entry) => (entry.proposed ? [entry.id] : [])));
  const orders = new Map(shown.flatMap(({ id, order }) => (order === undefined ? [] : [[id, order] as const])));
  const pinned = header ? shown[0]?.id : undefined; // a header is first whatever its key says
  const settled = unmoved(change, pinned, proposed);
  let left: OrderKey | null = null;
  after.forEach((id, i) => {
    if (settled.has(id) || proposed.has(id)) {
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

/**
 * The entries that kept their order among each other: a longest rising run of their old places. What is only proposed stays where
 * its proposal says, and what it changed places with is moved instead.
 */
function unmoved({ before, after }: AxisChange, pinned: string | undefined, proposed: ReadonlySet<string>): Set<string> {
  const place = new Map(before.map((id, i) => [id, i]));
  const kept = after.filter((id) => place.has(id) && id !== pinned).map((id) => ({ id, at: place.get(id) ?? 0 }));
  const runs: { length: number; from: number }[] = [];
  for (const [i, { id, at }] of kept.entries()) {
    const weight = proposed.has(id) ? kept.length : 1;
    runs[i] = { length: weight, from: -1 };
    for (const [j, run] of runs.slice(0, i).entries()) {
      if (kept[j].at < at && run.length + weight > runs[i].length) runs[i] = { length: run.length + weight, from: j };
    }
  }
  const longest = runs.reduce((best, { length }, i) => (length > runs[best].length ? i : best), 0);
  const run = new Set<string>();
  for (let at = runs.length ? longest : -1; at >= 0; at = runs[at].from) run.add(kept[at].id);
  return run;
}
