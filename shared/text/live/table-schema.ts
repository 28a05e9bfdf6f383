import type { Node, NodeSpec } from '@tiptap/pm/model';

/** Where a header cell stands: it heads its column or its row. */
export type CellScope = 'col' | 'row' | null;

/** A table with its rows, and the line directly behind it, in which one can always write. */
export const tableSpec: NodeSpec = {
  group: 'blocks',
  content: 'grid behind',
  isolating: true,
  attrs: {
    id: { default: null },
    tableId: { default: null },
    columns: { default: null },
    headerRow: { default: false },
    headerColumn: { default: false },
  },
  toDOM: (node) => [
    'div',
    { class: 'c-table-block', 'data-id': String(node.attrs.id), 'data-table': String(node.attrs.tableId ?? '') },
    0,
  ],
};

/** The rows of a table. */
export const gridSpec: NodeSpec = {
  content: 'tableRow+',
  selectable: false,
  toDOM: () => ['div', { class: 'c-table-frame' }, ['table', { class: 'c-text-table' }, ['tbody', 0]]],
};

/** One row; a recovered one was deleted while somebody wrote in it. */
export const tableRowSpec: NodeSpec = {
  content: 'tableCell+',
  selectable: false,
  attrs: { id: { default: null }, recovered: { default: false } },
  toDOM: (node) => ['tr', { 'data-id': String(node.attrs.id), ...(node.attrs.recovered ? { class: 'c-recovered' } : {}) }, 0],
};

/** One cell, a text of its own. */
export const tableCellSpec: NodeSpec = {
  content: 'block+',
  isolating: true,
  selectable: false,
  attrs: { column: { default: null }, scope: { default: null }, recovered: { default: false } },
  toDOM: (node) => [node.attrs.scope ? 'th' : 'td', cellDomAttributes(node), 0],
};

/** The text directly behind a table; its words are a paragraph of the canonical text. */
export const behindSpec: NodeSpec = { content: 'inline*', selectable: false, toDOM: () => ['p', { class: 'c-table-behind' }, 0] };

function cellDomAttributes(node: Node): Record<string, string> {
  const { column, scope, recovered } = node.attrs;
  const attributes: Record<string, string> = { 'data-column': String(column) };
  if (scope) attributes.scope = String(scope);
  if (recovered) attributes.class = 'c-recovered';
  return attributes;
}
