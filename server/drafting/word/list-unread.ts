import { counted, quoted } from './loss-list.ts';
import { holdsWords } from './plain-words.ts';
import type { ReadingState } from './reading-state.ts';
import { isChangeMark } from './tracked-changes.ts';
import { charactersOf, childElements, type XmlElement } from './xml-tree.ts';

const PARTS = ['footnotes', 'endnotes', 'comments', 'header', 'footer'];

/** Lists words and tracked changes that nothing above has read, so that nothing is dropped silently; answers how many change marks the file has. */
export function listUnread(state: ReadingState): number {
  let marks = 0;
  const names = [state.file.main, ...PARTS.flatMap((way) => state.file.partsOf(state.file.main, way))];
  for (const name of names) {
    const root = state.file.part(name);
    if (root) marks += listUnreadPart(root, name === state.file.main ? 'Somewhere in the document' : partPlace(name), state);
  }
  return marks;
}

function partPlace(name: string): string {
  if (/header/i.test(name)) return 'Page header';
  if (/footer/i.test(name)) return 'Page footer';
  if (/comment/i.test(name)) return 'Comments';
  return 'Notes';
}

function listUnreadPart(root: XmlElement, place: string, state: ReadingState): number {
  let marks = 0;
  let words = '';
  let changes = 0;
  const visit = (element: XmlElement): void => {
    if (state.passedOver.has(element)) return;
    if (isChangeMark(element)) {
      marks++;
      if (!state.tracked.has(element)) {
        state.tracked.answered(element);
        changes++;
      }
    }
    if (holdsWords(element) && !state.read.has(element)) words += charactersOf(element);
    if (element.name === 'w:p') words += ' ';
    childElements(element).forEach(visit);
  };
  visit(root);
  const left = words.replace(/\s+/g, ' ').trim();
  if (left !== '')
    state.losses.add('unread-words', `The words ${quoted(left)} were not read and were left out.`, { place, leftOut: left });
  if (changes > 0)
    state.losses.add(
      'unread-words',
      `${counted(changes, 'tracked change')} could not be shown one by one. Check the words here.`,
      { place },
    );
  return marks;
}
