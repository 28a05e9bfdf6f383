import type { Block, DocumentText, Inline, Picture, TableBlock, TextBlock } from './document-text.ts';
import { addressHolds, withoutWords, type FindWords } from './find-phrase.ts';

/** A text without the words, and at how many places they stood; it is the same object when they stood nowhere. */
export function eraseInText(text: DocumentText, find: FindWords): { text: DocumentText; places: number } {
  const erased = { places: 0 };
  const blocks = text.blocks.map((block) => eraseInBlock(block, find, erased));
  return erased.places === 0 ? { text, places: 0 } : { text: { ...text, blocks }, places: erased.places };
}

/** A block without the words; adds to `erased` at how many places they stood. */
export function eraseInBlock<B extends Block>(block: B, find: FindWords, erased: { places: number }): B {
  const changed: Block = block.kind === 'table' ? inTable(block, find, erased) : inTextBlock(block, find, erased);
  return changed as B; // a table stays a table, and any other block what it was
}

function inTable(table: TableBlock, find: FindWords, erased: { places: number }): TableBlock {
  const rows = table.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map((block) => inTextBlock(block, find, erased)) })),
  }));
  return { ...table, rows };
}

function inTextBlock(block: TextBlock, find: FindWords, erased: { places: number }): TextBlock {
  const { picture } = block;
  const content = inContent(block.content, find, erased);
  return { ...block, ...(picture ? { picture: inPicture(picture, find, erased) } : {}), content };
}

function inPicture({ alt, decorative, ...picture }: Picture, find: FindWords, erased: { places: number }): Picture {
  const kept = Object.entries({ alt, decorative }).flatMap(([key, said]) => {
    if (said === undefined) return [];
    const left = withoutWords(said, find);
    if (left !== said) erased.places += 1;
    return left.trim() === '' ? [] : [[key, left] as const];
  });
  return { ...picture, ...Object.fromEntries(kept) };
}

function inContent(content: readonly Inline[], find: FindWords, erased: { places: number }): Inline[] {
  let left = content.map((part) => withoutAddress(part, find, erased));
  for (let found = find(wordsOf(left)); found.length > 0; found = find(wordsOf(left))) {
    erased.places += found.length;
    left = without(left, found);
  }
  return left;
}

function withoutAddress(part: Inline, find: FindWords, erased: { places: number }): Inline {
  if (!('text' in part) || part.link === undefined || !addressHolds(part.link, find)) return part;
  erased.places += 1;
  const { link: _gone, ...plain } = part;
  return plain;
}

/** What is read: the mark of a note between letters hides no words. */
function wordsOf(content: readonly Inline[]): string {
  return content.map(readAs).join('');
}

function readAs(part: Inline): string {
  if ('note' in part) return '';
  return 'break' in part ? '\n' : part.text;
}

function without(content: readonly Inline[], found: ReturnType<FindWords>): Inline[] {
  const isGone = (at: number): boolean => found.some(({ from, to }) => at >= from && at < to);
  let at = 0;
  return content.flatMap((part) => {
    const units = readAs(part).split('');
    const kept = units.filter((_, n) => !isGone(at + n)).join('');
    at += units.length;
    if ('note' in part || kept.length === units.length) return [part];
    return 'text' in part && kept !== '' ? [{ ...part, text: kept }] : [];
  });
}
