import type { Node } from '@tiptap/pm/model';
import { TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import { makeId } from '../../../shared/kernel/ids.ts';
import { positionOfBlock } from '../../../shared/text/live/document-tokens.ts';

/** The key of notes: behind a mark it leads to its note, in a note back to its mark, anywhere else it makes a new note. */
export const noteKey: Command = (state, dispatch) => {
  const inside = noteAround(state.doc, state.selection.$from.index(0));
  if (inside !== undefined) return goToMark(inside)(state, dispatch);
  const before = state.selection.$from.nodeBefore;
  if (before?.type.name === 'noteMark') return goToNote(String(before.attrs.note))(state, dispatch);
  return insertNote(state, dispatch);
};

/** Puts a mark behind the selection and an empty note at the end of the text, in the order of the marks; the caret goes into it. */
export const insertNote: Command = (state, dispatch) => {
  const { noteMark, block } = state.schema.nodes;
  const { $to, to } = state.selection;
  if (!noteMark || !block || !$to.parent.inlineContent || noteAround(state.doc, $to.index(0)) !== undefined) return false;
  const note = makeId();
  const transaction = state.tr.insert(to, noteMark.create({ note }));
  const place = transaction.mapping.map(placeForNote(state.doc, to));
  transaction.insert(place, block.create({ id: note, kind: 'note', level: 0 }));
  dispatch?.(transaction.setSelection(TextSelection.create(transaction.doc, place + 1)).scrollIntoView());
  return true;
};

/** Puts the caret at the end of a note. */
export function goToNote(note: string): Command {
  return (state, dispatch) => {
    const index = indexOfNote(state.doc, note);
    if (index < 0) return false;
    return putCaret(state, dispatch, positionOfBlock(state.doc, index) + 1 + state.doc.child(index).content.size);
  };
}

/** Puts the caret behind the first mark of a note. */
export function goToMark(note: string): Command {
  return (state, dispatch) => {
    const mark = marksIn(state.doc).find((each) => each.note === note);
    return mark ? putCaret(state, dispatch, mark.position + 1) : true;
  };
}

/** Deletes a note with its further paragraphs and all its marks; the caret goes to where the first mark stood. */
export function deleteNote(note: string): Command {
  return (state, dispatch) => {
    const index = indexOfNote(state.doc, note);
    if (index < 0) return false;
    const transaction = state.tr;
    const end = endOfNote(state.doc, index);
    if (end - index < state.doc.childCount)
      transaction.delete(positionOfBlock(state.doc, index), positionOfBlock(state.doc, end));
    const marks = marksIn(state.doc).filter((mark) => mark.note === note);
    for (const { position } of [...marks].reverse()) transaction.delete(position, position + 1);
    const caret = Math.min(marks[0]?.position ?? transaction.selection.from, transaction.doc.content.size);
    transaction.setSelection(TextSelection.near(transaction.doc.resolve(caret), -1));
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

/** The note a block belongs to: its own first paragraph, or a further one behind it; undefined for any other block. */
export function noteAround(doc: Node, index: number): string | undefined {
  for (let at = Math.min(index, doc.childCount - 1); at >= 0; at--) {
    const { kind, id } = doc.child(at).attrs;
    if (kind === 'note') return String(id);
    if (kind !== 'continued') return undefined;
  }
  return undefined;
}

function putCaret(state: EditorState, dispatch: ((transaction: Transaction) => void) | undefined, position: number): boolean {
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, position)).scrollIntoView());
  return true;
}

/** Behind the note of the nearest mark before; before all others when there is none. */
function placeForNote(doc: Node, caret: number): number {
  const marks = marksIn(doc).filter(({ position }) => position < caret);
  for (const { note } of marks.reverse()) {
    const index = indexOfNote(doc, note);
    if (index >= 0) return positionOfBlock(doc, endOfNote(doc, index));
  }
  const first = doc.children.findIndex((node) => node.attrs.kind === 'note');
  return first < 0 ? doc.content.size : positionOfBlock(doc, first);
}

function indexOfNote(doc: Node, note: string): number {
  return doc.children.findIndex((node) => node.attrs.kind === 'note' && node.attrs.id === note);
}

function endOfNote(doc: Node, index: number): number {
  let end = index + 1;
  while (end < doc.childCount && doc.child(end).attrs.kind === 'continued') end++;
  return end;
}

function marksIn(doc: Node): { note: string; position: number }[] {
  const marks: { note: string; position: number }[] = [];
  doc.descendants((node, position) => {
    if (node.type.name === 'noteMark') marks.push({ note: String(node.attrs.note), position });
    return !node.isLeaf;
  });
  return marks;
}
