import { Fragment, type Node } from '@tiptap/pm/model';
import { EditorState } from '@tiptap/pm/state';
import type * as Y from 'yjs';
import { makeId } from '../../../shared/kernel/ids.ts';
import type { Block, DocumentText } from '../../../shared/text/document-text.ts';
import { wordsOf } from '../../../shared/text/live/block-shape.ts';
import { documentToNodes } from '../../../shared/text/live/document-nodes.ts';
import { documentSchema } from '../../../shared/text/live/document-schema.ts';
import { FlatBinding } from '../../../shared/text/live/flat-binding.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { columnIdsOf, gridOf } from '../../../shared/text/live/table-nodes.ts';

/** Brings a live text to what `change` makes of it, writing only what differs, through the same binding as an editor. */
export function changeText(doc: Y.Doc, change: (text: DocumentText) => DocumentText): void {
  const was = readDocumentText(doc);
  const is = change(was);
  const binding = new FlatBinding(doc, documentSchema);
  let state = EditorState.create({ doc: binding.document, plugins: [binding.plugin()] });
  binding.connect({
    state: () => state,
    dispatch: (transaction) => (state = state.apply(transaction)),
    composing: () => false,
  });
  const transaction = state.tr;
  const before = state.doc;
  const wanted = documentOf({ was, is, before });
  if (sameBlocks(before, wanted)) {
    for (let index = before.childCount - 1, end = before.content.size; index >= 0; index--) {
      const [old, fresh] = [before.child(index), wanted.child(index)];
      if (!old.eq(fresh)) transaction.replaceWith(end - old.nodeSize, end, fresh);
      end -= old.nodeSize;
    }
  } else transaction.replaceWith(0, before.content.size, wanted.content);
  if (transaction.docChanged) {
    state = state.apply(transaction);
    binding.flush();
  }
  binding.disconnect();
}

type TextChange = { was: DocumentText; is: DocumentText; before: Node };

/** The editor's document for the changed text: blocks that did not change stay the very same. */
function documentOf({ was, is, before }: TextChange): Node {
  const unchanged = new Set(was.blocks.map((block) => JSON.stringify(block)));
  const nodes = new Map(before.children.map((node) => [String(node.attrs['id']), node]));
  const blocks = is.blocks.length > 0 ? is.blocks : [emptyBlock()];
  const wanted = documentToNodes(documentSchema, { schema: 1, blocks }).map((node, index) => {
    const old = nodes.get(String(node.attrs['id']));
    if (!old || old.type.name === 'block') return node;
    const keepsWords = wordsOf(old).content.size === 0; // words behind a table are a block of their own in a text
    if (keepsWords && unchanged.has(JSON.stringify(blocks[index]))) return old;
    return asOldTable(node, old, blocks[index]);
  });
  return documentSchema.topNodeType.create(null, wanted);
}

/** A changed table goes on in the rows, columns and cells it has; one that an older Concord kept stays kept. */
function asOldTable(node: Node, old: Node, block: Block | undefined): Node {
  if (block?.kind !== 'table' || node.type.name !== 'table') return node;
  const { headerRow, headerColumn, rows } = block;
  if (old.type.name === 'keptTable') return old.type.create({ ...old.attrs, table: { headerRow, headerColumn, rows } });
  const tableId = old.attrs['tableId'] as string;
  return withColumns(node.type.create({ ...node.attrs, tableId }, node.content), columnIdsOf(old));
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
