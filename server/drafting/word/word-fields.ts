import { counted, quoted, type LossList } from './loss-list.ts';
import { wholeNumber, childAt, type XmlElement } from './xml-tree.ts';

type OpenField = { code: string; showing: boolean; words: number; begin: XmlElement };

const MAX_OPEN = 100; // fields inside fields; Word itself stops at twenty
const INDEX_MARKS = /^(XE|TC|TA|RD|SET|ADVANCE|PRIVATE)$/;
const REFERENCES = /^(REF|PAGEREF|NOTEREF|STYLEREF)$/;
const OWN_READING = /^(TOC|HYPERLINK|FORMCHECKBOX)$/; // what becomes of these is decided elsewhere

/** Word's fields: a code that is not shown and the words it last gave, which are. */
export class WordFields {
  private open: OpenField[] = [];
  private readonly losses: LossList;

  /** Starts with the list of what is lost. */
  constructor(losses: LossList) {
    this.losses = losses;
  }

  /** Whether the reader is in the code of a field and not in its words. */
  inCode(): boolean {
    return this.open.some((field) => !field.showing);
  }

  /** Whether the reader is in a table of contents or a list of tables. */
  inContents(): boolean {
    return this.open.some((field) => field.showing && kindOf(field.code) === 'TOC');
  }

  /** Forgets a table of contents that was never ended. */
  endContents(): void {
    this.open = this.open.filter((field) => kindOf(field.code) !== 'TOC');
  }

  /** Adds to the code of the innermost field. */
  code(characters: string): void {
    const field = this.open[this.open.length - 1];
    if (field && !field.showing && field.code.length < 4000) field.code += characters;
  }

  /** Counts shown characters. */
  shown(characters: number): void {
    for (const field of this.open) field.words += characters;
  }

  /** The address of the nearest link that the reader is in: an outside address, or `#` and a bookmark. */
  link(): string | undefined {
    return this.open.map((field) => (field.showing ? linkOf(field.code) : undefined)).findLast((link) => link !== undefined);
  }

  /** Handles a mark of a field, and answers the characters that a tick box shows. */
  mark(mark: XmlElement): string {
    const type = mark.attributes['w:fldCharType'];
    if (type === 'begin' && this.open.length < MAX_OPEN) this.open.push({ code: '', showing: false, words: 0, begin: mark });
    const field = this.open[this.open.length - 1];
    if (type === 'separate' && field) field.showing = true;
    if (type !== 'end' || !field) return '';
    this.open.pop();
    return this.ended(field);
  }

  /** Opens a field whose code stands in one attribute; the answer closes it. */
  simple(element: XmlElement): () => void {
    const field: OpenField = { code: element.attributes['w:instr'] ?? '', showing: true, words: 0, begin: element };
    this.open.push(field);
    return () => {
      this.open = this.open.filter((one) => one !== field);
      this.ended(field);
    };
  }

  private ended(field: OpenField): string {
    const kind = kindOf(field.code);
    if (kind === 'FORMCHECKBOX') return ticked(field.begin) ? '☒' : '☐';
    if (field.words > 0 && REFERENCES.test(kind) && !this.inContents())
      this.losses.addCounted('field', 'reference', (count) =>
        count === 1
          ? 'A cross-reference was kept as plain words. It does not follow what it refers to.'
          : `${counted(count, 'cross-reference')} were kept as plain words. They do not follow what they refer to.`,
      );
    if (field.words > 0 || OWN_READING.test(kind) || kind === '' || this.inContents() || this.inCode()) return '';
    if (INDEX_MARKS.test(kind)) this.losses.add('field', `A mark for an index or a list, ${quoted(field.code)}, was left out.`);
    else this.losses.add('field', `A Word field that showed no words, ${quoted(field.code)}, was left out.`);
    return '';
  }
}

function kindOf(code: string): string {
  return (/^\s*([A-Za-z]+)/.exec(code)?.[1] ?? '').toUpperCase();
}

function linkOf(code: string): string | undefined {
  if (kindOf(code) !== 'HYPERLINK') return undefined;
  const place = /\\l\s+"([^"]*)"/.exec(code)?.[1];
  const address = /^\s*HYPERLINK\s+"([^"]*)"/i.exec(code)?.[1];
  if (address) return place ? `${address}#${place}` : address;
  return place ? `#${place}` : undefined;
}

function ticked(begin: XmlElement): boolean {
  const box = childAt(begin, 'w:ffData', 'w:checkBox');
  const mark = childAt(box, 'w:checked') ?? childAt(box, 'w:default');
  const value = mark?.attributes['w:val'];
  return mark !== undefined && (value === undefined || value === 'true' || value === 'on' || wholeNumber(value) === 1);
}
