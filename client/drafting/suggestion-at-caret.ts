import type { Editor } from '@tiptap/core';
import { caretAt } from '../../shared/text/live/caret-place.ts';
import type { Suggestion, SuggestionPart } from '../../shared/text/live/list-suggestions.ts';
import { cellAround } from '../../shared/text/live/table-nodes.ts';
import type { CharacterId } from '../../shared/text/live/yjs-internals.ts';

/** The suggestion the caret is at: on the characters beside it, or on its row, its column or its block; undefined when there is none. */
export function suggestionAtCaret(editor: Editor, suggestions: readonly Suggestion[]): Suggestion | undefined {
  const { binding } = editor.storage.flatText;
  if (!binding?.isInStep) return undefined;
  const { doc, selection } = editor.state;
  const { head } = selection;
  const carets = [Math.min(head + 1, doc.content.size), head].map((position) => caretAt(binding.shared, doc, position));
  const beside = carets.filter((caret): caret is CharacterId => caret !== null && 'clock' in caret);
  const address = cellAround(doc, head)?.address;
  const blockId = String(selection.$head.parent.attrs['id'] ?? '');
  const tests: ((part: SuggestionPart) => boolean)[] = [
    ...beside.map((id) => (part: SuggestionPart) => 'range' in part && covers(part.range, id)),
    (part) => 'line' in part && part.table === address?.table && (part.line === address.row || part.line === address.column),
    (part) => part.act === 'conversion' && part.blockId === blockId,
  ];
  for (const isHere of tests) {
    const found = suggestions.find(({ parts }) => parts.some(isHere));
    if (found) return found;
  }
  return undefined;
}

function covers(range: CharacterId & { length: number }, { client, clock }: CharacterId): boolean {
  return range.client === client && clock >= range.clock && clock < range.clock + range.length;
}
