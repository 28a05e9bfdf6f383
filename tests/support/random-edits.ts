import { Slice, Fragment, type Node } from '@tiptap/pm/model';
import { AllSelection, type Transaction } from '@tiptap/pm/state';
import { wordsOf, wordsStart } from '../../shared/text/live/block-shape.ts';
import { documentSchema, pictureOfNode } from '../../shared/text/live/document-schema.ts';
import type { FlatWriter } from './flat-writer.ts';
import type { Random } from './seeded-random.ts';

/** The acts of the property test, each as often as it stands here. */
export const EDITS = [
  ...['type', 'type', 'type', 'type', 'delete', 'delete', 'split', 'split', 'join', 'join', 'kind', 'mark', 'unmark', 'replace'],
  ...[
    'deleteOver',
    'move',
    'paste',
    'cutPaste',
    'deleteAll',
    'newBlock',
    'break',
    'undo',
    'undo',
    'redo',
    'deleteBlock',
    'several',
    'note',
    'pageBreak',
  ],
] as const;
/** The same with pictures put in, described and shown in another width. */
export const PICTURE_EDITS: readonly string[] = [...EDITS, 'picture', 'picture', 'describe', 'describe', 'deleteBlock'];

/** The name of one act. */
export type Edit = string;

const KINDS = [
  ['paragraph', 0],
  ['heading', 1],
  ['heading', 3],
  ['bullet', 0],
  ['bullet', 2],
  ['clause', 0],
  ['clause', 1],
  ['quote', 0],
  ['continued', 1],
  ['note', 0],
] as const;

type Place = { doc: Node; starts: number[]; index: number; block: Node; start: number; at: number };

/** Makes one random edit; `keepTables` leaves tables alone. Returns the act and whether the editor itself changed its document. */
export function randomEdit(
  writer: FlatWriter,
  random: Random,
  options: { keepTables?: boolean; edits?: readonly Edit[] } = {},
): {
  edit: Edit;
  typed: boolean;
} {
  const edit = random.pick<Edit>(options.edits ?? EDITS);
  if (edit === 'undo' || edit === 'redo') {
    if (edit === 'undo') writer.undo.undo();
    else writer.undo.redo();
    return { edit, typed: false };
  }
  const transaction = writer.state.tr;
  const place = randomPlace(writer.state.doc, random);
  const spared = options.keepTables && touchesTable(place);
  if (spared && edit !== 'type' && edit !== 'break') return { edit, typed: false };
  ACTS[edit]?.(transaction, place, random, options.keepTables ?? false);
  if (transaction.docChanged) writer.change(transaction);
  return { edit, typed: transaction.docChanged };
}

type Act = (transaction: Transaction, place: Place, random: Random, keepTables: boolean) => void;

const ACTS: Record<string, Act> = {
  type: (tr, { at }, random) => tr.insertText(word(random), at),
  replace: (tr, place, random) => tr.insertText(word(random), place.at, within(place, place.at + random.below(5))),
  delete: (tr, place, random) => {
    const to = within(place, place.at + 1 + random.below(4));
    if (to > place.at) tr.delete(place.at, to);
  },
  deleteOver: (tr, place, random, keepTables) => {
    const to = endOver(place, random, 3, keepTables);
    if (to > place.at) tr.delete(place.at, to);
  },
  split: (tr, { at, block, start }) => {
    if (block.isTextblock) {
      tr.split(at, 1, block.type.name !== 'block' ? [{ type: documentSchema.nodes.block! }] : undefined);
      return;
    }
    const rest = wordsOf(block).content.cut(at - start - wordsStart(block));
    tr.delete(at, start + block.nodeSize - 2).insert(
      tr.mapping.map(start + block.nodeSize),
      documentSchema.nodes.block!.create(null, rest),
    );
  },
  join: (tr, { doc, index, start, block }) => {
    if (index > 0 && block.isTextblock && doc.child(index - 1).isTextblock) tr.join(start);
  },
  kind: (tr, { start, block }, random) => {
    const [kind, level] = random.pick(KINDS);
    if (block.type.name === 'block') tr.setNodeMarkup(start, null, { ...block.attrs, kind, level });
  },
  mark: (tr, place, random) => {
    const to = endOver(place, random, 2, false);
    const name = random.pick(['strong', 'em', 'underline', 'link']);
    const attrs = name === 'link' ? { href: random.pick(['https://example.org/a', 'https://example.org/b']) } : null;
    if (to > place.at) tr.addMark(place.at, to, documentSchema.marks[name]!.create(attrs));
  },
  unmark: (tr, place, random) => {
    const to = endOver(place, random, 2, false);
    if (to > place.at) tr.removeMark(place.at, to);
  },
  move: (tr, { doc, start, block }, random) => {
    if (doc.childCount < 2) return;
    tr.delete(start, start + block.nodeSize);
    tr.insert(startOf(tr.doc, random.below(tr.doc.childCount + 1)), block);
  },
  moveSection: (tr, { doc, starts, start, index }, random) => {
    const count = Math.min(1 + random.below(3), doc.childCount - index);
    if (count === doc.childCount) return;
    const blocks = Array.from({ length: count }, (_, i) => doc.child(index + i));
    tr.delete(start, starts[index + count] ?? doc.content.size);
    tr.insert(startOf(tr.doc, random.below(tr.doc.childCount + 1)), blocks);
  },
  moveAndWrite: (tr, place, random, keepTables) => {
    ACTS.moveSection?.(tr, place, random, keepTables);
    for (let n = random.below(3); n > 0; n--) {
      const other = randomPlace(tr.doc, random); // a moved section renews references to it elsewhere
      if (random.chance(0.5)) tr.insertText(word(random), other.at);
      else if (within(other, other.at + 2) > other.at) tr.delete(other.at, within(other, other.at + 2));
    }
  },
  paste: (tr, { doc, start, index }, random) => {
    const blocks = Array.from({ length: Math.min(1 + random.below(2), doc.childCount - index) }, (_, i) => doc.child(index + i));
    tr.insert(start, blocks);
  },
  cutPaste: (tr, place, random) => {
    const to = endOver(place, random, 2, false);
    const slice = place.doc.slice(place.at, to);
    if (to <= place.at) return;
    tr.delete(place.at, to);
    const target = randomPlace(tr.doc, random);
    tr.replace(target.at, target.at, slice.size ? slice : Slice.empty);
  },
  newBlock: (tr, { start, block }, random) => {
    const fresh = documentSchema.nodes.block!.create(null, documentSchema.text(word(random)));
    tr.insert(random.chance(0.5) ? start : start + block.nodeSize, Fragment.from(fresh));
  },
  deleteAll: (tr, _, random, keepTables) => {
    if (!keepTables && random.chance(0.15)) tr.setSelection(new AllSelection(tr.doc)).deleteSelection();
  },
  deleteBlock: (tr, { doc, start, block }) => {
    if (doc.childCount > 1) tr.delete(start, start + block.nodeSize);
  },
  break: (tr, { at }) => tr.insert(at, documentSchema.nodes.lineBreak!.create()),
  note: (tr, { at }, random) => {
    const note = `n${random.below(1e9)}`;
    tr.insert(at, documentSchema.nodes.noteMark!.create({ note }));
    const body = documentSchema.text(word(random));
    tr.insert(tr.doc.content.size, documentSchema.nodes.block!.create({ id: note, kind: 'note', level: 0 }, body));
  },
  pageBreak: (tr, { start, block }) => {
    if (block.type.name === 'block') tr.setNodeAttribute(start, 'pageBreak', !block.attrs.pageBreak);
  },
  picture: (tr, { start, block }, random) => {
    const picture = { src: random.pick(['a', 'b']).repeat(64), width: 40, height: 30 };
    tr.insert(start + block.nodeSize, documentSchema.nodes.picture!.create({ picture }, documentSchema.text(word(random))));
  },
  describe: (tr, { start, block }, random) => {
    const picture = pictureOfNode(block);
    if (picture)
      tr.setNodeAttribute(start, 'picture', { ...picture, alt: word(random), ...(random.chance(0.5) ? { size: 'small' } : {}) });
  },
  several: (tr, { at, index, doc }, random) => {
    tr.insertText(word(random), at);
    if (index > 0) tr.insertText(word(random), wordsStart(doc.child(0)));
    const last = tr.doc.lastChild;
    if (doc.childCount > 2 && last?.type.name === 'block') tr.split(startOf(tr.doc, tr.doc.childCount - 1) + 1);
  },
};

function randomPlace(doc: Node, random: Random): Place {
  const starts: number[] = [];
  doc.forEach((_, offset) => starts.push(offset));
  const index = random.below(starts.length);
  const block = doc.child(index);
  const start = starts[index] ?? 0;
  const at = whole(doc, start + wordsStart(block) + random.below(wordsOf(block).content.size + 1));
  return { doc, starts, index, block, start, at };
}

function touchesTable({ doc, index }: Place): boolean {
  return [index - 1, index, index + 1].some((i) => i >= 0 && i < doc.childCount && !doc.child(i).isTextblock);
}

function within({ doc, start, block }: Place, position: number): number {
  return whole(doc, Math.min(start + wordsStart(block) + wordsOf(block).content.size, position));
}

/** A caret never stands between the halves of a surrogate pair. */
function whole(doc: Node, position: number): number {
  const place = doc.resolve(position);
  const next = place.textOffset ? (place.nodeAfter?.text?.[0] ?? '') : '';
  return next >= '\uDC00' && next <= '\uDFFF' ? position + 1 : position;
}

function endOver(place: Place, random: Random, span: number, keepTables: boolean): number {
  const { doc, starts, index } = place;
  let last = Math.min(doc.childCount - 1, index + random.below(span));
  for (let i = index + 1; keepTables && i <= last; i++) if (!doc.child(i).isTextblock) last = i - 1;
  const block = doc.child(last);
  return whole(doc, (starts[last] ?? 0) + wordsStart(block) + random.below(wordsOf(block).content.size + 1));
}

function startOf(doc: Node, index: number): number {
  let start = 0;
  for (let i = 0; i < index; i++) start += doc.child(i).nodeSize;
  return start;
}

function word(random: Random): string {
  if (random.chance(0.1)) return random.pick(['😀', '👩‍⚕️', '𝒳y']);
  return Array.from({ length: 1 + random.below(4) }, () => 'abcdefghij'[random.below(10)]).join('');
}
