import type { Block, TextBlock } from '../../../shared/text/document-text.ts';
import { cellBlocks } from '../../../shared/text/plain-text.ts';
import { chosenBranch } from './alternate-content.ts';
import { InlineSink } from './inline-sink.ts';
import { counted } from './loss-list.ts';
import { makeBlock, type Place } from './make-block.ts';
import { readInline } from './read-inline.ts';
import { readParagraph, trimmed, type ReadParagraph } from './read-paragraph.ts';
import { readTable } from './read-table.ts';
import type { ReadingState } from './reading-state.ts';
import { childElements, type XmlElement } from './xml-tree.ts';

const PASSED_OVER = new Set(['w:sectPr', 'w:sdtPr', 'w:sdtEndPr', 'w:tcPr', 'w:pPr']);
const PARAGRAPH_ALONE = new Set(['m:oMathPara', 'm:oMath', 'w:r', 'w:hyperlink']); // stand between paragraphs in some files
const RANGE_MARKS = new Set(['w:bookmarkStart', 'w:commentRangeStart', 'w:commentRangeEnd']);

type Sink = { blocks: Block[]; place: Place; carried: ReadParagraph | undefined; bookmarks: string[] };

/** Reads everything inside the body, in order, as blocks. */
export function readBlocks(parent: XmlElement, state: ReadingState, onChild?: () => void): Block[] {
  const sink: Sink = { blocks: [], place: 'text', carried: undefined, bookmarks: [] };
  readChildren(parent, sink, state, onChild);
  keepCarried(sink, state);
  return sink.blocks;
}

/** Reads everything inside a cell, a text box or a note, in order, as text blocks; a table inside is taken apart. */
export function readTextBlocks(parent: XmlElement, place: Exclude<Place, 'text'>, state: ReadingState): TextBlock[] {
  const sink: Sink = { blocks: [], place, carried: undefined, bookmarks: [] };
  readChildren(parent, sink, state);
  keepCarried(sink, state);
  return sink.blocks.flatMap((block) =>
    block.kind === 'table' ? cellBlocks(block).filter((inner) => inner.content.length > 0) : [block],
  );
}

function readChildren(parent: XmlElement, sink: Sink, state: ReadingState, onChild?: () => void): void {
  for (const child of childElements(parent)) {
    readChild(child, sink, state);
    onChild?.();
  }
}

function readChild(child: XmlElement, sink: Sink, state: ReadingState): void {
  if (PASSED_OVER.has(child.name)) return;
  if (child.name === 'w:p') addParagraph(child, sink, state);
  else if (child.name === 'w:tbl') addTable(child, sink, state);
  else if (PARAGRAPH_ALONE.has(child.name)) addParagraph({ name: 'w:p', attributes: {}, children: [child] }, sink, state);
  else if (RANGE_MARKS.has(child.name)) readRangeMark(child, sink, state);
  else if (child.name === 'w:altChunk' || child.name === 'w:subDoc')
    state.losses.add(
      'embedded-file',
      'A document inside the document was left out. Open it in Word, copy its text into the file and try again.',
    );
  else if (child.name === 'mc:AlternateContent') {
    const branch = chosenBranch(child, state.passedOver);
    if (branch) readChildren(branch, sink, state);
  } else readChildren(child, sink, state);
}

// A bookmark between paragraphs belongs to the next one.
function readRangeMark(child: XmlElement, sink: Sink, state: ReadingState): void {
  const marks = new InlineSink(state);
  readInline(
    { name: 'w:p', attributes: {}, children: [child] },
    { style: state.styles.ofParagraph(undefined), sink: marks, state, format: {} },
  );
  sink.bookmarks.push(...marks.bookmarks);
}

function addParagraph(element: XmlElement, sink: Sink, state: ReadingState): void {
  const read = readParagraph(element, state, sink.carried);
  sink.carried = undefined;
  read.bookmarks.unshift(...sink.bookmarks);
  sink.bookmarks = [];
  if (read.joinsNext) sink.carried = read;
  else keep(read, sink, state);
}

function keepCarried(sink: Sink, state: ReadingState): void {
  const read = sink.carried;
  sink.carried = undefined;
  if (read && (read.words !== '' || read.boxes.length > 0 || read.pictures.length > 0)) keep(read, sink, state);
}

function keep(whole: ReadParagraph, sink: Sink, state: ReadingState): void {
  const read = { ...whole, content: trimmed(whole.content) };
  if (read.isContents) {
    if (read.words !== '') state.contents.push(read.words);
  } else if (read.words === '') {
    state.numbering.next(read.properties, read.style); // Word counts an empty paragraph of a list
    sink.bookmarks.unshift(...read.bookmarks);
  } else {
    if (state.title === undefined && read.style.name === 'title') state.title = read.words.replace(/\s+/g, ' ').slice(0, 300);
    const block = makeBlock(read, lastText(sink), sink.place, state);
    if (sink.place === 'text' && block.kind !== 'heading') state.losses.nextParagraph();
    sink.blocks.push(block);
  }
  addPictures(read.pictures, sink, state);
  for (const box of read.boxes) addTextBox(box, sink, state);
}

// A table, a text box and a note hold no pictures, so these wait until it has ended.
function addPictures(pictures: TextBlock[], sink: Sink, state: ReadingState): void {
  if (sink.place === 'text') sink.blocks.push(...pictures);
  else state.pictures.wait(pictures);
}

function lastText(sink: Sink): TextBlock | undefined {
  const last = sink.blocks[sink.blocks.length - 1];
  return last && last.kind !== 'table' ? last : undefined;
}

function addTextBox(box: XmlElement, sink: Sink, state: ReadingState): void {
  const blocks = readTextBlocks(box, 'note', state);
  if (sink.place === 'text') blocks.push(...state.pictures.ended('a text box'));
  if (blocks.length === 0) return;
  sink.blocks.push(...blocks);
  const what = counted(blocks.length, 'paragraph');
  state.losses.add(
    'text-box',
    `The words of a text box were kept as ${what} after the paragraph that the box hangs on. Check the place.`,
  );
}

function addTable(element: XmlElement, sink: Sink, state: ReadingState): void {
  keepCarried(sink, state);
  const nested = sink.place !== 'text';
  const table = readTable(element, state, (cell) => readTextBlocks(cell, 'cell', state));
  if (!table) return;
  if (!nested) state.lists.paragraph();
  if (nested)
    state.losses.add('table', 'A table inside a table, a text box or a note was taken apart: its words were kept as paragraphs.');
  for (const name of sink.bookmarks) if (!state.bookmarks.has(name)) state.bookmarks.set(name, table.id);
  sink.bookmarks = [];
  sink.blocks.push(table);
  if (!nested) sink.blocks.push(...state.pictures.ended('a table'));
}
