import { Extension } from '@tiptap/core';
import { keymap } from '@tiptap/pm/keymap';
import { Plugin, type EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { FlatBinding } from '../../../shared/text/live/flat-binding.ts';
import { blockKeys } from './block-keys.ts';
import { clipboardPlugin } from './clipboard.ts';
import { EditorNotice } from './editor-notice.ts';
import { findPlugin } from './find-plugin.ts';
import { listNumbers } from './list-numbers.ts';
import { moveBlocks } from './move-blocks.ts';
import { goToNote } from './note-commands.ts';
import { OwnUndo } from './own-undo.ts';
import { PasteSuggester } from './paste-suggester.ts';
import { pictureIntake } from './picture-intake.ts';
import { PictureRequests } from './picture-requests.ts';
import type { PictureAddress } from './picture-view.ts';
import { actsAtCaret, readCaret } from './read-caret.ts';
import { remoteCarets } from './remote-carets.ts';
import { goToSuggestion, suggestionMarks } from './suggestion-marks.ts';
import { tableCells } from './table-cell-view.ts';
import { tableKeys } from './table-keys.ts';

const AFTER_COMPOSITION = 60; // milliseconds; the browser still writes the composed word for a moment after the event

/** What the extension needs: the shared text, and who else is here. */
export type FlatTextOptions = {
  ydoc: Y.Doc | undefined;
  awareness: Awareness | undefined;
  pictureAddress: PictureAddress;
};

/** What an editor with a shared text offers to the page around it. */
export type FlatTextStorage = {
  binding: FlatBinding | undefined;
  undo: OwnUndo | undefined;
  /** Why something could not be done, for all to read. */
  notice: EditorNotice;
  /** What a key did, for those who hear the page; the others see it. */
  told: EditorNotice;
  pictures: PictureRequests;
  suggester: PasteSuggester;
};

declare module '@tiptap/core' {
  interface Storage {
    flatText: FlatTextStorage;
  }
}

/** Ties a Tiptap editor to a shared flat text; takes the place of the stock collaboration, caret and history extensions. */
export const FlatText = Extension.create<FlatTextOptions, FlatTextStorage>({
  name: 'flatText',
  priority: 1000,
  addOptions: () => ({ ydoc: undefined, awareness: undefined, pictureAddress: (src) => src }),
  addStorage: () => ({
    binding: undefined,
    undo: undefined,
    notice: new EditorNotice(),
    told: new EditorNotice(),
    pictures: new PictureRequests(),
    suggester: new PasteSuggester(),
  }),
  /** While suggesting, a change becomes a suggestion before it is applied: afterwards the caret and the page would have moved on. */
  dispatchTransaction({ transaction, next }) {
    const { binding } = this.storage;
    if (binding) binding.letThrough(transaction, next);
    else next(transaction);
  },
  addProseMirrorPlugins() {
    const { ydoc, awareness, pictureAddress } = this.options;
    if (!ydoc) throw new Error('The editor needs a shared text.');
    const binding = new FlatBinding(ydoc, this.editor.schema);
    const undo = new OwnUndo(binding);
    binding.onRefused = this.storage.notice.say;
    Object.assign(this.storage, { binding, undo });
    return [
      ...tableKeys(this.storage.notice.say),
      keymap({ 'Mod-Alt-j': goToSuggestion(1), 'Mod-Alt-k': goToSuggestion(-1) }),
      keymap({ 'Alt-Shift-ArrowUp': moveBlocks(-1, this.storage), 'Alt-Shift-ArrowDown': moveBlocks(1, this.storage) }),
      ...blockKeys(this.editor.schema, undo),
      pictureIntake({ ask: this.storage.pictures.ask, say: this.storage.notice.say, textId: ydoc.guid }),
      clipboardPlugin(this.editor.schema, {
        binding,
        say: this.storage.notice.say,
        suggester: this.storage.suggester.ask,
      }),
      listNumbers(pictureAddress),
      tableCells(),
      findPlugin(),
      ...(awareness ? [remoteCarets(binding, awareness)] : []),
      binding.plugin(),
      connection(this.storage, binding, undo),
      suggestionMarks(binding), // behind the connection: it draws what has been written
    ];
  },
});

/** Writes after every change of the editor, reads after every change of the shared text. */
function connection({ notice, told }: FlatTextStorage, binding: FlatBinding, undo: OwnUndo): Plugin {
  return new Plugin({
    props: {
      handleClickOn: (view, _position, node) =>
        node.type.name === 'noteMark' &&
        goToNote(String(node.attrs.note))(view.state, (transaction) => view.dispatch(transaction)),
      handleDOMEvents: {
        keydown: (view, event) => {
          if (actsAtCaret(event)) readCaret(view);
          return false;
        },
        compositionend: () => {
          setTimeout(() => binding.flush(), AFTER_COMPOSITION);
          return false;
        },
      },
    },
    view: (view) => {
      binding.connect({
        state: () => view.state,
        dispatch: (transaction) => view.dispatch(transaction),
        composing: () => view.composing,
      });
      return {
        update: (updated, before) => {
          if (before.doc !== updated.state.doc) for (const line of [notice, told]) line.say('');
          onUpdate(binding, undo, updated, before);
        },
        destroy: () => {
          undo.destroy();
          binding.disconnect();
        },
      };
    },
  });
}

function onUpdate(binding: FlatBinding, undo: OwnUndo, view: EditorView, before: EditorState): void {
  if (before.doc === view.state.doc && !before.selection.eq(view.state.selection)) undo.endAct(); // the caret jumped
  binding.flush();
  undo.remember(binding.selection());
}
