import { Fragment, type Node } from '@tiptap/pm/model';
import { EditorState } from '@tiptap/pm/state';
import type * as Y from 'yjs';
import { makeId } from '../../../shared/kernel/ids.ts';
import type { Block, DocumentText } from '../../../shared/text/document-text.ts';
import { documentToNodes } from '../../../shared/text/live/document-nodes.ts';
import { documentSchema } from '../../../shared/text/live/document-schema.ts';
import { FlatBinding } from '../../../shared/text/live/flat-binding.ts';
import { openRoots } from '../../../shared/text/live/flat-root.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { placeOfRelative, type PlaceNow } from '../../../shared/text/live/relative-place.ts';
import { layoutOf } from '../../../shared/text/live/table-layout.ts';
import { columnIdsOf, gridOf } from '../../../shared/text/live/table-nodes.ts';

/**
 * Brings a live text to what `change` makes of it, writing only what differs, through the same binding as an editor. Suggestions stay
 * open, but for those in a block whose words change; where blocks come, go or move, those between the first and the last are rejected.
 */
export function changeText(doc: Y.Doc, change: (text: DocumentText, placeNow: PlaceNow) => DocumentText): void {
  const stands = readDocumentText(doc);
  const changedText = change(stands, (place) => placeOfRelative(doc, place));
  const binding = new FlatBinding(doc, documentSchema);
  let state = EditorState.create({ doc: binding.document, plugins: [binding.plugin()] });
  binding.connect({
    state: () => state,
    dispatch: (transaction) => (state = state.apply(transaction)),
    composing: () => false,
  });
  const { tr } = state;
  const now: Now = { doc: state.doc, columnsOf: (table) => columnsStanding(doc, table) };
  const wanted = documentOf(changedText, now);
  const changed = changedBlocks(documentOf(stands, now), wanted);
  if (changed) {
    const places: { from: number; to: number; fresh: Node }[] = [];
    state.doc.forEach((old, from) => {
      const fresh = changed.get(String(old.attrs['id']));
      if (fresh && !old.eq(fresh)) places.push({ from, to: from + old.nodeSize, fresh });
    });
    for (const { from, to, fresh } of places.reverse()) tr.replaceWith(from, to, fresh);
  } else tr.replaceWith(0, state.doc.content.size, wanted.content);
  if (tr.docChanged) {
    state = state.apply(tr);
    binding.flush();
  }
  binding.disconnect();
}

/** The blocks that are to change, by id; undefined when blocks come, go or move. */
function changedBlocks(before: Node, wanted: Node): Map<string, Node> | undefined {
  if (!sameBlocks(before, wanted)) return undefined;
  const changed = wanted.children.filter((child, index) => !child.eq(before.child(index)));
  return new Map(changed.map((child) => [String(child.attrs['id']), child]));
}

/** The document as the editor has it, and the columns of a table that stand, without those that are only proposed. */
type Now = { doc: Node; columnsOf: (table: string) => string[] };

function columnsStanding(doc: Y.Doc, table: string): string[] {
  return layoutOf(openRoots(doc), table, 'stands').columns.map(({ id }) => id);
}

/** The editor's document for a text; tables of the document as it is go on in it. */
function documentOf(text: DocumentText, now: Now): Node {
  const nodes = new Map(now.doc.children.map((node) => [String(node.attrs['id']), node]));
  const blocks = text.blocks.length > 0 ? text.blocks : [emptyBlock()];
  const wanted = documentToNodes(documentSchema, { schema: 1, blocks }).map((node, index) => {
    const old = nodes.get(String(node.attrs['id']));
    return old ? asOldTable(node, old, { block: blocks[index], now }) : node;
  });
  return documentSchema.topNodeType.create(null, wanted);
}

/** A changed table goes on in the rows, columns and cells it has; one that an older Concord kept stays kept. */
function asOldTable(node: Node, old: Node, { block, now }: { block: Block | undefined; now: Now }): Node {
  if (block?.kind !== 'table' || node.type.name !== 'table' || old.type.name === 'block') return node;
  const { headerRow, headerColumn, rows } = block;
  if (old.type.name === 'keptTable') return old.type.create({ ...old.attrs, table: { headerRow, headerColumn, rows } });
  const tableId = old.attrs['tableId'] as string;
  return withColumns(node.type.create({ ...node.attrs, tableId }, node.content), now.columnsOf(tableId));
}

/** A table of as many columns as before has the same columns. */
function withColumns(table: Node, columns: string[]): Node {
  const grid = gridOf(table);
  if (columnIdsOf(table).length !== columns.length) return table;
  const rows = grid.children.map((row) => {
    const cells = row.children.map((cell, index) => cell.type.create({ ...cell.attrs, column: columns[index] }, cell.content));
    return row.copy(Fragment.fromArray(cells));
  });
  const content = [grid.copy(Fragment.fromArray(rows)), ...table.children.slice(1)];
  return table.type.create({ ...table.attrs, columns }, content);
}

function emptyBlock(): Block {
  return { id: makeId(), kind: 'paragraph', level: 0, content: [] };
}

function sameBlocks(before: Node, after: Node): boolean {
  if (before.childCount !== after.childCount) return false;
  return before.children.every((child, index) => child.attrs['id'] === after.child(index).attrs['id']);
}
