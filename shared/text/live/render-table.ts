import type { Node, Schema } from '@tiptap/pm/model';
import { listMarkers, openCell, type BlockMarker, type FlatRoots } from './flat-root.ts';
import { layoutOf, type AxisEntry, type TableLayout } from './table-layout.ts';
import { cellRootName, firstBlockId, type CellAddress } from './table-names.ts';
import type { CellScope } from './table-schema.ts';

/** How one block of a text is drawn; handed in, because what draws blocks draws tables too. */
export type RenderBlock = (roots: FlatRoots, schema: Schema, marker: BlockMarker) => Node;

/** The shared text a table is drawn from, and how. */
export type TableSource = { roots: FlatRoots; schema: Schema; renderBlock: RenderBlock };

/** A table of the editor's document: the block's id, its rows as the shared text has them, and the line behind it. */
export function renderTable(source: TableSource, block: { id: string; tableId: string }, behind: Node): Node {
  const layout = layoutOf(source.roots, block.tableId);
  const grid = renderGrid(source, block.tableId, layout, () => undefined);
  return source.schema.node('table', { ...block, ...tableAttributes(layout) }, [grid, behind]);
}

/** What a table node says of its layout. */
export function tableAttributes(layout: TableLayout): { columns: string[]; headerRow: boolean; headerColumn: boolean } {
  const { columns, headerRow, headerColumn } = layout;
  return { columns: columns.map(({ id }) => id), headerRow, headerColumn };
}

/** The rows of a table; cells the editor has already are taken from there. */
export function renderGrid(
  source: TableSource,
  table: string,
  layout: TableLayout,
  known: (row: string, column: string) => Node | undefined,
): Node {
  const { columns } = layout;
  const rows = layout.rows.map((row, rowIndex) => {
    const cells = columns.map((column, columnIndex) => {
      const attrs = cellAttributes(layout, rowIndex, columnIndex);
      const cell = known(row.id, column.id) ?? renderCell(source, { table, row: row.id, column: column.id });
      return sameAttributes(cell, attrs) ? cell : cell.type.create(attrs, cell.content);
    });
    return source.schema.node('tableRow', { id: row.id, recovered: row.recovered }, cells);
  });
  return source.schema.node('grid', null, rows);
}

/** One cell with its text. */
export function renderCell({ roots, schema, renderBlock }: TableSource, address: CellAddress): Node {
  const attrs = { column: address.column, scope: null, recovered: false };
  if (!roots.doc.share.has(cellRootName(address))) return schema.node('tableCell', attrs, blankBlock(schema, address));
  const cell = openCell(roots, address);
  const blocks = listMarkers(cell).map((marker) => renderBlock(cell, schema, marker));
  return schema.node('tableCell', attrs, blocks);
}

/** The one block of a cell in which nobody has written. */
export function blankBlock(schema: Schema, address: CellAddress): Node {
  return schema.node('block', { id: firstBlockId(address), kind: 'paragraph', level: 0 });
}

/** What a cell node says of its place. */
export function cellAttributes(
  layout: TableLayout,
  row: number,
  column: number,
): { column: string; scope: CellScope; recovered: boolean } {
  const entry: AxisEntry | undefined = layout.columns[column];
  return {
    column: entry?.id ?? '',
    scope: scopeAt(layout, row, column),
    recovered: entry?.recovered ?? false,
  };
}

/** Whether a cell heads its column or its row. */
export function scopeAt(table: { headerRow: boolean; headerColumn: boolean }, row: number, column: number): CellScope {
  if (table.headerRow && row === 0) return 'col';
  return table.headerColumn && column === 0 ? 'row' : null;
}

function sameAttributes(cell: Node, attrs: Record<string, unknown>): boolean {
  return Object.entries(attrs).every(([name, value]) => cell.attrs[name] === value);
}
