import type { Node } from '@tiptap/pm/model';
import { NodeSelection, TextSelection, type Command, type EditorState } from '@tiptap/pm/state';
import { makeId } from '../../../shared/kernel/ids.ts';
import type { Picture, PictureSize } from '../../../shared/text/document-text.ts';
import { pictureOfNode } from '../../../shared/text/live/document-schema.ts';

/** A picture at the caret: its node, where it begins, and what it shows. */
export type PicturePlace = { node: Node; start: number; picture: Picture };

/** Puts a picture behind the caret's block, or in the place of an empty paragraph; the caret goes into its caption. */
export function insertPicture(picture: Picture): Command {
  return (state, dispatch) => {
    const { picture: type } = state.schema.nodes;
    const { $from } = state.selection;
    if (!type) return false;
    const block = $from.depth > 0 ? $from.node(1) : undefined;
    const isEmpty = block?.type.name === 'block' && !block.content.size && block.attrs.kind === 'paragraph';
    const behind = block ? $from.after(1) : state.selection.to;
    const start = isEmpty ? $from.before(1) : behind;
    const transaction = state.tr.replaceWith(start, behind, type.create({ id: makeId(), picture }));
    dispatch?.(transaction.setSelection(TextSelection.create(transaction.doc, start + 1)).scrollIntoView());
    return true;
  };
}

/** The picture whose caption the caret is in, or that is selected. */
export function pictureAtCaret({ selection }: EditorState): PicturePlace | undefined {
  if (selection instanceof NodeSelection) return placeOf(selection.node, selection.from);
  const { $from } = selection;
  return $from.depth === 1 ? placeOf($from.parent, $from.before(1)) : undefined;
}

/** Describes the picture at the caret, or says why it needs no description. */
export function describePicture(words: Pick<Picture, 'alt' | 'decorative'>): Command {
  return changePicture(({ alt: _alt, decorative: _decorative, ...picture }) => ({ ...picture, ...words }));
}

/** Shows the picture at the caret small, at half the width, or as wide as the text; its proportion stays. */
export function sizePicture(size: PictureSize | undefined): Command {
  return changePicture(({ size: _size, ...picture }) => (size === undefined ? picture : { ...picture, size }));
}

/** Deletes the picture at the caret with its caption. */
export const deletePicture: Command = (state, dispatch) => {
  const place = pictureAtCaret(state);
  if (!place) return false;
  const end = place.start + place.node.nodeSize;
  const transaction = state.tr;
  if (state.doc.childCount > 1) transaction.delete(place.start, end);
  else transaction.replaceWith(place.start, end, state.schema.node('block', { id: makeId() }));
  const caret = transaction.doc.resolve(Math.min(place.start, transaction.doc.content.size));
  dispatch?.(transaction.setSelection(TextSelection.near(caret, -1)).scrollIntoView());
  return true;
};

function changePicture(change: (picture: Picture) => Picture): Command {
  return (state, dispatch) => {
    const place = pictureAtCaret(state);
    if (!place) return false;
    dispatch?.(state.tr.setNodeAttribute(place.start, 'picture', change(place.picture)));
    return true;
  };
}

function placeOf(node: Node, start: number): PicturePlace | undefined {
  const picture = pictureOfNode(node);
  return picture ? { node, start, picture } : undefined;
}
