import type { Transform } from '@tiptap/pm/transform';
import type { BlockMarker } from './flat-root.ts';
import type { FlatState } from './flat-state.ts';
import { emptyBlock, inlineNodes } from './render-document.ts';
import { isMarker, type FlatItem } from './yjs-internals.ts';

/** A stretch of items to bring into the editor, and what stood there before. */
export type Script = {
  /** Where the stretch begins in the editor's document. */
  position: number;
  from: FlatItem | null;
  /** The marker at which the stretch ends, or null for the end. */
  until: FlatItem | null;
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
  for (let item = script.from; item && item !== script.until; item = item.right) {
    const fate = item.countable ? fateOf(script.was(item), !item.deleted) : undefined;
    if (!fate) continue;
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
  private ghost = false;

  constructor(
    private readonly state: FlatState,
    private readonly transform: Transform,
    private position: number,
  ) {}

  /** A block's start. */
  block(marker: BlockMarker, fate: Fate): void {
    if (fate === 'kept') this.keepBlock();
    else if (fate === 'added') this.addBlock(marker);
    else if (this.inside) this.transform.delete(this.position, this.position + 2);
    else {
      this.position += 1;
      this.inside = this.ghost = true;
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
    if (this.ghost) this.transform.delete(this.position - 1, this.position + 1);
  }

  private keepBlock(): void {
    if (this.ghost) {
      this.transform.delete(this.position - 1, this.position + 1);
      this.ghost = false;
    } else this.position += this.inside ? 2 : 1;
    this.inside = true;
  }

  private addBlock(marker: BlockMarker): void {
    if (this.ghost) {
      this.ghost = false;
      return;
    }
    const block = emptyBlock(this.state.roots, this.state.schema, marker);
    if (this.inside) {
      this.transform.split(this.position, 1, [{ type: block.type, attrs: block.attrs }]);
      this.position += 2;
    } else {
      this.transform.insert(this.position, block);
      this.position += 1;
    }
    this.inside = true;
  }
}
