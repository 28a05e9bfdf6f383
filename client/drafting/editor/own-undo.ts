import * as Y from 'yjs';
import { carryRedone } from '../../../shared/text/live/carry-proposals.ts';
import { DECISION } from '../../../shared/text/live/decide-suggestions.ts';
import type { FlatBinding, SharedSelection } from '../../../shared/text/live/flat-binding.ts';
import { isOfDecided, isOwnOpenItem } from '../../../shared/text/live/own-proposals.ts';
import { isRemovalRecordOf, noteRemovals } from '../../../shared/text/live/removal-records.ts';
import { withholdDeletions } from '../../../shared/text/live/yjs-id-ranges.ts';
import type { FlatItem } from '../../../shared/text/live/yjs-internals.ts';

const ONE_ACT = 500; // milliseconds of typing that one undo takes back

/** While suggesting, only what is still an own open proposal. */
function mayTakeBack({ suggester, shared }: FlatBinding, item: FlatItem): boolean {
  return !suggester || isOwnOpenItem(shared.roots, suggester, item);
}

/** Undo and redo of one person's own changes only (DRA-7): what others wrote since stays. */
export class OwnUndo {
  private readonly manager: Y.UndoManager;
  private before: SharedSelection | undefined;

  /** Ties undo to the changes one binding writes; `oneAct` is how long typing counts as one act. */
  constructor(
    private readonly binding: FlatBinding,
    oneAct = ONE_ACT,
  ) {
    const { doc } = binding.shared.roots; // the whole document: cells have roots of their own, and only this binding's changes count
    this.manager = new Y.UndoManager(doc, {
      trackedOrigins: new Set([binding, DECISION]),
      captureTimeout: oneAct,
      deleteFilter: (item) => !isRemovalRecordOf(doc, item) && mayTakeBack(binding, item),
    });
    binding.onStructure = () => this.endAct();
    this.manager.on('stack-item-added', ({ stackItem }) => {
      if (!stackItem.meta.has('selection')) stackItem.meta.set('selection', this.before);
    });
  }

  /** Remembers the selection as it is before a change, to come back to. */
  remember(selection: SharedSelection | undefined): void {
    this.before = selection ?? this.before;
  }

  /** Ends the act under way: the next change is undone by itself. */
  endAct(): void {
    this.manager.stopCapturing();
  }

  /** Takes the last act back; false when there is none. */
  undo(): boolean {
    return this.run(this.manager.undoStack, 'undo');
  }

  /** Does the last undone act again; false when there is none. */
  redo(): boolean {
    return this.run(this.manager.redoStack, 'redo');
  }

  /** Forgets everything: what was done while suggesting is not undone while editing, nor the other way round. */
  forget(): void {
    this.manager.clear();
    this.endAct();
  }

  /** Whether there is something to undo. */
  get canUndo(): boolean {
    return this.manager.undoStack.length > 0;
  }

  /** Whether there is something to redo. */
  get canRedo(): boolean {
    return this.manager.redoStack.length > 0;
  }

  /** Forgets everything and stops listening. */
  destroy(): void {
    this.manager.destroy();
  }

  private run(stack: Y.UndoManager['undoStack'], act: 'undo' | 'redo'): boolean {
    this.binding.flush();
    const last = stack.at(-1);
    if (!last) return false;
    this.withholdDecided(stack);
    this.remember(this.binding.selection());
    this.binding.selectionToRestore = last.meta.get('selection') as SharedSelection | undefined; // put there above
    try {
      this.runWithProposals(act, last);
    } finally {
      this.binding.selectionToRestore = undefined;
    }
    return true;
  }

  /** While suggesting nothing comes back that changes what stands by now; of all acts, because Yjs goes on to one that still does something. */
  private withholdDecided(stack: Y.UndoManager['undoStack']): void {
    const { suggester, shared } = this.binding;
    if (!suggester) return;
    const { roots } = shared;
    for (const { deletions } of stack) withholdDeletions(roots.doc, deletions, (item) => isOfDecided(roots, suggester, item));
  }

  /** One transaction for the act and for what makes its characters proposals again, so that nobody ever sees one without the other. */
  private runWithProposals(act: 'undo' | 'redo', last: Y.UndoManager['undoStack'][number]): void {
    const { manager, binding } = this;
    const flag = act === 'undo' ? 'undoing' : 'redoing';
    const run = (): void =>
      binding.shared.roots.doc.transact((transaction) => {
        manager[act]();
        manager[flag] = true; // until the transaction has ended: the manager would take it for a new change
        if (!binding.suggester) carryRedone(transaction, last.deletions);
        noteRemovals(transaction);
      }, manager);
    binding.asWriter(run);
    manager[flag] = false;
  }
}
