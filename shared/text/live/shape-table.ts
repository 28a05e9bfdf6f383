import type { Node, Schema } from '@tiptap/pm/model';
import { makeId } from '../../kernel/ids.ts';
import { tableIdOf } from './document-schema.ts';
import { blankBlock, scopeAt } from './render-table.ts';
import { firstColumnIds, isFirstBlockId, makeShortId } from './table-names.ts';
import { columnIdsOf, gridOf, recoveredIn } from './table-nodes.ts';

const known = new WeakSet<Node>(); // tables that are in shape, so that a keystroke elsewhere does not look at them again

/**
 * A table as it must be after an edit, whatever the editor did to it: every row has one cell for each column, every row an id of
 * its own, and the cells say what they head. Words of cells too many go to the cell before. A copy gets new ids throughout.
 * The same node when nothing is to do.
 */
export function shapeTable(node: Node, copy: boolean): Node {
  if (!copy && known.has(node)) return node;
  const fresh = copy || tableIdOf(node) === null;
  const tableId = fresh ? makeShortId() : tableIdOf(node);
  const columns = fresh || !columnIdsOf(node).length ? firstColumnIds(widthOf(node)) : columnIdsOf(node);
  const attrs = { ...node.attrs, tableId, columns };
  const taken = new Set<string>();
  const rows = gridOf(node).children.map((row, index) => {
    const id = fresh || !row.attrs.id || taken.has(String(row.attrs.id)) ? makeId() : String(row.attrs.id);
    taken.add(id);
    return shapeRow(row, { id, index, fresh, columns, table: node, tableId: tableId ?? '' });
  });
  const isSame = node.hasMarkup(node.type, attrs) && rows.every((row, i) => row === gridOf(node).child(i));
  const shaped = isSame ? node : node.type.create(attrs, [gridOf(node).type.create(null, rows), ...node.children.slice(1)]);
  known.add(shaped);
  return shaped;
}

type RowPlace = { id: string; index: number; fresh: boolean; columns: string[]; table: Node; tableId: string };

function shapeRow(row: Node, { id, index, fresh, columns, table, tableId }: RowPlace): Node {
  const { schema } = row.type;
  const byColumn = cellsByColumn(row, columns, fresh);
  const heads = { headerRow: Boolean(table.attrs.headerRow), headerColumn: Boolean(table.attrs.headerColumn) };
  const cells = columns.map((column, place) => {
    const [first, ...more] = byColumn.get(column) ?? [];
    const address = { table: tableId, row: id, column };
    const isRecovered = !fresh && (first ? Boolean(first.attrs.recovered) : recoveredIn(table).has(column));
    const attrs = { column, scope: scopeAt(heads, index, place), recovered: isRecovered };
    if (!first || (!more.length && needsBlank(first, fresh))) return cellType(schema).create(attrs, blankBlock(schema, address));
    if (!more.length && !fresh && first.hasMarkup(first.type, attrs)) return first;
    const blocks = [first, ...more].flatMap((cell) => cell.children);
    return cellType(schema).create(attrs, fresh ? blocks.map(withoutPlace) : blocks);
  });
  const attrs = { id, recovered: !fresh && Boolean(row.attrs.recovered) };
  const isSame =
    row.hasMarkup(row.type, attrs) && cells.length === row.childCount && cells.every((cell, i) => cell === row.child(i));
  return isSame ? row : row.type.create(attrs, cells);
}

/** The cells of a row by the column they belong to; those without one take free columns in their order, then the last. */
function cellsByColumn(row: Node, columns: string[], fresh: boolean): Map<string, Node[]> {
  const found = new Map<string, Node[]>();
  const put = (column: string | undefined, cell: Node): void => {
    if (column !== undefined) found.set(column, [...(found.get(column) ?? []), cell]);
  };
  if (fresh) {
    row.forEach((cell, _, i) => put(columns[Math.min(i, columns.length - 1)], cell));
    return found;
  }
  const strays: Node[] = [];
  for (const cell of row.children) {
    if (columns.includes(String(cell.attrs.column))) put(String(cell.attrs.column), cell);
    else if (!isBlank(cell)) strays.push(cell);
  }
  for (const cell of strays) put(columns.find((column) => !found.has(column)) ?? columns.at(-1), cell);
  return found;
}

function isBlank(cell: Node): boolean {
  return cell.childCount === 1 && cell.child(0).content.size === 0;
}

/** A blank cell needs no text of its own, so its block takes the id that the place gives. */
function needsBlank(cell: Node, fresh: boolean): boolean {
  const { id, kind, pageBreak } = cell.child(0).attrs;
  return isBlank(cell) && kind === 'paragraph' && !pageBreak && (fresh || !id);
}

function widthOf(table: Node): number {
  return Math.max(...gridOf(table).children.map((row) => row.childCount));
}

/** A block that came from the start of another cell must not keep the id that only that place gives. */
function withoutPlace(block: Node): Node {
  return isFirstBlockId(String(block.attrs.id ?? '')) ? block.type.create({ ...block.attrs, id: null }, block.content) : block;
}

function cellType(schema: Schema) {
  const type = schema.nodes.tableCell;
  if (!type) throw new Error('The schema has no table cells.');
  return type;
}
