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

/**
 * Brings a live text to what `change` makes of it, writing only what differs, through the same binding as an editor. Suggestions stay
 * open, but for those in a block whose words change; where blocks come, go or move, those between the first and the last are rejected.
 */
export function changeText(doc: Y.Doc, change: (text: DocumentText, placeNow: PlaceNow) => DocumentText): void {
  const stands = readDocumentText(doc);
  const wanted = documentOf(change(stands, (place) => placeOfRelative(doc, place)));
  const binding = new FlatBinding(doc, documentSchema);
  let state = EditorState.create({ doc: binding.document, plugins: [binding.plugin()] });
  binding.connect({
    state: () => state,
    dispatch: (transaction) => (state = state.apply(transaction)),
    composing: () => false,
  });
  const { tr } = state;
  const changed = changedBlocks(documentOf(stands), wanted);
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
