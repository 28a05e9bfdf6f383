import type * as Y from 'yjs';
import { attributesOf } from './block-marker.ts';
import { markerLeftOf, openCell, type FlatRoots } from './flat-root.ts';
import type { OwnTyping } from './own-typing.ts';
import type { SeenByDeleters } from './removal-records.ts';
import { layoutOf } from './table-layout.ts';
import { firstBlockId, type CellAddress } from './table-names.ts';
import { unitsOfItem, wordsAndPassage, wordsIn, type TakenWords, type Unit } from './taken-words.ts';
import { keyOfEntry } from './yjs-id-ranges.ts';
import { eachTouchedItem, firstItemOf, isLive, kindOf, parentOf, wasAdded, type FlatItem } from './yjs-internals.ts';

type Reader = { own: OwnTyping; now: number; seen: SeenByDeleters; shownBefore: ReadonlyMap<string, FlatItem> };

const BETWEEN_CELLS: Unit = { unit: ' ', id: { client: -1, clock: 0 }, live: false };

/**
 * Finds in a transaction that has just ended the own words that went out of sight with a table, or within moments of being typed with
 * a row or column. `shownBefore` are the tables' markers before it.
 */
export function takenFromTables(roots: FlatRoots, transaction: Y.Transaction, reader: Reader): TakenWords[] {
  const deleters = deletersOfTables(roots, transaction);
  const shown = roots.tables.markers();
  const gone = [...reader.shownBefore.keys()].filter((table) => !shown.has(table));
  return [...new Set([...deleters.keys(), ...gone])].flatMap((table) => {
    const marker = reader.shownBefore.get(table);
    const deleter = deleters.get(table) ?? (marker && reader.seen.deleterOf(marker.id));
    if (!marker || (deleter !== undefined && reader.own.isOwn(deleter))) return [];
    return takenFromTable(roots, { table, marker, deleter }, reader) ?? [];
  });
}

/** Who took away a table, or rows or columns of it. */
function deletersOfTables({ tables }: FlatRoots, transaction: Y.Transaction): Map<string, number> {
  const deleters = new Map<string, number>();
  eachTouchedItem(transaction, (item) => {
    const table = tables.tableOf(parentOf(item));
    if (table === undefined || !wasAdded(transaction, item) || item.deleted) return;
    if (/^(x$|rx:|kx:)/.test(keyOfEntry(item))) deleters.set(table, item.id.client);
  });
  return deleters;
}

function takenFromTable(
  roots: FlatRoots,
  { table, marker, deleter }: { table: string; marker: FlatItem; deleter: number | undefined },
  { own, now, seen }: Reader,
): TakenWords | undefined {
  const isGone = !roots.tables.markers().has(table);
  const isTaken = ({ id, live }: Unit): boolean => {
    if (!live || !own.isOwn(id.client)) return false;
    return (isGone && seen.isUnseen(marker.id, id)) || own.isFresh(id, now);
  };
  const cells = hiddenCells(roots, table, isGone);
  const units = cells.flatMap((cell) => [...unitsOfCell(roots, cell), BETWEEN_CELLS]);
  const spans = wordsIn(units).filter(({ from, to }) => units.slice(from, to).some(isTaken));
  const [cell] = cells;
  if (spans.length === 0 || !cell) return undefined;
  return {
    ...wordsAndPassage(units, spans),
    from: isGone ? 'table' : 'row',
    deleter,
    blockId: isGone ? table : firstBlockId(cell),
    near: attributesOf(roots, isGone ? markerLeftOf(marker) : (roots.tables.markers().get(table) ?? null)).id,
    left: undefined,
  };
}

function hiddenCells(roots: FlatRoots, table: string, whole: boolean): CellAddress[] {
  const cells = [...roots.tables.cellsOf(table)];
  if (whole) return cells;
  const { rows, columns } = layoutOf(roots, table);
  const [shownRows, shownColumns] = [rows, columns].map((entries) => new Set(entries.map(({ id }) => id)));
  return cells.filter(({ row, column }) => !shownRows?.has(row) || !shownColumns?.has(column));
}

function unitsOfCell(roots: FlatRoots, cell: CellAddress): Unit[] {
  const units: Unit[] = [];
  for (let item = firstItemOf(openCell(roots, cell).flat); item; item = item.right) {
    if (!isLive(item)) continue;
    if (kindOf(item) === 'text') units.push(...unitsOfItem(item));
    else units.push({ unit: ' ', id: item.id, live: true });
  }
  return units;
}
