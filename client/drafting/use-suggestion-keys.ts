import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import type * as Y from 'yjs';
import { listSuggestions } from '../../shared/text/live/list-suggestions.ts';
import { announce } from '../ui/live-announcer.tsx';
import { readCaret } from './editor/read-caret.ts';
import { suggestionAtCaret } from './suggestion-at-caret.ts';
import type { SuggestionActs } from './suggestion-panel.tsx';
import { suggestionWords } from '../../shared/drafting/suggestion-words.ts';
import type { RoomMode } from './use-suggesting.ts';

/** What the keys of suggesting need: the text, what may be decided, and how to change what typing does. */
export type SuggestionKeys = {
  editor: Editor | undefined;
  doc: Y.Doc;
  acts: SuggestionActs;
  personId: string;
  mode: RoomMode;
  modes: readonly RoomMode[];
  onMode: (mode: RoomMode) => void;
};

/** Ctrl+Alt+S switches suggesting; Ctrl+Alt+Enter accepts the suggestion at the caret, Ctrl+Alt+Backspace rejects it or takes it back. */
export function useSuggestionKeys(keys: SuggestionKeys): void {
  useEffect(() => {
    const { editor } = keys;
    if (!editor || editor.isDestroyed) return;
    const { dom } = editor.view;
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.shiftKey) return;
      const act = { s: switchMode, Enter: accept, Backspace: reject }[
        event.key.length === 1 ? event.key.toLowerCase() : event.key
      ];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      readCaret(editor.view);
      act(keys, editor);
    };
    dom.addEventListener('keydown', onKey, true);
    return () => dom.removeEventListener('keydown', onKey, true);
  });
}

function switchMode({ mode, modes, onMode }: SuggestionKeys): void {
  const wanted = mode === 'suggesting' ? 'editing' : 'suggesting';
  if (!modes.includes(wanted)) {
    announce(wanted === 'editing' ? 'Here you can suggest, not edit.' : 'Here you cannot suggest.');
    return;
  }
  onMode(wanted);
  announce(
    wanted === 'editing' ? 'Editing: your changes count at once.' : 'Suggesting: others see your changes before they count.',
  );
}

function accept({ acts, doc }: SuggestionKeys, editor: Editor): void {
  const found = suggestionAtCaret(editor, listSuggestions(doc));
  if (!found) announce('There is no suggestion here.');
  else if (!acts.decide || acts.mayDecide?.(found) === false) announce('You cannot accept this suggestion.');
  else {
    acts.decide([found], true);
    announce(`Accepted. ${suggestionWords(found)}`);
  }
}

function reject({ acts, doc, personId }: SuggestionKeys, editor: Editor): void {
  const found = suggestionAtCaret(editor, listSuggestions(doc));
  const mine = found?.person === personId;
  if (!found) announce('There is no suggestion here.');
  else if (acts.decide && (acts.mayDecide?.(found) ?? true)) {
    acts.decide([found], false);
    announce(`Rejected. ${suggestionWords(found)}`);
  } else if (acts.withdraw && mine) {
    acts.withdraw([found]);
    announce(`Taken back. ${suggestionWords(found)}`);
  } else announce('You can take back your own suggestions only.');
}
