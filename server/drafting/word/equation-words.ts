import type { ReadingState } from './reading-state.ts';
import { charactersOf, childAt, childElements, type XmlElement } from './xml-tree.ts';

/** An equation in one line of plain characters: `x^2/(a+b)`. */
export function equationWords(element: XmlElement, state: ReadingState): string {
  return line(element, state).replace(/\s+/g, ' ').trim();
}

function line(element: XmlElement | undefined, state: ReadingState): string {
  if (!element) return '';
  if (element.name === 'm:t' || element.name === 'w:t') {
    state.read.add(element);
    return charactersOf(element);
  }
  const part = (name: string) => grouped(line(childAt(element, name), state));
  switch (element.name) {
    case 'm:f':
      return `${part('m:num')}/${part('m:den')}`;
    case 'm:sSup':
      return `${part('m:e')}^${part('m:sup')}`;
    case 'm:sSub':
      return `${part('m:e')}_${part('m:sub')}`;
    case 'm:sSubSup':
      return `${part('m:e')}_${part('m:sub')}^${part('m:sup')}`;
    case 'm:rad':
      return `${line(childAt(element, 'm:deg'), state)}√${part('m:e')}`;
    case 'm:d':
      return `(${childElements(element, 'm:e')
        .map((inner) => line(inner, state))
        .join(', ')})`;
    default:
      return childElements(element)
        .map((inner) => line(inner, state))
        .join('');
  }
}

function grouped(words: string): string {
  return words.length > 1 && !/^\w+$/.test(words) ? `(${words})` : words;
}
