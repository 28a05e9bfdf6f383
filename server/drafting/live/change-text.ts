import type { Node } from '@tiptap/pm/model';
import { EditorState } from '@tiptap/pm/state';
import * as Y from 'yjs';
import { makeId } from '../../../shared/kernel/ids.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { documentSchema } from '../../../shared/text/live/document-schema.ts';
import { FlatBinding } from '../../../shared/text/live/flat-binding.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { placeOfRelative, type PlaceNow } from '../../../shared/text/live/relative-place.ts';
import { renderDocument } from '../../../shared/text/live/render-document.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';

/** Brings a live text to what `change` makes of it, writing only what differs, through the same binding as an editor. */
export function changeText(doc: Y.Doc, change: (text: DocumentText, placeNow: PlaceNow) => DocumentText): void {
  const wanted = documentOf(change(readDocumentText(doc), (place) => placeOfRelative(doc, place)));
  const binding = new FlatBinding(doc, documentSchema);
  let state = EditorState.create({ doc: binding.document, plugins: [binding.plugin()] });
  binding.connect({
    state: () => state,
    dispatch: (transaction) => (state = state.apply(transaction)),
    composing: () => false,
  });
  const transaction = state.tr;
  const before = state.doc;
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

/** The editor's document for a text. */
function documentOf(text: DocumentText): Node {
  const scratch = new Y.Doc();
  seedDocument(scratch, text.blocks.length > 0 ? text : { schema: 1, blocks: [emptyBlock()] });
  const node = renderDocument(scratch, documentSchema);
  scratch.destroy();
  return node;
}

function emptyBlock(): DocumentText['blocks'][number] {
  return { id: makeId(), kind: 'paragraph', level: 0, content: [] };
}

function sameBlocks(before: Node, after: Node): boolean {
  if (before.childCount !== after.childCount) return false;
  return before.children.every((child, index) => child.attrs['id'] === after.child(index).attrs['id']);
}
