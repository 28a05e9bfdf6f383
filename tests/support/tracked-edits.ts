import type { Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { sectionMove } from '../../client/drafting/editor/move-section.ts';
import { positionOfBlock } from '../../shared/text/live/document-tokens.ts';
import { sectionGaps, sectionSpan } from '../../shared/text/move-section.ts';
import { policySentence } from './long-policy.ts';
import type { Random } from './seeded-random.ts';
import { newItems, type TrackedBlock } from './tracked-text.ts';

/**
 * How blocks are moved. `cut`: all of them are cut and pasted under their ids. `mixed`: sections by the outline, of single blocks
 * every second one in one change, as dragging does it, the others by cutting and pasting. `tools`: all of them in one change. Words are cut and
 * pasted in all three.
 */
export type MoveWays = 'cut' | 'mixed' | 'tools';

/** An editor in which one person works; one that is not Concord's says how its sections are moved. */
export type Editor = {
  readonly state: EditorState;
  change(transaction: Transaction): void;
  moveSection?(from: number, to: number, gap: number): Transaction;
};

/** Edits a draft twice over, in its editor and in a text whose characters are followed: the judge of what an anchor should have found. */
export class TrackedEdits {
  private next = 0;

  constructor(
    private readonly editor: Editor,
    readonly blocks: TrackedBlock[],
    private readonly moves: MoveWays,
    private readonly random: Random,
  ) {}

  /** Makes one edit of the mix below. */
  edit(): void {
    const dice = this.random.next() * 100;
    const act = EDIT_MIX.find(([limit]) => dice < limit)?.[1] ?? 'type';
    this[act]();
  }

  private change(make: (transaction: Transaction) => unknown): void {
    const { tr } = this.editor.state;
    make(tr);
    this.editor.change(tr);
  }

  // A character of any block, long blocks as often as they have characters.
  private pickCharacter(): { block: number; offset: number } {
    let left = this.random.below(this.blocks.reduce((sum, { items }) => sum + items.length, 0));
    const block = this.blocks.findIndex(({ items }) => (left -= items.length) < 0);
    return { block, offset: left + this.blocks[block].items.length };
  }

  private pickBlock(): number {
    return this.random.below(this.blocks.length);
  }

  private startOf(block: number): number {
    return positionOfBlock(this.editor.state.doc, block);
  }

  private nodeAt(block: number): Node {
    return this.editor.state.doc.child(block);
  }

  private write(words: string, over: number): void {
    const { block, offset } = this.pickCharacter();
    const count = Math.min(over, this.blocks[block].items.length - offset);
    const from = this.startOf(block) + 1 + offset;
    this.blocks[block].items.splice(offset, count, ...newItems(words));
    this.change((tr) => (words === '' ? tr.delete(from, from + count) : tr.insertText(words, from, from + count)));
  }

  private type(): void {
    const words = policySentence(this.random).split(' ');
    const from = this.random.below(words.length);
    this.write(`${words.slice(from, from + 1 + this.random.below(4)).join(' ')} `, 0);
  }

  private cut(): void {
    this.write('', 1 + this.random.below(20));
  }

  private replace(): void {
    this.write(policySentence(this.random).split(' ').slice(0, 2).join(' '), 3 + this.random.below(10));
  }

  private eraseSentence(): void {
    this.write('', 60 + this.random.below(80));
  }

  private split(): void {
    const { block, offset } = this.pickCharacter();
    const at = this.startOf(block) + 1 + offset;
    const fresh = this.fresh('clause');
    fresh.items = this.blocks[block].items.splice(offset);
    this.blocks.splice(block + 1, 0, fresh);
    const type = this.nodeAt(block).type;
    this.change((tr) => tr.split(at, 1, [{ type, attrs: attributes(fresh) }]));
  }

  private fresh(kind: TrackedBlock['kind']): TrackedBlock {
    return { id: `new-${this.next++}`, kind, level: 0, items: [] };
  }

  private join(): void {
    if (this.blocks.length < 3) return;
    const block = 1 + this.random.below(this.blocks.length - 1);
    const at = this.startOf(block);
    const [gone] = this.blocks.splice(block, 1);
    this.blocks[block - 1].items.push(...gone.items);
    this.change((tr) => tr.join(at));
  }

  private newParagraph(): void {
    const block = this.pickBlock();
    const words = `${policySentence(this.random)} ${policySentence(this.random)}`;
    const fresh = { ...this.fresh('paragraph'), items: newItems(words) };
    const node = this.nodeAt(block).type.create(attributes(fresh), this.editor.state.schema.text(words));
    this.blocks.splice(block, 0, fresh);
    this.change((tr) => tr.insert(this.startOf(block), node));
  }

  private eraseBlock(): void {
    if (this.blocks.length <= 3) return;
    const block = this.pickBlock();
    this.blocks.splice(block, 1);
    this.change((tr) => tr.delete(this.startOf(block), this.startOf(block) + this.nodeAt(block).nodeSize));
  }

  private moveBlock(): void {
    const inOne = this.moves === 'tools' || (this.moves === 'mixed' && this.random.chance(0.5));
    this.moveBlocks(this.pickBlock(), 1, inOne);
  }

  private moveBlocks(from: number, most: number, inOne: boolean): void {
    const count = Math.min(most, this.blocks.length - from);
    if (count === this.blocks.length) return;
    const [start, end] = [this.startOf(from), this.startOf(from + count)];
    const nodes = this.editor.state.doc.slice(start, end).content;
    const moved = this.blocks.splice(from, count);
    const to = this.random.below(this.blocks.length);
    this.blocks.splice(to, 0, ...moved);
    const putIn = (tr: Transaction) => tr.insert(positionOfBlock(tr.doc, to), nodes);
    if (inOne) this.change((tr) => putIn(tr.delete(start, end)));
    else {
      this.change((tr) => tr.delete(start, end));
      this.change(putIn);
    }
  }

  private moveSection(): void {
    const headings = this.blocks.filter(({ kind, level }) => kind === 'heading' && level > 1);
    if (this.moves === 'cut' || headings.length === 0) return this.moveBlocks(this.pickBlock(), 6, this.moves !== 'cut');
    const { id } = this.random.pick(headings);
    const gap = this.random.pick(sectionGaps(this.blocks, id));
    const span = sectionSpan(this.blocks, id);
    if (!span) throw new Error(`section ${id} cannot be moved`);
    const target = gap === null ? this.blocks.length : this.blocks.findIndex((block) => block.id === gap);
    const own = this.editor.moveSection?.(span.from, span.to, target);
    const move = own ?? sectionMove(this.editor.state, id, gap)?.transaction;
    if (!move) throw new Error(`section ${id} cannot be moved`);
    const moved = this.blocks.splice(span.from, span.to - span.from);
    this.blocks.splice(target > span.from ? target - moved.length : target, 0, ...moved);
    this.editor.change(move);
  }

  private moveWords(): void {
    const { block, offset } = this.pickCharacter();
    const start = this.startOf(block) + 1 + offset;
    const words = this.blocks[block].items.splice(offset, 30 + this.random.below(120));
    this.change((tr) => tr.delete(start, start + words.length));
    const to = this.pickCharacter();
    this.blocks[to.block].items.splice(to.offset, 0, ...words);
    this.change((tr) => tr.insertText(words.map(({ ch }) => ch).join(''), this.startOf(to.block) + 1 + to.offset));
  }

  private convert(): void {
    const block = this.pickBlock();
    this.blocks[block].kind = this.random.pick(['paragraph', 'bullet', 'clause'] as const);
    this.blocks[block].level = 0;
    this.change((tr) => tr.setNodeMarkup(this.startOf(block), null, attributes(this.blocks[block])));
  }
}

function attributes({ id, kind, level }: TrackedBlock): { id: string; kind: string; level: number } {
  return { id, kind, level };
}

type Act =
  | 'type'
  | 'cut'
  | 'replace'
  | 'split'
  | 'join'
  | 'newParagraph'
  | 'convert'
  | 'moveBlock'
  | 'eraseSentence'
  | 'moveWords'
  | 'eraseBlock'
  | 'moveSection';

// How often each edit happens, running to 100: measured mixes of drafting groups do not exist, this one is chosen to be rough.
const EDIT_MIX: [limit: number, act: Act][] = [
  [36, 'type'],
  [56, 'cut'],
  [73, 'replace'],
  [80, 'split'],
  [85, 'join'],
  [89, 'newParagraph'],
  [92, 'convert'],
  [95, 'moveBlock'],
  [97, 'eraseSentence'],
  [98.4, 'moveWords'],
  [99.5, 'eraseBlock'],
  [100, 'moveSection'],
];
