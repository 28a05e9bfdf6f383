import type { Node, Schema } from '@tiptap/pm/model';
import { Plugin, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Transform } from '@tiptap/pm/transform';
import type * as Y from 'yjs';
import { caretAt, positionOfCaret, type Caret } from './caret-place.ts';
import { spotAt } from './document-tokens.ts';
import { listMarkers } from './flat-root.ts';
import { openFlatState, type FlatState } from './flat-state.ts';
import { pageRefusal } from './page-refusal.ts';
import { doAgain, giveWay, mapsOf, pendingAfter, pendingKey, type Pending } from './pending-changes.ts';
import { readChanges, type ChangedPlace } from './read-changes.ts';
import { tableIdOf } from './document-schema.ts';
import { cellPlace, settleTable } from './read-tables.ts';
import { renderDocument } from './render-document.ts';
import { reorderBlocks } from './reorder-blocks.ts';
import { repairIds } from './repair-ids.ts';
import { renderAll, settleBlocks } from './settle-blocks.ts';
import type { CarriedRun } from './carry-proposals.ts';
import type { Suggester } from './propose.ts';
import { OutOfStep } from './shared-formats.ts';
import { keepInCells, newCellWords, sameCaret, settleLines } from './settle-lines.ts';
import { suggestChange } from './suggest-change.ts';
import { cellAround } from './table-nodes.ts';
import { tableRefusal, wantedDocument, type WantedDocument } from './wanted-tables.ts';
import { writeChanges } from './write-changes.ts';

/** The editor as the binding needs it; a view in the product, a bare state in tests. */
export type EditorHost = {
  state(): EditorState;
  /** Applies a transaction; one that does not come from the shared text goes through `letThrough`, as every change of the editor. */
  dispatch(transaction: Transaction): void;
  /** Whether an input method is composing a word; its block is not touched meanwhile. */
  composing(): boolean;
};

/** A selection tied to characters. */
export type SharedSelection = { anchor: Caret; head: Caret };

/**
 * Ties one editor to one shared text, both ways. After every step the editor's document equals a fresh rendering of the shared
 * text; only while an input method composes a word may it lag behind for the block being composed.
 */
export class FlatBinding {
  readonly shared: FlatState;
  /** The selection to set when the change now coming from the shared text is an undo or redo. */
  selectionToRestore: SharedSelection | undefined;
  /** Told before and after a change that starts, ends, moves or converts blocks is written: undo does not mix it with typing. */
  onStructure: (() => void) | undefined;

  /** Told in a sentence why a change was not let through: not everything can be suggested. */
  onRefused: ((sentence: string) => void) | undefined;

  /** What the next change pastes, with what was proposed on it where it was copied. */
  pasted: readonly CarriedRun[] | undefined;

  private me: Suggester | undefined;
  private host: EditorHost | undefined;
  private synced: Node;
  private held: Transform | undefined;
  private flushing = false;
  private caretBefore: { selection: SharedSelection; inCell: boolean } | undefined;

  /** Opens a shared text for an editor's schema. */
  constructor(doc: Y.Doc, schema: Schema) {
    this.shared = openFlatState(doc, schema);
    this.synced = renderDocument(doc, schema);
  }

  /** Who suggests at the moment; undefined while changes are made directly. */
  get suggester(): Suggester | undefined {
    return this.me;
  }

  /** From now on changes are suggestions of this session, or direct again; each way writes under a client id of its own (DRA-9). */
  suggestAs(me: Suggester | undefined): void {
    this.flush();
    this.me = me;
    this.shared.keepsFormats = me !== undefined;
  }

  /** Runs something that writes, under the client id of the suggesting session while suggesting; outside, the page load's own stays. */
  asWriter<T>(act: () => T): T {
    const { doc } = this.shared.roots;
    const { clientID } = doc;
    doc.clientID = this.me?.session ?? clientID;
    try {
      return act();
    } finally {
      doc.clientID = clientID;
    }
  }

  /**
   * Lets a change of the editor through `dispatch`; while suggesting, as the suggestion it makes, in one transaction with what the
   * ledger says about it. The editor must write (`flush`) while `dispatch` runs.
   */
  letThrough(wanted: Transaction, dispatch: (transaction: Transaction) => void): void {
    const { host, me } = this;
    const isLocal = wanted.docChanged && !wanted.getMeta(pendingKey);
    if (!host || !me || !isLocal || this.held || host.state().doc !== this.synced) {
      dispatch(wanted);
      return;
    }
    const { doc } = host.state();
    const document = wantedDocument(doc, wanted);
    const refusal = pageRefusal(this.shared, me, doc, wanted) ?? tableRefusal(doc, document);
    if (refusal) this.onRefused?.(refusal);
    else this.asWriter(() => this.shared.roots.doc.transact(() => this.suggest(host, me, { wanted, document }, dispatch), this));
  }

  private suggest(
    host: EditorHost,
    me: Suggester,
    change: { wanted: Transaction; document: WantedDocument },
    dispatch: (transaction: Transaction) => void,
  ): void {
    const { wanted, document } = change;
    const { transaction, propose, lines } = suggestChange(this.shared, host.state(), me, change);
    const asTyped = transaction.doc.eq(wanted.doc) && transaction.selection.eq(wanted.selection); // keeps a composition undisturbed
    if (!asTyped && host.composing()) {
      this.held = new Transform(this.synced); // the word is being composed over others: what that suggests is known when it is there
      dispatch(wanted);
      return;
    }
    dispatch(asTyped ? wanted : transaction);
    this.flush();
    propose();
    if (!lines.additions.length && !lines.removals.length && !lines.withdrawn.length) return;
    const settle = host.state().tr;
    settleLines(this.shared, settle, lines);
    if (settle.docChanged) this.dispatchShared(host, settle);
    const words = newCellWords(host.state(), document.after, lines);
    if (words) this.letThrough(words, dispatch);
    const caret = sameCaret(host.state(), document.after, wanted.selection.head);
    if (caret) host.dispatch(caret);
  }

  /** The document to start the editor with. */
  get document(): Node {
    return this.synced;
  }

  /** The plugin that collects local changes and keeps block ids unique. */
  plugin(): Plugin<Pending> {
    return new Plugin<Pending>({
      key: pendingKey,
      state: {
        init: (_, state) => ({ base: state.doc, steps: [] }),
        apply: (transaction, pending) => pendingAfter(transaction, pending, this.synced),
      },
      appendTransaction: (transactions, before, state) => {
        const local = transactions.some((transaction) => transaction.docChanged && !transaction.getMeta(pendingKey));
        return local && !this.me // a suggestion brings its own ids, and renames nobody's block
          ? repairIds(
              before.doc,
              state,
              transactions.flatMap((transaction) => transaction.mapping.maps),
            )
          : null;
      },
    });
  }

  /** Starts listening to the shared text. */
  connect(host: EditorHost): void {
    this.host = host;
    this.shared.roots.doc.on('beforeTransaction', this.onBefore);
    this.shared.roots.doc.on('afterTransaction', this.onTransaction);
    if (!host.state().doc.eq(renderDocument(this.shared.roots.doc, this.shared.schema))) this.takeSharedText();
    this.synced = host.state().doc;
  }

  /** Stops listening. */
  disconnect(): void {
    this.shared.roots.doc.off('beforeTransaction', this.onBefore);
    this.shared.roots.doc.off('afterTransaction', this.onTransaction);
    this.host = undefined;
  }

  /** Whether the editor's document is the shared text: while a word is composed it may lag behind. */
  get isInStep(): boolean {
    return this.host?.state().doc === this.synced && !this.held;
  }

  /** The editor's selection, tied to characters. */
  selection(): SharedSelection | undefined {
    const state = this.host?.state();
    if (!state || state.doc !== this.synced) return undefined;
    const { anchor, head } = state.selection;
    return { anchor: caretAt(this.shared, state.doc, anchor), head: caretAt(this.shared, state.doc, head) };
  }

  /** The position of a caret in the editor's document. */
  positionOf(caret: Caret): number | undefined {
    const state = this.host?.state();
    return state && positionOfCaret(this.shared, state.doc, caret);
  }

  /** Writes what the editor holds and the shared text does not; call it after every change of the editor. */
  flush(): void {
    const { host } = this;
    if (!host || this.flushing) return;
    if (this.held && !host.composing()) this.release(host, this.held);
    if (this.held || host.state().doc === this.synced) return;
    this.flushing = true;
    try {
      this.asWriter(() => this.write(host));
    } catch (error) {
      if (!(error instanceof OutOfStep)) throw error;
      this.shared.counters.fallback++;
      this.takeSharedText();
    } finally {
      this.flushing = false;
    }
  }

  private write(host: EditorHost): void {
    const state = host.state();
    const pending = pendingKey.getState(state);
    const maps = pending && pending.base === this.synced ? mapsOf(pending) : [];
    const structural = otherStructure(this.synced, state.doc);
    if (structural) this.onStructure?.();
    const { pasted } = this;
    this.pasted = undefined;
    const { examined, shown } = writeChanges(this.shared, { before: this.synced, after: state.doc, maps, pasted }, this);
    const settle = state.tr;
    if (shown) reorderBlocks(settle, this.shared.markers, shown);
    if (shown) this.shared.markers = shown;
    settleBlocks(this.shared, settle, examined, 'attribute');
    settleChangedTables(this.shared, settle, this.synced);
    this.synced = state.doc;
    if (settle.docChanged) {
      keepInCells(settle, state);
      this.dispatchShared(host, settle);
    }
    if (structural) this.onStructure?.();
  }

  private takeSharedText(): void {
    const { host } = this;
    if (!host) return;
    this.shared.markers = listMarkers(this.shared.roots);
    const transaction = host.state().tr;
    renderAll(this.shared, transaction);
    this.dispatchShared(host, transaction);
  }

  /** The caret is remembered by its character while the shared text still equals the editor: rows and blocks may be taken elsewhere. */
  private readonly onBefore = (shared: Y.Transaction): void => {
    const state = this.host?.state();
    const selection = state && shared.origin !== this ? this.selection() : undefined;
    const inCell = Boolean(selection && state && cellAround(state.doc, state.selection.head));
    this.caretBefore = selection && { selection, inCell };
  };

  private readonly onTransaction = (shared: Y.Transaction): void => {
    const { host } = this;
    if (!host || shared.origin === this) return;
    const state = host.state();
    if (this.held || state.doc !== this.synced) {
      this.hold(shared, this.held ?? new Transform(this.synced));
      return;
    }
    const transaction = state.tr;
    const composed = host.composing() ? this.composedPlaces(state) : []; // as they are before the change
    const { places: changed, reordered } = readChanges(this.shared, shared, transaction);
    if (!transaction.docChanged && !this.selectionToRestore) return;
    if (composed.some((place) => changed.has(place) || this.hasGone(place))) {
      this.held = transaction;
      return;
    }
    this.placeSelection(state, transaction, reordered);
    this.dispatchShared(host, transaction);
  };

  /** Keeps a remote change beside the editor until the local one under way is finished. */
  private hold(shared: Y.Transaction, transform: Transform): void {
    if (readChanges(this.shared, shared, transform).places.size) this.held = transform;
  }

  /** Lets held remote changes in under the local ones, which are then done again: while suggesting, as the suggestion they make. */
  private release(host: EditorHost, held: Transform): void {
    const { doc: local, selection, tr } = host.state();
    const known = pendingKey.getState(host.state());
    const pending =
      local !== this.synced && known?.base === this.synced ? known : { base: this.synced, steps: [], word: known?.word };
    const waiting = { pending, local, selection, remote: held.steps };
    this.held = undefined;
    giveWay(tr, waiting);
    this.dispatchShared(host, tr);
    const again = host.state().tr;
    doAgain(again, waiting);
    if (again.docChanged) host.dispatch(again);
  }

  /** The places whose change must wait while a word is composed there: the block, or the cell and its table's rows. */
  private composedPlaces(state: EditorState): ChangedPlace[] {
    const block = this.shared.markers[Math.max(spotAt(state.doc, state.selection.head).index, 0)] ?? null;
    const cell = cellAround(state.doc, state.selection.head);
    return cell ? [block, cellPlace(cell.address)] : [block];
  }

  /** Whether a block that was there has been joined to another, deleted or drawn anew. */
  private hasGone(place: ChangedPlace): boolean {
    return typeof place !== 'string' && !this.shared.markers.includes(place);
  }

  /**
   * A remote insertion at the caret must not push it; an undo puts the caret back where the work was; in a block that was moved, or a
   * table whose rows were drawn anew, the caret is found again by its character.
   */
  private placeSelection(state: EditorState, transaction: Transaction, reordered: boolean): void {
    const { selection } = state;
    const { caretBefore } = this;
    const mayBeLost = caretBefore && (caretBefore.inCell || reordered);
    const lost = mayBeLost && transaction.mapping.mapResult(selection.head, -1).deletedAcross;
    const wanted = this.selectionToRestore ?? (lost ? caretBefore.selection : undefined);
    if (wanted) {
      const anchor = positionOfCaret(this.shared, transaction.doc, wanted.anchor);
      const head = positionOfCaret(this.shared, transaction.doc, wanted.head);
      if (anchor !== undefined && head !== undefined) select(transaction, anchor, head);
    } else if (transaction.docChanged && selection instanceof TextSelection) {
      select(transaction, transaction.mapping.map(selection.anchor, -1), transaction.mapping.map(selection.head, -1));
    }
  }

  private dispatchShared(host: EditorHost, transaction: Transaction): void {
    this.synced = transaction.doc;
    const nothing: Pending = { base: transaction.doc, steps: [] };
    host.dispatch(transaction.setMeta(pendingKey, nothing).setMeta('addToHistory', false));
  }
}

function select(transaction: Transaction, anchor: number, head: number): void {
  const [from, to] = [transaction.doc.resolve(anchor), transaction.doc.resolve(head)];
  if (from.parent.inlineContent && to.parent.inlineContent) transaction.setSelection(TextSelection.between(from, to));
}

/** Rows and columns as the shared text gives them, which may be others than the editor wanted; cells of tables that came back too. */
function settleChangedTables(shared: FlatState, transform: Transaction, synced: Node): void {
  const known = new Set(synced.children);
  const wereThere = new Set(synced.children.map(tableIdOf));
  for (let index = transform.doc.childCount - 1; index >= 0; index--) {
    const node = transform.doc.child(index);
    if (node.type.name === 'table' && !known.has(node)) settleTable(shared, transform, index, !wereThere.has(tableIdOf(node)));
  }
}

/** Whether blocks, rows or cells came, went or became others; words alone do not count. */
function otherStructure(before: Node, after: Node): boolean {
  if (before === after || (before.isTextblock && after.isTextblock)) return !before.hasMarkup(after.type, after.attrs);
  if (before.childCount !== after.childCount) return true;
  if (before.type.name !== 'doc' && !before.hasMarkup(after.type, after.attrs)) return true;
  return before.children.some((child, i) => child !== after.child(i) && otherStructure(child, after.child(i)));
}
