import type { Fragment, Node } from '@tiptap/pm/model';
import type { Transform } from '@tiptap/pm/transform';
import { endsBehindWords, wordsOf, wordsStart } from './block-shape.ts';
import type { BlockMarker } from './flat-root.ts';
import type { FlatState } from './flat-state.ts';
import { emptyBlock, inlineNodes } from './render-document.ts';
import { OutOfStep } from './shared-formats.ts';
import { isMarker, type FlatItem } from './yjs-internals.ts';

/** A stretch of items to bring into the editor, and what stood there before. */
export type Script = {
  /** Where the stretch begins in the editor's document. */
  position: number;
  from: FlatItem | null;
  /** Whether the stretch ends before the next marker that was there and stays; else it goes to the end. */
  untilKept: boolean;
  atStart: boolean;
  /** Whether the document began with a virtual block before, and whether it does now. */
  hadVirtual: boolean;
  hasVirtual: boolean;
  /** Whether an item stood in the text before the transaction. */
  was: (item: FlatItem) => boolean;
};

type Fate = 'kept' | 'added' | 'removed';

/** Walks a stretch of items, tombstones included, and keeps, inserts or deletes each one in the editor: no comparing. */
export function applyScript(state: FlatState, transform: Transform, script: Script): void {
  const walk = new ScriptWalk(state, transform, script.position);
  const virtualFate = fateOf(script.hadVirtual, script.hasVirtual);
  if (script.atStart && virtualFate) walk.block(null, virtualFate);
  for (let item = script.from; item; item = item.right) {
    const fate = item.countable ? fateOf(script.was(item), !item.deleted) : undefined;
    if (!fate) continue;
    const isNext = fate === 'kept' && isMarker(item) && (script.atStart || item !== script.from);
    if (isNext && script.untilKept) break;
    if (isMarker(item)) walk.block(item, fate);
    else walk.inline(item, fate);
  }
  walk.finish();
}

function fateOf(was: boolean, is: boolean): Fate | undefined {
  if (was) return is ? 'kept' : 'removed';
  return is ? 'added' : undefined;
}

/** The editor's position during a script. A first block whose marker goes is kept as a ghost until the next marker takes it. */
class ScriptWalk {
  private inside = false;
  private ghost: number | undefined;
  /** How many nodes end behind the words the walk is in. */
  private ends = 1;

  constructor(
    private readonly state: FlatState,
    private readonly transform: Transform,
    private position: number,
  ) {}

  /** A block's start. */
  block(marker: BlockMarker, fate: Fate): void {
    if (fate === 'kept') this.keepBlock();
    else if (fate === 'added') this.addBlock(marker);
    else if (this.inside) this.joinBlock();
    else {
      this.ghost = this.position;
      this.enter();
    }
  }

  /** Characters or an atom. */
  inline(item: FlatItem, fate: Fate): void {
    if (fate === 'removed') {
      this.transform.delete(this.position, this.position + item.length);
      return;
    }
    if (fate === 'added') this.transform.insert(this.position, inlineNodes(this.state.schema, item, []));
    this.position += item.length;
  }

  /** Removes a ghost that no marker took. */
  finish(): void {
    if (this.ghost !== undefined) this.transform.delete(this.ghost, this.ghost + this.nodeAt(this.ghost).nodeSize);
  }

  private keepBlock(): void {
    const { ghost } = this;
    if (ghost !== undefined) {
      this.finish();
      this.ghost = undefined;
      this.position = ghost;
    } else if (this.inside) this.position += this.ends;
    this.enter();
  }

  private addBlock(marker: BlockMarker): void {
    const block = emptyBlock(this.state.roots, this.state.schema, marker);
    if (this.ghost !== undefined) {
      this.takeGhost(this.ghost, block);
      return;
    }
    if (!this.inside) this.transform.insert(this.position, block);
    else if (this.ends === 1 && block.isTextblock) {
      this.transform.split(this.position, 1, [{ type: block.type, attrs: block.attrs }]);
      this.position += 1;
    } else {
      const words = this.transform.doc.resolve(this.position);
      const rest = words.parent.content.cut(words.parentOffset);
      this.transform.delete(this.position, words.end());
      this.position += this.ends;
      this.transform.insert(this.position, withWords(block, rest));
    }
    this.enter();
  }

  /** A textblock can go on as another one, which is settled afterwards; a table's rows are not what they were. */
  private takeGhost(start: number, block: Node): void {
    const ghost = this.nodeAt(start);
    this.ghost = undefined;
    if (ghost.isTextblock && block.isTextblock) return;
    this.transform.replaceWith(start, start + ghost.nodeSize, withWords(block, wordsOf(ghost).content));
    this.position = start;
    this.enter();
  }

  /** The words of a block whose marker went go on at the end of the block before. */
  private joinBlock(): void {
    const start = this.position + this.ends;
    const block = this.nodeAt(start);
    if (this.ends === 1 && block.isTextblock) {
      this.transform.delete(this.position, this.position + 2);
      return;
    }
    this.transform.delete(start, start + block.nodeSize);
    this.transform.insert(this.position, wordsOf(block).content);
  }

  /** Steps from before a block to the start of its words. */
  private enter(): void {
    const block = this.nodeAt(this.position);
    this.position += wordsStart(block);
    this.ends = endsBehindWords(block);
    this.inside = true;
  }

  private nodeAt(position: number): Node {
    const node = this.transform.doc.nodeAt(position);
    if (!node) throw new OutOfStep('there is no block where one should be');
    return node;
  }
}

function withWords(block: Node, words: Fragment): Node {
  if (block.isTextblock) return block.copy(words);
  return block.copy(block.content.replaceChild(block.childCount - 1, wordsOf(block).copy(words)));
}
