import type { Inline, TextBlock } from '../../../shared/text/document-text.ts';
import { inlineText } from '../../../shared/text/plain-text.ts';
import { InlineSink } from './inline-sink.ts';
import { readInline } from './read-inline.ts';
import type { ReadingState } from './reading-state.ts';
import { isFormatMark, type ChangeKind } from './tracked-changes.ts';
import type { WordStyle } from './word-styles.ts';
import { childAt, elementsBelow, numberAt, type XmlElement } from './xml-tree.ts';

/** A paragraph of the file as it was read, before it is decided what it becomes. */
export type ReadParagraph = {
  content: Inline[];
  words: string;
  style: WordStyle;
  properties: XmlElement | undefined;
  headingLevel: number | undefined;
  boxes: XmlElement[];
  pictures: TextBlock[];
  bookmarks: string[];
  /** A line of a table of contents or a list of tables. */
  isContents: boolean;
  /** Its end was deleted with tracked changes, so that the next paragraph goes on in it. */
  joinsNext: boolean;
};

const NOTHING_CARRIED: Pick<ReadParagraph, 'content' | 'boxes' | 'pictures' | 'bookmarks'> = {
  content: [],
  boxes: [],
  pictures: [],
  bookmarks: [],
};
const BODY_TEXT = 9; // Word's outline level for text that is no heading
const CONTENTS_STYLES = /^(toc \d|toc heading|table of figures|table of authorities)$/;

/** Reads one paragraph; `before` is what was carried over from a paragraph whose end was deleted. */
export function readParagraph(paragraph: XmlElement, state: ReadingState, before?: ReadParagraph): ReadParagraph {
  const properties = childAt(paragraph, 'w:pPr');
  const style = state.styles.ofParagraph(properties);
  const headingLevel = headingLevelOf(properties, style);
  if (headingLevel !== undefined && state.fields.inContents()) state.fields.endContents();
  const sink = new InlineSink(state);
  const begunInContents = state.fields.inContents();
  readInline(paragraph, { style, sink, state, format: style.format });
  const joinsNext = readParagraphMarks(properties, state);
  sink.end();
  const carried = before ?? NOTHING_CARRIED;
  const content = [...carried.content, ...sink.content];
  return {
    content,
    words: content.map(inlineText).join('').trim(),
    style,
    properties,
    headingLevel,
    boxes: [...carried.boxes, ...sink.boxes],
    pictures: [...carried.pictures, ...sink.pictures],
    bookmarks: [...carried.bookmarks, ...sink.bookmarks],
    isContents: CONTENTS_STYLES.test(style.name) || begunInContents || state.fields.inContents(),
    joinsNext,
  };
}

function headingLevelOf(properties: XmlElement | undefined, style: WordStyle): number | undefined {
  const stated = numberAt(properties, 'w:outlineLvl');
  const level = stated === undefined ? style.headingLevel : stated + 1;
  return level === undefined || level > BODY_TEXT || level < 1 ? undefined : level;
}

// The properties of a paragraph say whether its end was inserted, deleted or moved; the answer is whether it is gone.
function readParagraphMarks(properties: XmlElement | undefined, state: ReadingState): boolean {
  if (!properties) return false;
  let gone = false;
  for (const mark of elementsBelow(properties)) {
    const kind = /^w:(ins|del|moveFrom|moveTo)$/.exec(mark.name)?.[1] as ChangeKind | undefined; // the pattern allows no other
    if (isFormatMark(mark)) state.tracked.format(mark);
    if (!kind) continue;
    const change = state.tracked.open(kind, mark);
    change.paragraphEnd = true;
    change.words += change.words === '' ? '' : ' ';
    gone ||= kind === 'del' || kind === 'moveFrom';
  }
  return gone;
}

/** The content without white space and line breaks at its ends, which are layout. */
export function trimmed(content: Inline[]): Inline[] {
  const kept = content.map((inline) => ({ ...inline }));
  for (let first = kept[0]; first; first = kept[0]) {
    if ('text' in first) first.text = first.text.trimStart();
    if ('note' in first || ('text' in first && first.text !== '')) break;
    kept.shift();
  }
  for (let last = kept[kept.length - 1]; last; last = kept[kept.length - 1]) {
    if ('text' in last) last.text = last.text.trimEnd();
    if ('note' in last || ('text' in last && last.text !== '')) break;
    kept.pop();
  }
  return kept;
}
