import { makeId } from '../../../shared/kernel/ids.ts';
import type { Inline, TextBlock } from '../../../shared/text/document-text.ts';
import { counted } from './loss-list.ts';
import type { ReadParagraph } from './read-paragraph.ts';
import type { ReadingState } from './reading-state.ts';

/** Where blocks go: the text itself, a table cell, a text box or a note. */
export type Place = 'text' | 'cell' | 'note';

const DEEPEST_HEADING = 4;
const QUOTE_STYLES = /^(quote|intense quote|block text|quotations)$/;
const LIST_STYLES = /^(list paragraph|list continue|list continue \d)$/;
const LIST_KINDS: readonly string[] = ['clause', 'bullet', 'continued'];

/** Makes the block that a paragraph becomes; `above` is the block before it. */
export function makeBlock(paragraph: ReadParagraph, above: TextBlock | undefined, place: Place, state: ReadingState): TextBlock {
  const id = makeId();
  for (const name of paragraph.bookmarks) if (!state.bookmarks.has(name)) state.bookmarks.set(name, id);
  const item = state.numbering.next(paragraph.properties, paragraph.style);
  if (item && item.printed !== '' && place === 'text') state.printed.set(id, item.printed);
  const { content, headingLevel } = paragraph;
  if (headingLevel !== undefined) return headingBlock(id, paragraph, headingLevel, place, state);
  if (item) {
    const { kind, level, tooDeep } = state.lists.next(item);
    if (tooDeep) listTooDeep(state);
    return { id, kind, level, content };
  }
  if (above && goesOn(paragraph, above)) return { id, kind: 'continued', level: above.level, content };
  state.lists.paragraph();
  return { id, kind: QUOTE_STYLES.test(paragraph.style.name) ? 'quote' : 'paragraph', level: 0, content };
}

// A paragraph without a number that Word sets like the list above it belongs to the last item.
function goesOn(paragraph: ReadParagraph, above: TextBlock): boolean {
  return LIST_KINDS.includes(above.kind) && LIST_STYLES.test(paragraph.style.name);
}

function headingBlock(id: string, paragraph: ReadParagraph, level: number, place: Place, state: ReadingState): TextBlock {
  const { content, words } = paragraph;
  if (place !== 'text') {
    state.losses.addCounted('heading-level', place, (count) =>
      count === 1
        ? 'A heading inside a table, a text box or a note was kept as bold words.'
        : `${counted(count, 'heading')} inside tables, text boxes or notes were kept as bold words.`,
    );
    return {
      id,
      kind: 'paragraph',
      level: 0,
      content: content.map((inline) => ('text' in inline ? { ...inline, strong: true } : inline)),
    };
  }
  if (level > DEEPEST_HEADING)
    state.losses.addCounted('heading-level', String(level), (count) => {
      const what = `${counted(count, `heading`)} of level ${level} became ${count === 1 ? 'one' : 'headings'} of level ${DEEPEST_HEADING}`;
      return `${what}, the deepest that Concord has.`;
    });
  state.lists.heading();
  state.losses.below(words);
  return { id, kind: 'heading', level: Math.min(level, DEEPEST_HEADING), content: withoutBold(content) };
}

// A heading is bold by itself; bold of a part of it says something and stays.
function withoutBold(content: Inline[]): Inline[] {
  if (!content.every((inline) => !('text' in inline) || inline.strong || inline.text.trim() === '')) return content;
  return content.map((inline) => {
    if (!('text' in inline)) return inline;
    const { strong: _, ...rest } = inline;
    return rest;
  });
}

function listTooDeep(state: ReadingState): void {
  state.losses.addCounted('list-level', 'deep', (count) =>
    count === 1
      ? 'A list item was deeper than Concord goes and stands one level higher.'
      : `${counted(count, 'list item')} were deeper than Concord goes and stand on the deepest level there is.`,
  );
}
