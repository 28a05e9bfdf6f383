import { useEffect, useState } from 'react';
import type * as Y from 'yjs';
import { listSuggestions, type Suggestion } from '../../shared/text/live/list-suggestions.ts';
import { ledgerOf } from '../../shared/text/live/suggestion-ledger.ts';

const SETTLE_MS = 250; // the list follows a pause in typing, not every letter

/** Every open suggestion of the live text in its order, a moment behind the typing. */
export function useSuggestions(doc: Y.Doc): readonly Suggestion[] {
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = (): void => {
      timer = undefined;
      setSuggestions(listSuggestions(doc));
    };
    const onUpdate = (): void => {
      if (ledgerOf(doc).sessions.size > 0) timer ??= setTimeout(read, SETTLE_MS);
    };
    timer = setTimeout(read, 0);
    doc.on('update', onUpdate);
    return () => {
      clearTimeout(timer);
      doc.off('update', onUpdate);
    };
  }, [doc]);
  return suggestions;
}
