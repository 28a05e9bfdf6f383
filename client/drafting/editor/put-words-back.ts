import type { Node } from '@tiptap/pm/model';
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { FlatBinding } from '../../../shared/text/live/flat-binding.ts';
import { remnantPlaces } from '../../../shared/text/live/remnant-places.ts';
import type { TakenWords } from '../../../shared/text/live/taken-words.ts';

const KNOWN_BY = 4; // characters before the words that must be found again, or they go to the end of the block

/**
 * The change that puts taken words back: into the block they were in where that is in the text, otherwise as a paragraph of their own
 * behind what stood before it. What is left of them elsewhere goes. An ordinary edit, so it is undone, and suggested, like any.
 */
export function putWordsBack(binding: FlatBinding, state: EditorState, taken: TakenWords): Transaction {
  const { tr, doc } = state;
  const words = taken.words.join(' ');
  const home = findBlock(doc, taken.blockId);
  const target = home ? placeInBlock(home.node, home.at, taken) : behindBlock(binding, doc, taken);
  for (const { from, to } of remnantPlaces(binding.shared, doc, taken.remnants).reverse()) tr.delete(from, to);
  const at = tr.mapping.map(target);
  if (home) tr.insertText(spaced(tr.doc, at, words), at);
  else tr.insert(at, state.schema.nodes['block']?.create(null, state.schema.text(words)) ?? []);
  const end = home ? at + words.length : at + 1 + words.length;
  return tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(end, tr.doc.content.size)), -1)).scrollIntoView();
}

function findBlock(doc: Node, blockId: string): { node: Node; at: number } | undefined {
  let found: { node: Node; at: number } | undefined;
  doc.descendants((node, at) => {
    if (node.type.name === 'block' && node.attrs['id'] === blockId) found ??= { node, at };
    return found === undefined;
  });
  return found;
}

/** Behind the longest end of what stood before the words; at the end of the block when nothing of it is there any more. */
function placeInBlock(block: Node, at: number, { passage }: TakenWords): number {
  const text = block.textBetween(0, block.content.size, undefined, '\uFFFC');
  const first = passage.findIndex(({ own }) => own);
  const before = passage
    .slice(0, Math.max(first, 0))
    .map((piece) => piece.text)
    .join('')
    .trimEnd();
  if (before === '' && first === 0) return at + 1;
  for (let length = before.length; length >= Math.min(KNOWN_BY, before.length) && length > 0; length--) {
    const found = text.indexOf(before.slice(-length));
    if (found >= 0) return at + 1 + found + length;
  }
  return at + 1 + block.content.size;
}

/** Behind the block of the text that stands where theirs was. */
function behindBlock(binding: FlatBinding, doc: Node, { left, near }: TakenWords): number {
  const place = left && binding.positionOf(left);
  const known = place === undefined ? undefined : doc.resolve(Math.min(place, doc.content.size)).index(0);
  const index = known ?? doc.children.findIndex(({ attrs }) => attrs['id'] === near);
  const before = index < 0 ? doc.childCount - 1 : Math.min(index, doc.childCount - 1);
  return doc.children.slice(0, before + 1).reduce((sum, { nodeSize }) => sum + nodeSize, 0);
}

/** The words with a space on each side where another word touches them. */
function spaced(doc: Node, at: number, words: string): string {
  const place = doc.resolve(at);
  const text = place.parent.textBetween(0, place.parent.content.size, undefined, ' ');
  const [before, behind] = [text[place.parentOffset - 1] ?? ' ', text[place.parentOffset] ?? ' '];
  return `${/\s/.test(before) ? '' : ' '}${words}${/[\s.,;:!?)]/.test(behind) ? '' : ' '}`;
}
