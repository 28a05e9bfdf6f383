import { Plugin, PluginKey, TextSelection, type Command } from '@tiptap/pm/state';
import { DecorationSet, type Decoration, type EditorView } from '@tiptap/pm/view';
import type { Node } from '@tiptap/pm/model';
import type { FlatBinding } from '../../../shared/text/live/flat-binding.ts';
import { listMarkers, type BlockMarker } from '../../../shared/text/live/flat-root.ts';
import { blocksOfEntries } from '../../../shared/text/live/ledger-blocks.ts';
import { ledgerOf } from '../../../shared/text/live/suggestion-ledger.ts';
import { decorationsOfBlock, showSame, stopsOf } from './suggestion-decorations.ts';

const LATER_MS = 60; // nothing is redrawn while a word is being composed; then it is looked at again

const marksKey = new PluginKey<DecorationSet>('suggestion marks');

/**
 * Shows what is suggested: insertions underlined, deletions struck through, a bar beside the block, and words for those who hear the
 * page. Decorations, not marks of the document: what is proposed is told by the ledger and never part of the text (TXT-4).
 */
export function suggestionMarks(binding: FlatBinding): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: marksKey,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, drawn) => {
        const fresh: unknown = transaction.getMeta(marksKey);
        return fresh instanceof DecorationSet ? fresh : drawn.map(transaction.mapping, transaction.doc);
      },
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
    view: (view) => new MarkPainter(view, binding),
  });
}

/** Puts the caret on the next suggestion behind it, or on the last one before it; false when there is none. */
export function goToSuggestion(way: 1 | -1): Command {
  return (state, dispatch) => {
    const places = stopsOf(marksKey.getState(state)?.find() ?? []);
    const { head } = state.selection;
    const place = way > 0 ? places.find((from) => from > head) : places.filter((from) => from < head - 1).at(-1);
    if (place === undefined) return false;
    const caret = TextSelection.near(state.doc.resolve(place));
    if (caret.head === head) return false;
    dispatch?.(state.tr.setSelection(caret).scrollIntoView());
    return true;
  };
}

/** Draws the blocks that have changed, in the text or in the ledger. */
class MarkPainter {
  private drawn: Node | undefined;
  private readonly dirty = new Set<BlockMarker>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stop: () => void;

  constructor(
    private readonly view: EditorView,
    private readonly binding: FlatBinding,
  ) {
    const { roots } = binding.shared;
    this.stop = ledgerOf(roots.doc).listen((changed) => {
      for (const marker of blocksOfEntries(roots, changed)) this.dirty.add(marker);
      this.later(0);
    });
    for (const marker of listMarkers(roots)) this.dirty.add(marker);
    this.later(0);
  }

  update(): void {
    const { doc } = this.view.state;
    if (doc === this.drawn) return;
    if (!this.binding.isInStep) {
      this.later(LATER_MS);
      return;
    }
    if (this.drawn) for (const marker of this.changedBlocks(this.drawn, doc)) this.dirty.add(marker);
    this.drawn = doc;
    this.draw();
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.stop();
  }

  private later(milliseconds: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (this.drawn === this.view.state.doc || !this.drawn) this.draw();
      else this.update();
    }, milliseconds);
  }

  private draw(): void {
    if (!this.dirty.size) return;
    if (this.view.composing || !this.binding.isInStep) {
      this.later(LATER_MS);
      return;
    }
    const { state } = this.view;
    let marks = marksKey.getState(state) ?? DecorationSet.empty;
    const before = marks;
    this.drawn = state.doc;
    state.doc.forEach((node, start, index) => {
      const marker = this.binding.shared.markers[index] ?? null;
      if (!this.dirty.has(marker)) return;
      const end = start + node.nodeSize;
      const old = marks.find(start, end).filter(({ from, to }) => from < end && to > start); // one may reach over a new block's start
      const fresh = decorationsOfBlock(this.binding.shared, marker, { node, at: start });
      if (showSame(old, fresh)) return; // typing on in a suggestion redraws nothing
      if (old.length) marks = marks.remove(old);
      if (fresh.length) marks = marks.add(state.doc, fresh);
    });
    this.dirty.clear();
    if (marks !== before) this.view.dispatch(state.tr.setMeta(marksKey, marks).setMeta('addToHistory', false));
  }

  /** Blocks whose node is another one than before, between the unchanged start and the unchanged end. */
  private changedBlocks(before: Node, after: Node): BlockMarker[] {
    const shorter = Math.min(before.childCount, after.childCount);
    let prefix = 0;
    while (prefix < shorter && before.child(prefix) === after.child(prefix)) prefix++;
    let suffix = 0;
    const last = (doc: Node): Node => doc.child(doc.childCount - 1 - suffix);
    while (suffix < shorter - prefix && last(before) === last(after)) suffix++;
    return this.binding.shared.markers.slice(prefix, after.childCount - suffix);
  }
}

/** The decorations a state shows. */
export function suggestionMarksOf(state: Parameters<Command>[0]): Decoration[] {
  return marksKey.getState(state)?.find() ?? [];
}
