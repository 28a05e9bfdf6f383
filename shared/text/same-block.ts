import { normaliseContent, sameFormat } from './canonical-form.ts';
import type { Block, Inline, TextBlock } from './document-text.ts';
import { samePicture } from './pictures.ts';

/** Whether two blocks say the same in the same form; ids and computed numbers are no difference. */
export function sameBlock(one: Block, other: Block): boolean {
  if (one === other) return true;
  if (one.kind !== 'table' && other.kind !== 'table')
    return (
      sameForm(one, other) &&
      one.pageBreak === other.pageBreak &&
      samePicture(one.picture, other.picture) &&
      sameContent(one.content, other.content)
    );
  if (one.kind !== 'table' || other.kind !== 'table') return false;
  if (one.headerRow !== other.headerRow || one.headerColumn !== other.headerColumn || one.rows.length !== other.rows.length)
    return false;
  return one.rows.every((row, index) => {
    const cells = other.rows[index].cells;
    return row.cells.length === cells.length && row.cells.every((cell, column) => sameBlocks(cell.blocks, cells[column].blocks));
  });
}

/** Whether two text blocks are of one kind and level. */
export function sameForm(one: TextBlock, other: TextBlock): boolean {
  return one.kind === other.kind && one.level === other.level;
}

/** Whether two contents have the same characters with the same formatting, however they are cut into runs. */
export function sameContent(one: readonly Inline[], other: readonly Inline[]): boolean {
  return sameRuns(one, other) || sameRuns(normaliseContent(one), normaliseContent(other));
}

function sameRuns(one: readonly Inline[], other: readonly Inline[]): boolean {
  return one.length === other.length && one.every((part, index) => sameInline(part, other[index]));
}

function sameBlocks(one: readonly TextBlock[], other: readonly TextBlock[]): boolean {
  return one.length === other.length && one.every((block, index) => sameBlock(block, other[index]));
}

function sameInline(one: Inline, other: Inline): boolean {
  if ('note' in one) return 'note' in other && one.note === other.note;
  if ('break' in one) return 'break' in other;
  if (!('text' in other)) return false;
  return one.text === other.text && sameFormat(one, other);
}
