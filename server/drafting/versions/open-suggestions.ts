import type * as Y from 'yjs';
import type { OpenSuggestion } from '../../../shared/drafting/api.ts';
import { suggestionWords } from '../../../shared/drafting/suggestion-words.ts';
import { listSuggestions } from '../../../shared/text/live/list-suggestions.ts';

/** The suggestions of a draft that nobody has decided, in the order of the text, as a freeze lists them (DRA-27). */
export function openSuggestions(doc: Y.Doc): OpenSuggestion[] {
  return listSuggestions(doc).map((suggestion) => {
    const { id, person, name, at, blockId } = suggestion;
    return { id, person: { id: person, name }, at: at ?? null, blockId, words: suggestionWords(suggestion) };
  });
}
