import { chosenBranch } from './alternate-content.ts';
import type { ReadingState } from './reading-state.ts';
import { charactersOf, childElements, type XmlElement } from './xml-tree.ts';

const WORDS = /^(w:(t|delText)|[ma]:t|c:v)$/;
const SPACES = /^(w:(p|tab|br|cr|tc|ptab)|a:(p|br)|c:(pt|ser))$/;

/** Whether an element holds words that a reader of the Word file could see, or could before they were deleted. */
export function holdsWords(element: XmlElement): boolean {
  return WORDS.test(element.name);
}

/** All words below an element as one line, which then count as read; deleted ones are left for the list of changes unless asked for. */
export function plainWords(element: XmlElement, state: ReadingState, deleted = false): string {
  return collect(element, state, deleted).replace(/\s+/g, ' ').trim();
}

function collect(element: XmlElement, state: ReadingState, deleted: boolean): string {
  if (holdsWords(element)) {
    if (element.name === 'w:delText' && !deleted) return '';
    state.read.add(element);
    return charactersOf(element);
  }
  if (element.name === 'mc:AlternateContent') {
    const branch = chosenBranch(element, state.passedOver);
    return branch ? collect(branch, state, deleted) : '';
  }
  const inside = childElements(element).map((child) => collect(child, state, deleted));
  return SPACES.test(element.name) ? ` ${inside.join('')} ` : inside.join('');
}
