import type * as Y from 'yjs';
import { additionKey, lineName, readKey, type TableLine } from './ledger-entries.ts';
import { isOrderKey } from './order-key.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import { isDeletionRecord, tableMap, type Axis } from './table-layout.ts';
import { cellOfRoot, isColumnId, isRowId, LAST_RESORT, tableOfRoot, tableRootName } from './table-names.ts';
import { hadEntry, type IncomingChanges, type StructContent } from './yjs-internals.ts';

/** Cells that ever had words, of one document: twice what its tables may show, so that deleted rows and columns have room. */
export const MAX_CELL_ROOTS = 10_000;

/** Entries one table may have for its rows and columns, deleted ones included: five times the longest table. */
export const MAX_TABLE_ENTRIES = 10_000;

/** Checks an entry of a table's map: order keys, deletions and headers, each under the key that it belongs to. */
export function checkTableEntry(key: string | null, content: StructContent): 'bad-table' | null {
  if (key === null) return 'bad-table';
  if (content.kind === 'deleted') return null;
  if (content.kind !== 'values') return 'bad-table';
  const fits = valueOf(key);
  return fits && content.values.every(fits) ? null : 'bad-table'; // several: overwritten values that undo keeps
}

/** What an update does to tables as a whole that it may not: too many cells or entries, or a cell of a row nobody ever made. */
export function checkTables(doc: Y.Doc, incoming: IncomingChanges): 'bad-table' | 'tables-full' | null {
  const cells = [...incoming.roots].flatMap((name) => (doc.share.has(name) ? [] : (cellOfRoot(name) ?? [])));
  const keys = keysByTable(incoming);
  if (cells.length && cells.length + cellCount(doc) > MAX_CELL_ROOTS) return 'tables-full';
  const additions = additionsIn(incoming);
  const isFull = ([table, added]: [string, Set<string>]): boolean =>
    added.size + entriesOf(doc, table) + ledgerOf(doc).lines.countIn(table) > MAX_TABLE_ENTRIES;
  if ([...keys].some(isFull) || [...byTable(additions)].some(isFull)) return 'tables-full';
  const isKnown = (table: string, axis: Axis, line: string): boolean => {
    if (line === LAST_RESORT[axis]) return true;
    const names = [`${axis}:${line}`, `${axis}x:${line}`];
    if (names.some((key) => keys.get(table)?.has(key) || hadKey(doc, table, key))) return true;
    return (
      additions.some((addition) => lineName(addition) === lineName({ table, axis, line })) ||
      wasProposed(doc, { table, axis, line })
    );
  };
  const strange = cells.some(({ table, row, column }) => !isKnown(table, 'r', row) || !isKnown(table, 'k', column));
  return strange ? 'bad-table' : null;
}

function keysByTable({ structs }: IncomingChanges): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>();
  for (const { parent } of structs) {
    if (parent.in !== 'root' || parent.key === null) continue;
    const table = tableOfRoot(parent.name);
    if (table !== undefined) keys.set(table, (keys.get(table) ?? new Set()).add(parent.key));
  }
  return keys;
}

/** The rows and columns that an update proposes. */
function additionsIn({ structs }: IncomingChanges): TableLine[] {
  return structs.flatMap(({ parent }) => {
    const read = parent.in === 'root' && parent.name === 'sug' && parent.key !== null ? readKey(parent.key) : undefined;
    return read?.kind === 'n' && read.line ? [read.line] : [];
  });
}

function byTable(additions: readonly TableLine[]): Map<string, Set<string>> {
  const tables = new Map<string, Set<string>>();
  for (const addition of additions) {
    tables.set(addition.table, (tables.get(addition.table) ?? new Set()).add(lineName(addition)));
  }
  return tables;
}

/** Whether a row or column was ever proposed, by whichever session; also when it was taken back since. */
function wasProposed(doc: Y.Doc, line: TableLine): boolean {
  const { sessions } = ledgerOf(doc);
  const map = doc.getMap('sug');
  return [...sessions.keys()].some((session) => hadEntry(map, additionKey(line, session)));
}

function cellCount(doc: Y.Doc): number {
  return [...doc.share.keys()].filter((name) => cellOfRoot(name) !== undefined).length;
}

function hadKey(doc: Y.Doc, table: string, key: string): boolean {
  return doc.share.has(tableRootName(table)) && hadEntry(tableMap(doc, table), key);
}

function entriesOf(doc: Y.Doc, table: string): number {
  return doc.share.has(tableRootName(table)) ? tableMap(doc, table).size : 0; // a refused update must not leave a root behind
}

/** What may stand under a key of a table's map. */
function valueOf(key: string): ((value: unknown) => boolean) | undefined {
  const whole: Record<string, ((value: unknown) => boolean) | undefined> = { x: isDeletionRecord, hr: isRowId, hc: isColumnId };
  const [kind = '', id, more] = key.split(':');
  if (id === undefined || more !== undefined) return more === undefined ? whole[key] : undefined;
  const isId = kind.startsWith('r') ? isRowId : isColumnId;
  if (!isId(id)) return undefined;
  if (kind === 'r' || kind === 'k') return isOrderKey;
  return kind === 'rx' || kind === 'kx' ? isDeletionRecord : undefined;
}
