import * as Y from 'yjs';
import type { FlatBinding, SharedSelection } from '../../../shared/text/live/flat-binding.ts';

const ONE_ACT = 500; // milliseconds of typing that one undo takes back

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
    this.manager = new Y.UndoManager(doc, { trackedOrigins: new Set([binding]), captureTimeout: oneAct });
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
    return this.run(this.manager.undoStack, () => this.manager.undo());
  }

  /** Does the last undone act again; false when there is none. */
  redo(): boolean {
    return this.run(this.manager.redoStack, () => this.manager.redo());
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

  private run(stack: Y.UndoManager['undoStack'], act: () => unknown): boolean {
    this.binding.flush();
    const selection: unknown = stack.at(-1)?.meta.get('selection');
    if (!stack.length) return false;
    this.remember(this.binding.selection());
    this.binding.selectionToRestore = selection as SharedSelection | undefined; // put there above
    try {
      act();
    } finally {
      this.binding.selectionToRestore = undefined;
    }
    return true;
  }
}
