import { makeId } from '../../../shared/kernel/ids.ts';
import { chosenBranch } from './alternate-content.ts';
import { equationWords } from './equation-words.ts';
import type { InlineSink } from './inline-sink.ts';
import { counted, quoted } from './loss-list.ts';
import { plainWords } from './plain-words.ts';
import { readDrawing } from './read-drawing.ts';
import type { ReadingState } from './reading-state.ts';
import type { RunFormat } from './run-format.ts';
import { symbolCharacter } from './symbol-characters.ts';
import { isFormatMark, type Change, type ChangeKind } from './tracked-changes.ts';
import { linkTo, pendingLink } from './word-links.ts';
import type { WordStyle } from './word-styles.ts';
import { charactersOf, childAt, childElements, elementsBelow, type XmlElement } from './xml-tree.ts';

/** What surrounds the characters that are read. */
export type Span = { style: WordStyle; sink: InlineSink; state: ReadingState; link?: string; change?: Change; format: RunFormat };

type Reader = (element: XmlElement, span: Span) => void;

/** Reads everything inside a paragraph, or inside a part of one, in order. */
export function readInline(parent: XmlElement, span: Span): void {
  for (const child of childElements(parent)) readOne(child, span);
}

// A thing that is not known is gone into, so that its words are not lost.
function readOne(element: XmlElement, span: Span): void {
  const reader = READERS[element.name] ?? readInline;
  reader(element, span);
}

function ignore(): void {}

const READERS: Record<string, Reader> = {
  'w:pPr': ignore,
  'w:rPr': ignore,
  'w:sdtPr': ignore,
  'w:sdtEndPr': ignore,
  'w:softHyphen': ignore,
  'w:r': readRun,
  'w:t': readText,
  'w:delText': readText,
  'w:tab': (_, span) => emit(' ', span),
  'w:ptab': (_, span) => emit(' ', span),
  'w:noBreakHyphen': (_, span) => emit('\u2011', span),
  'w:br': (element, span) =>
    element.attributes['w:type'] === undefined || element.attributes['w:type'] === 'textWrapping'
      ? lineBreak(span)
      : emit(' ', span),
  'w:cr': (_, span) => lineBreak(span),
  'w:sym': readSymbol,
  'w:hyperlink': readLink,
  'w:ins': (element, span) => readChange('ins', element, span),
  'w:del': (element, span) => readChange('del', element, span),
  'w:moveFrom': (element, span) => readChange('moveFrom', element, span),
  'w:moveTo': (element, span) => readChange('moveTo', element, span),
  'w:fldChar': (element, span) => emit(span.state.fields.mark(element), span),
  'w:instrText': (element, span) => span.state.fields.code(charactersOf(element)),
  'w:delInstrText': (element, span) => span.state.fields.code(charactersOf(element)),
  'w:fldSimple': readSimpleField,
  'w:footnoteReference': (element, span) => readNoteReference('footnote', element, span),
  'w:endnoteReference': (element, span) => readNoteReference('endnote', element, span),
  'w:bookmarkStart': (element, span) => void span.sink.bookmarks.push(element.attributes['w:name'] ?? ''),
  'w:commentRangeStart': (element, span) => span.state.quotes.begin(element.attributes['w:id'] ?? ''),
  'w:commentRangeEnd': (element, span) => span.state.quotes.end(element.attributes['w:id'] ?? ''),
  'w:commentReference': readCommentReference,
  'w:drawing': readPicture,
  'w:pict': readPicture,
  'w:object': readPicture,
  'm:oMath': readEquation,
  'm:oMathPara': readEquation,
  'mc:AlternateContent': (element, span) => {
    const branch = chosenBranch(element, span.state.passedOver);
    if (branch) readInline(branch, span);
  },
};

function readRun(run: XmlElement, span: Span): void {
  const properties = childAt(run, 'w:rPr');
  if (properties) for (const mark of elementsBelow(properties)) if (isFormatMark(mark)) span.state.tracked.format(mark);
  readInline(run, { ...span, format: span.state.styles.formatOf(properties, span.style) });
}

function readText(element: XmlElement, span: Span): void {
  if (span.state.fields.inCode()) return;
  const characters = charactersOf(element).replace(/[\r\n\t]+/g, ' ');
  span.state.read.add(element);
  emit(element.attributes['xml:space'] === 'preserve' ? characters : characters.trim(), span);
}

function emit(words: string, span: Span): void {
  if (words === '' || span.state.fields.inCode()) return;
  const { change, state } = span;
  if (change) change.words += words;
  else if (words.trim() !== '') state.tracked.close();
  state.fields.shown(words.length);
  if (isGone(change)) return;
  span.sink.add(words, span.format, span.link ?? fieldLink(words, span));
}

function lineBreak(span: Span): void {
  if (span.change) span.change.words += ' ';
  if (isGone(span.change) || span.format.hidden || span.state.fields.inCode()) return;
  span.sink.break();
}

function isGone(change: Change | undefined): boolean {
  return change?.kind === 'del' || change?.kind === 'moveFrom';
}

function fieldLink(words: string, span: Span): string | undefined {
  const address = span.state.fields.link();
  return address === undefined ? undefined : linkTo(address, words, span.state);
}

// A deletion inside an insertion is a deletion; an insertion inside a deletion is gone too.
function readChange(kind: ChangeKind, element: XmlElement, span: Span): void {
  const change = span.state.tracked.open(kind, element);
  if (span.change && span.change !== change) span.change.wraps = true;
  readInline(element, { ...span, change: isGone(span.change) && !isGone(change) ? span.change : change });
}

function readLink(element: XmlElement, span: Span): void {
  const { state } = span;
  const outside = state.file.relation(state.part, element.attributes['r:id'] ?? '')?.target;
  const anchor = element.attributes['w:anchor'];
  const address = outside === undefined ? anchor && `#${anchor}` : anchor ? `${outside}#${anchor}` : outside;
  const link = address ? linkTo(address, wordsBelow(element), state) : undefined;
  readInline(element, link === undefined ? span : { ...span, link });
}

function wordsBelow(element: XmlElement): string {
  return [...elementsBelow(element)].map((inner) => (inner.name === 'w:t' ? charactersOf(inner) : '')).join('');
}

function readSimpleField(element: XmlElement, span: Span): void {
  const close = span.state.fields.simple(element);
  readInline(element, span);
  close();
}

function readSymbol(element: XmlElement, span: Span): void {
  const font = element.attributes['w:font'] ?? '';
  const character = symbolCharacter(font, element.attributes['w:char'] ?? '');
  if (character !== undefined) return emit(character, span);
  const name = font === '' ? 'a picture font' : `the picture font ${font.slice(0, 60)}`;
  span.state.losses.addCounted(
    'symbol',
    font,
    (count) => `${counted(count, 'character')} of ${name} left out, because ordinary fonts have no such character.`,
  );
}

function readNoteReference(kind: 'footnote' | 'endnote', element: XmlElement, span: Span): void {
  const id = element.attributes['w:id'] ?? '';
  const { state } = span;
  if (isGone(span.change)) return;
  const key = `${kind}/${id}`;
  const fresh = { kind, id, number: state.notes.size + 1, blockId: makeId(), place: state.losses.place() };
  const known = state.notes.get(key) ?? fresh;
  state.notes.set(key, known);
  if (state.part === state.file.main) span.sink.mark(known.blockId, known.number);
  else span.sink.add(String(known.number), { raised: 'sup' }, pendingLink(`note/${known.number}`)); // a note has no notes of its own
}

function readCommentReference(element: XmlElement, span: Span): void {
  const id = element.attributes['w:id'] ?? '';
  span.state.quotes.begin(id);
  span.state.quotes.end(id);
}

function readPicture(element: XmlElement, span: Span): void {
  if (isGone(span.change)) {
    if (span.change) span.change.words += ` ${plainWords(element, span.state, true)}`;
    return;
  }
  const { boxes, pictures } = readDrawing(element, span.state);
  span.sink.boxes.push(...boxes);
  span.sink.pictures.push(...pictures);
}

function readEquation(element: XmlElement, span: Span): void {
  const words = equationWords(element, span.state);
  if (words === '') return;
  emit(words, span);
  if (!isGone(span.change))
    span.state.losses.add('equation', `An equation was kept as plain characters, ${quoted(words)}. Check it.`);
}
