import type { Place } from './clause-numbers.ts';
import type { TableBlock, TableCell, TableRow } from './document-text.ts';
import { blocksHtml, linkHtml, wordsHtml, type PlaceControl, type Rendering } from './block-html.ts';
import { blockElementId, escapeHtml } from './inline-html.ts';
import { nestCell, type NestedTable } from './nested-blocks.ts';
import { blockText } from './plain-text.ts';

/** A table with its caption, scoped headers and one control for itself and for each row; roles keep it a table when it is stacked. */
export function tableHtml(node: NestedTable, rendering: Rendering): string {
  const { block, place } = node;
  const controls = block.rows.map((row) => rendering.controlFor(rowPlace(row, rendering)));
  const withControls = controls.some((control, index) => control !== undefined && !isHead(block, index));
  const rows = block.rows.map((_row, index) => {
    const control = withControls ? rowControl(isHead(block, index), controls[index]) : '';
    return rowHtml(block, index, rendering) + control + '</tr>';
  });
  const head = block.headerRow ? `<thead role="rowgroup">${rows[0]}</thead>` : '';
  const body = block.headerRow ? rows.slice(1) : rows;
  const own = rendering.controlFor(place);
  const control = own ? linkHtml(own, escapeHtml(own.label)) : '';
  const caption = `<caption>${escapeHtml(captionOf(place, rendering))}</caption>`;
  const inner = `${caption}${head}${body.length > 0 ? `<tbody role="rowgroup">${body.join('')}</tbody>` : ''}`;
  return `<div class="tb" id="${place.address}"><table class="cc-stack" role="table" id="${blockElementId(block.id)}">${inner}</table>${control}</div>`;
}

// What a table is called in print: "Table 3, in 3.5 Time limits".
function captionOf(place: Place, rendering: Pick<Rendering, 'places'>): string {
  const section = place.headingId === undefined ? undefined : rendering.places.get(place.headingId);
  return section ? `${place.label}, in ${section.number} ${section.heading}`.trimEnd() : place.label;
}

function isHead(table: TableBlock, row: number): boolean {
  return table.headerRow && row === 0;
}

function rowPlace(row: TableRow, rendering: Rendering): Place {
  const place = rendering.places.get(row.id);
  if (!place) throw new Error(`No place for row ${row.id}`); // cannot be: places are made from the same text
  return place;
}

function rowHtml(table: TableBlock, index: number, rendering: Rendering): string {
  const row = table.rows[index];
  const cells = row.cells.map((cell, column) => cellHtml(table, { row: index, column }, cell, rendering)).join('');
  return `<tr role="row" id="${rowPlace(row, rendering).address}">${cells}`;
}

function cellHtml(table: TableBlock, at: { row: number; column: number }, cell: TableCell, rendering: Rendering): string {
  const nodes = nestCell(cell.blocks, rendering.places);
  const alone = nodes.length === 1 && nodes[0].inside.length === 0 && nodes[0].block.kind === 'paragraph';
  const inner = alone ? wordsHtml(nodes[0], rendering, 'span') : blocksHtml(nodes, rendering);
  const id = at.column === 0 ? ` id="${blockElementId(table.rows[at.row].id)}"` : ''; // the row itself carries its printed address
  const empty = cell.blocks.every((block) => block.content.length === 0);
  if (isHead(table, at.row) && !empty) return `<th scope="col" role="columnheader"${id}>${inner}</th>`;
  if (table.headerColumn && at.column === 0 && !empty) return `<th scope="row" role="rowheader"${id}>${inner}</th>`;
  return `<td role="cell"${id}>${columnLabel(table, at)}${inner}</td>`;
}

// On a narrow screen each cell stands under the words of its column; hidden from screen readers, which read the header itself.
function columnLabel(table: TableBlock, at: { row: number; column: number }): string {
  if (!table.headerRow || at.row === 0) return '';
  const words = table.rows[0].cells[at.column].blocks.map(blockText).join(' ');
  return words === '' ? '' : `<span class="lb" aria-hidden="true">${escapeHtml(words)}</span>`;
}

function rowControl(head: boolean, control: PlaceControl | undefined): string {
  if (head) return '<th scope="col" role="columnheader" class="ct">Comment</th>';
  if (!control) return '<td role="cell" class="ct"></td>';
  if (control.own) return `<td role="cell" class="ct">${linkHtml(control, escapeHtml(control.label))}</td>`;
  const cut = control.label.lastIndexOf(' ') + 1; // on a wide screen only the row's number shows, the rest is read aloud
  const label = cut > 0 ? `<span class="vm">${escapeHtml(control.label.slice(0, cut - 1))}</span> ` : '';
  const link = linkHtml(control, `${label}${escapeHtml(control.label.slice(cut))}`);
  return `<td role="cell" class="ct">${link}</td>`;
}
