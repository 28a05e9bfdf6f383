import { makeId } from '../../../shared/kernel/ids.ts';
import type { TableBlock, TableCell, TableRow, TextBlock } from '../../../shared/text/document-text.ts';
import { counted } from './loss-list.ts';
import { plainWords } from './plain-words.ts';
import type { ReadingState } from './reading-state.ts';
import { isOn } from './run-format.ts';
import { isChangeMark, isFormatMark } from './tracked-changes.ts';
import { childAt, childElements, elementsBelow, numberAt, wholeNumber, type XmlElement } from './xml-tree.ts';

const MAX_SPAN = 63; // columns that a table of Word can have
const FIRST_ROW_BIT = 0x20; // of the older form of `w:tblLook`
const FIRST_COLUMN_BIT = 0x80;

type ReadCell = (cell: XmlElement) => TextBlock[];
type Merged = { across: number; down: number };

/** Reads a table as a rectangle: merged cells are divided again, with their words in the first one. */
export function readTable(element: XmlElement, state: ReadingState, readCell: ReadCell): TableBlock | undefined {
  state.lists.paragraph();
  const properties = childAt(element, 'w:tblPr');
  for (const part of [properties, childAt(element, 'w:tblGrid')]) if (part) readFormatMarks(part, state);
  const name = `Table ${++state.tables}`;
  const before = state.losses.inTable(name);
  const merged: Merged = { across: 0, down: 0 };
  const elements = rowElements(element);
  const rows: TableRow[] = [];
  for (const row of elements) {
    state.losses.inTable(`${name}, row ${rows.length + 1}`);
    const read = readRow(row, state, merged, readCell);
    if (read) rows.push(read);
  }
  state.losses.inTable(name);
  if (rows.length > 0) listMerged(merged, state);
  state.losses.inTable(before);
  if (rows.length === 0) return undefined;
  squareUp(rows);
  const look = { properties, rows, state };
  const headerRow = isOn(childAt(elements[0], 'w:trPr'), 'w:tblHeader') === true || looksLikeHeader(look, 'row');
  return { id: makeId(), kind: 'table', headerRow, headerColumn: looksLikeHeader(look, 'column'), rows };
}

// Rows may stand in content controls and custom markup.
function rowElements(parent: XmlElement): XmlElement[] {
  return childElements(parent).flatMap((child) =>
    child.name === 'w:tr' ? [child] : /^w:(sdt|sdtContent|customXml|ins|del)$/.test(child.name) ? rowElements(child) : [],
  );
}

function cellElements(parent: XmlElement): XmlElement[] {
  return childElements(parent).flatMap((child) =>
    child.name === 'w:tc' ? [child] : /^w:(sdt|sdtContent|customXml)$/.test(child.name) ? cellElements(child) : [],
  );
}

function readFormatMarks(properties: XmlElement, state: ReadingState): void {
  for (const mark of elementsBelow(properties)) if (isFormatMark(mark)) state.tracked.format(mark);
}

function readRow(row: XmlElement, state: ReadingState, merged: Merged, readCell: ReadCell): TableRow | undefined {
  const properties = childAt(row, 'w:trPr');
  const gone = childAt(properties, 'w:del');
  if (gone) {
    const change = state.tracked.open('del', gone);
    // The change of the row answers for every change of words inside it.
    for (const mark of elementsBelow(row)) if (isChangeMark(mark) && !isFormatMark(mark)) state.tracked.answered(mark);
    readFormatMarks(row, state);
    change.words += `${change.words === '' ? '' : ' '}${plainWords(row, state, true)}`;
    return undefined;
  }
  for (const part of [properties, childAt(row, 'w:tblPrEx')]) if (part) readFormatMarks(part, state);
  const come = childAt(properties, 'w:ins');
  if (come) state.tracked.open('ins', come);
  const cells: TableCell[] = [];
  const skip = (name: string) => {
    for (let left = Math.min(numberAt(properties, name) ?? 0, MAX_SPAN); left > 0; left--) cells.push(emptyCell());
  };
  skip('w:gridBefore');
  for (const cell of cellElements(row)) cells.push(...readCellAndSpan(cell, state, merged, readCell));
  skip('w:gridAfter');
  return cells.length === 0 ? undefined : { id: makeId(), cells };
}

function readCellAndSpan(cell: XmlElement, state: ReadingState, merged: Merged, readCell: ReadCell): TableCell[] {
  const properties = childAt(cell, 'w:tcPr');
  if (properties) {
    readFormatMarks(properties, state);
    for (const mark of childElements(properties)) {
      if (mark.name === 'w:cellIns') state.tracked.open('ins', mark);
      if (mark.name === 'w:cellDel') state.tracked.open('del', mark);
    }
  }
  const span = Math.min(Math.max(numberAt(properties, 'w:gridSpan') ?? 1, 1), MAX_SPAN);
  if (span > 1) merged.across++;
  if (childAt(properties, 'w:vMerge')?.attributes['w:val'] === 'restart') merged.down++;
  if (childAt(properties, 'w:hMerge')?.attributes['w:val'] === 'restart') merged.across++;
  const blocks = readCell(cell);
  const own: TableCell = blocks.length === 0 ? emptyCell() : { id: makeId(), blocks };
  return [own, ...Array.from({ length: span - 1 }, emptyCell)];
}

function emptyCell(): TableCell {
  return { id: makeId(), blocks: [{ id: makeId(), kind: 'paragraph', level: 0, content: [] }] };
}

function squareUp(rows: TableRow[]): void {
  const columns = Math.max(...rows.map((row) => row.cells.length));
  for (const row of rows) while (row.cells.length < columns) row.cells.push(emptyCell());
}

function listMerged({ across, down }: Merged, state: ReadingState): void {
  if (across + down === 0) return;
  const what = counted(across + down, 'merged cell was', 'merged cells were');
  state.losses.add('table', `${what} divided again. The words are in the first cell, the others are empty.`);
}

type Look = { properties: XmlElement | undefined; rows: TableRow[]; state: ReadingState };

// A first row or column is a header when the table's style dresses it as one, or when all its words are bold and those beside it are not.
function looksLikeHeader({ properties, rows, state }: Look, what: 'row' | 'column'): boolean {
  const alone = what === 'row' ? rows.length < 2 : rows[0].cells.length < 2;
  if (alone) return false;
  const part = what === 'row' ? 'firstRow' : 'firstCol';
  if (state.styles.ofTable(properties).dressed.has(part) && isLookedAt(properties, what)) return true;
  const first = what === 'row' ? rows[0].cells : rows.slice(1).map((row) => row.cells[0]);
  const rest = what === 'row' ? rows.slice(1).flatMap((row) => row.cells) : rows.slice(1).flatMap((row) => row.cells.slice(1));
  const filled = first.filter(hasWords);
  const asked = what === 'row' ? first.slice(1) : first; // the corner above a header column is often empty
  return filled.length > 0 && asked.every(hasWords) && filled.every(isBold) && !rest.filter(hasWords).every(isBold);
}

function isLookedAt(properties: XmlElement | undefined, what: 'row' | 'column'): boolean {
  const look = childAt(properties, 'w:tblLook')?.attributes;
  const own = look?.[what === 'row' ? 'w:firstRow' : 'w:firstColumn'];
  if (own !== undefined) return ['1', 'true', 'on'].includes(own);
  const bits =
    look?.['w:val'] !== undefined && /^[0-9a-f]{4}$/i.test(look['w:val'])
      ? parseInt(look['w:val'], 16)
      : (wholeNumber(look?.['w:val']) ?? 0);
  return (bits & (what === 'row' ? FIRST_ROW_BIT : FIRST_COLUMN_BIT)) !== 0;
}

function hasWords(cell: TableCell): boolean {
  return cell.blocks.some((block) => block.content.length > 0);
}

function isBold(cell: TableCell): boolean {
  return cell.blocks.every((block) =>
    block.content.every((inline) => !('text' in inline) || inline.strong || inline.text.trim() === ''),
  );
}
