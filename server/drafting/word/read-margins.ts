import { counted, quoted } from './loss-list.ts';
import { plainWords } from './plain-words.ts';
import type { ReadingState } from './reading-state.ts';
import { elementsBelow } from './xml-tree.ts';

/** Lists the words and pictures of page headers and page footers; equal ones once. */
export function readMargins(state: ReadingState): void {
  for (const where of ['header', 'footer'] as const) {
    const listed = new Set<string>();
    for (const part of state.file.partsOf(state.file.main, where)) {
      const root = state.file.part(part);
      if (!root) continue;
      const words = plainWords(root, state);
      const pictures = [...elementsBelow(root)].filter(
        (element) => element.name === 'a:blip' || element.name === 'v:imagedata',
      ).length;
      if (listed.has(`${pictures} ${words}`) || (words === '' && pictures === 0)) continue;
      listed.add(`${pictures} ${words}`);
      const what = [words === '' ? '' : quoted(words), pictures === 0 ? '' : counted(pictures, 'picture')].filter(
        (one) => one !== '',
      );
      state.losses.add(`page-${where}`, `The page ${where} (${what.join(' and ')}) was left out.`, {
        place: `Page ${where}`,
        leftOut: words,
      });
    }
  }
}
