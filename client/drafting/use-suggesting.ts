import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import { acceptSuggestions, rejectSuggestions, withdrawSuggestions } from '../../shared/text/live/decide-suggestions.ts';
import type { Suggestion } from '../../shared/text/live/list-suggestions.ts';
import type { Suggester } from '../../shared/text/live/propose.ts';
import type { DraftConnection } from './draft-connection.ts';
import type { SuggestionActs } from './suggestion-panel.tsx';

/** What typing does in the room. */
export type RoomMode = 'editing' | 'suggesting' | 'reading';

type Wishes = {
  editor: Editor | undefined;
  connection: DraftConnection;
  mode: RoomMode;
  session: number | undefined;
  personId: string;
};

function suggesterIn(mode: RoomMode, person: string, session: number | undefined): Suggester | undefined {
  return mode === 'suggesting' && session !== undefined ? { person, session } : undefined;
}

function putInMode(editor: Editor, mode: RoomMode, me: Suggester | undefined): void {
  const { binding, undo } = editor.storage.flatText;
  if (binding && me?.session !== binding.suggester?.session) {
    binding.suggestAs(me);
    undo?.forget(); // what was done in one way is not undone in the other
  }
  const mayType = mode !== 'suggesting' || me !== undefined;
  if (editor.isEditable !== mayType) editor.setEditable(mayType, false);
}

/** Makes the editor suggest or edit as the room says; until the server has given a client id to suggest under, it waits. */
export function useSuggesting({ editor, connection, mode, session, personId }: Wishes): SuggestionActs {
  useEffect(() => {
    if (mode === 'suggesting') connection.askToSuggest();
    if (editor && !editor.isDestroyed) putInMode(editor, mode, suggesterIn(mode, personId, session));
  }, [editor, connection, mode, session, personId]);
  const { binding, undo } = editor?.storage.flatText ?? {};
  if (!editor || !binding || mode === 'reading') return {};
  const parts = (suggestions: readonly Suggestion[]) => suggestions.flatMap((suggestion) => suggestion.parts);
  if (mode === 'editing') {
    const decide = (suggestions: readonly Suggestion[], accept: boolean): void => {
      undo?.endAct();
      (accept ? acceptSuggestions : rejectSuggestions)(connection.doc, parts(suggestions));
      undo?.endAct();
    };
    return { decide };
  }
  const me = binding.suggester;
  if (!me) return {};
  const withdraw = (suggestions: readonly Suggestion[]): void =>
    binding.asWriter(() => withdrawSuggestions(connection.doc, me, parts(suggestions)));
  return { withdraw };
}
