import type { Inline, TextBlock, TextRun } from '../../../shared/text/document-text.ts';
import { quoted } from './loss-list.ts';
import type { ReadingState } from './reading-state.ts';
import type { RunFormat } from './run-format.ts';
import type { XmlElement } from './xml-tree.ts';

type Passage = { kind: 'hidden' | 'struck' | 'highlighted'; words: string };

/** Takes in the characters of one paragraph. */
export class InlineSink {
  readonly content: Inline[] = [];
  /** Text boxes that hang on this paragraph. */
  readonly boxes: XmlElement[] = [];
  /** Pictures that stand in this paragraph. */
  readonly pictures: TextBlock[] = [];
  readonly bookmarks: string[] = [];
  private passage: Passage | undefined;
  private readonly state: ReadingState;

  /** Starts an empty paragraph. */
  constructor(state: ReadingState) {
    this.state = state;
  }

  /** Adds characters as they look in Word; hidden ones are listed and left out. */
  add(words: string, format: RunFormat, link?: string): void {
    if (words === '') return;
    this.note(words, format);
    if (format.hidden) return;
    const run = textRun(words, format, link);
    const last = this.content[this.content.length - 1];
    if (last && 'text' in last && sameLook(last, run)) last.text += words;
    else this.content.push(run);
    this.state.quotes.add(words);
  }

  /** Adds the mark of a note. */
  mark(noteId: string, number: number): void {
    this.content.push({ note: noteId });
    this.state.quotes.add(String(number));
  }

  /** Adds a line break. */
  break(): void {
    this.content.push({ break: true });
    this.state.quotes.add(' ');
  }

  /** Ends the paragraph: what was struck out, highlighted or hidden is listed. */
  end(): void {
    const passage = this.passage;
    this.passage = undefined;
    if (!passage || passage.words.trim() === '') return;
    const { losses } = this.state;
    const words = quoted(passage.words);
    if (passage.kind === 'hidden') losses.add('hidden-words', `Hidden words ${words} were left out.`, { leftOut: passage.words });
    else if (passage.kind === 'struck')
      losses.add('formatting', `The words ${words} are struck through in Word. They were kept as ordinary words.`);
    else losses.add('formatting', `The words ${words} are highlighted in Word. They were kept without the colour.`);
  }

  private note(words: string, format: RunFormat): void {
    const kind = format.hidden ? 'hidden' : format.struck ? 'struck' : format.highlighted ? 'highlighted' : undefined;
    if (this.passage && this.passage.kind !== kind) this.end();
    if (kind) this.passage = { kind, words: (this.passage?.words ?? '') + words };
  }
}

function textRun(text: string, format: RunFormat, link: string | undefined): TextRun {
  const run: TextRun = { text };
  if (format.strong) run.strong = true;
  if (format.em) run.em = true;
  if (format.underline && link === undefined) run.underline = true; // links are underlined anyway
  if (format.raised === 'sub') run.sub = true;
  if (format.raised === 'sup') run.sup = true;
  if (link !== undefined) run.link = link;
  return run;
}

function sameLook(one: TextRun, other: TextRun): boolean {
  return (['strong', 'em', 'underline', 'sub', 'sup', 'link'] as const).every((key) => one[key] === other[key]);
}
