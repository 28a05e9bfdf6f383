import type { Editor } from '@tiptap/core';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { acceptSuggestions, rejectSuggestions, withdrawSuggestions } from '../../shared/text/live/decide-suggestions.ts';
import type { Suggestion } from '../../shared/text/live/list-suggestions.ts';
import type { Suggester } from '../../shared/text/live/propose.ts';
import type { DraftConnection } from './draft-connection.ts';
import type { SuggestionActs } from './suggestion-panel.tsx';

const ANSWER_MS = 3000; // by then a server that is there has given a session

/** What typing does in the room. */
export type RoomMode = 'editing' | 'suggesting' | 'reading';

type Wishes = {
  editor: Editor | undefined;
  connection: DraftConnection;
  mode: RoomMode;
  session: number | undefined;
  personId: string;
  /** Whether this person may accept what they have suggested themselves (DRA-29). */
  acceptsOwn: boolean;
};

function suggesterIn(mode: RoomMode, person: string, session: number | undefined): Suggester | undefined {
  return mode === 'suggesting' && session !== undefined ? { person, session } : undefined;
}

/** Lets typing in or not; whoever was in the text when it was held is in it again afterwards. */
function letType(editor: Editor, may: boolean, held: { current: boolean }): void {
  if (editor.isEditable === may) return;
  if (!may) held.current = editor.view.hasFocus();
  editor.setEditable(may, false);
  if (may && held.current) editor.view.focus();
}

/** Makes the editor suggest or edit as the room says; until the server has given a client id to suggest under, it waits. */
export function useSuggesting({ editor, connection, mode, session, personId, acceptsOwn }: Wishes): SuggestionActs {
  const held = useRef(false);
  // before the page is painted: no key typed under the word "suggesting" may still be an edit
  useLayoutEffect(() => {
    const { binding, undo } = editor?.storage.flatText ?? {};
    if (!editor || editor.isDestroyed || !binding) return;
    if (mode === 'suggesting') connection.askToSuggest();
    const me = suggesterIn(mode, personId, session);
    if (me?.session !== binding.suggester?.session) {
      binding.suggestAs(me);
      undo?.forget(); // what was done in one way is not undone in the other
    }
    letType(editor, mode !== 'suggesting' || me !== undefined, held);
  }, [editor, connection, mode, session, personId]);
  useEffect(() => connection.erasures.onErased(() => editor?.storage.flatText.undo?.forget()), [editor, connection]);
  const self = useMemo(() => suggesterIn('suggesting', personId, session), [personId, session]);
  usePasteSuggester(editor, connection, self);
  const { binding, undo } = editor?.storage.flatText ?? {};
  if (!editor || !binding || mode === 'reading') return {};
  const parts = (suggestions: readonly Suggestion[]) => suggestions.flatMap((suggestion) => suggestion.parts);
  if (mode === 'editing') {
    const decide = (suggestions: readonly Suggestion[], accept: boolean): void => {
      undo?.endAct();
      (accept ? acceptSuggestions : rejectSuggestions)(connection.doc, parts(suggestions));
      undo?.endAct();
    };
    if (acceptsOwn) return { decide };
    const self = { person: personId, session: 0 }; // what is taken back is told by the person
    const takeBack = (suggestions: readonly Suggestion[]): void => withdrawSuggestions(connection.doc, self, parts(suggestions));
    return { decide, withdraw: takeBack, mayDecide: ({ person }) => person !== personId };
  }
  const me = binding.suggester;
  if (!me) return {};
  const withdraw = (suggestions: readonly Suggestion[]): void =>
    binding.asWriter(() => withdrawSuggestions(connection.doc, me, parts(suggestions)));
  return { withdraw };
}

/** Answers who suggests what is pasted while editing; the server is asked for a session only when somebody pastes a suggestion. */
function usePasteSuggester(editor: Editor | undefined, connection: DraftConnection, me: Suggester | undefined): void {
  const waiting = useRef<((me: Suggester | undefined) => void)[]>([]);
  useEffect(() => {
    if (!editor || editor.isDestroyed) return;
    if (me) for (const answer of waiting.current.splice(0)) answer(me);
    editor.storage.flatText.suggester.answerWith(async () => {
      if (me) return me;
      connection.askToSuggest();
      return new Promise((answer) => {
        waiting.current.push(answer);
        setTimeout(() => answer(undefined), ANSWER_MS);
      });
    });
  }, [editor, connection, me]);
}
