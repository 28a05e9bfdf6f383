import { Problem } from '../kernel/problem.ts';
import { BlockId, SafeHref, type TextBlock, type TextRun } from './document-text.ts';
import { NOTE_SIGN } from './plain-text.ts';

/** A stretch of a block to mark, by UTF-16 offsets, with the class the page styles. */
export type TextMark = { blockId: string; start: number; end: number; className: string };

/** A word with an explanation and the address of that explanation. */
export type GlossaryWord = { word: string; href: string };

/** How the characters of one rendering are dressed; `marked` collects the notes whose first mark has been written. */
export type TextStyle = {
  marks: Map<string, TextMark[]>;
  glossary: GlossaryMatcher | undefined;
  notes: ReadonlyMap<string, number>;
  marked: Set<string>;
};

/** Escapes text for HTML content and for quoted attributes. */
export function escapeHtml(text: string): string {
  return UNSAFE.test(text) ? text.replace(UNSAFE_ALL, (sign) => ENTITIES[sign]) : text;
}

const UNSAFE = /[&<>"']/;
const UNSAFE_ALL = /[&<>"']/g;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The permanent id of a block as an element id; anything else than a block id is refused. */
export function blockElementId(blockId: string): string {
  if (!BlockId.safeParse(blockId).success)
    throw new Problem('text-not-valid', 422, 'This text has a block whose id cannot be used.');
  return `b-${blockId}`;
}

// An address a page gives (not the document): absolute and safe, or a place on this site.
const OWN_ADDRESS = /^(?![a-z][a-z0-9+.-]*:)(?!\/\/)(?!\/?\\)[^\s<>"'`\\]+$/i;

/** An address for a link that a page adds, escaped; one that is neither safe nor on this site is refused. */
export function pageAddress(href: string): string {
  if (!OWN_ADDRESS.test(href) && !SafeHref.safeParse(href).success) {
    throw new Problem('address-not-safe', 500, 'This page was asked to show a link that is not safe.');
  }
  return escapeHtml(href);
}

/** The characters of a block as HTML; its text content, a line break counted one, is exactly `blockText(block)`. */
export function inlineHtml(block: TextBlock, style: TextStyle): string {
  const pieces = piecesOf(block, style.marks.get(block.id) ?? []);
  const glossary = block.kind === 'heading' ? undefined : style.glossary;
  let html = '';
  let open: string | undefined;
  for (const piece of pieces) {
    const link = piece.run ? safeLink(piece.run) : undefined;
    if (open !== undefined && link !== open) html += '</a>';
    if (link !== undefined && link !== open) html += linkStart(link);
    open = link;
    html += pieceHtml(piece, style, link === undefined ? glossary : undefined);
  }
  return open === undefined ? html : `${html}</a>`;
}

type Piece = { run: TextRun | undefined; note?: string; text: string; classes: string };

function piecesOf(block: TextBlock, marks: TextMark[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const part of block.content) {
    if ('break' in part) {
      pieces.push({ run: undefined, text: '\n', classes: '' });
      at += 1;
      continue;
    }
    if ('note' in part) {
      pieces.push({ run: undefined, note: part.note, text: NOTE_SIGN, classes: classesAt(marks, at) });
      at += NOTE_SIGN.length;
      continue;
    }
    const end = at + part.text.length;
    const cuts = marks.length === 0 ? [] : cutsBetween(marks, at, end);
    for (const [from, to] of spans([at, ...cuts, end])) {
      pieces.push({ run: part, text: part.text.slice(from - at, to - at), classes: classesAt(marks, from) });
    }
    at = end;
  }
  return pieces;
}

function cutsBetween(marks: TextMark[], from: number, to: number): number[] {
  const edges = marks.flatMap((mark) => [mark.start, mark.end]).filter((edge) => edge > from && edge < to);
  return [...new Set(edges)].sort((one, other) => one - other);
}

function spans(edges: number[]): [number, number][] {
  return edges.slice(1).map((edge, index) => [edges[index], edge]);
}

function classesAt(marks: TextMark[], at: number): string {
  if (marks.length === 0) return '';
  const names = marks.filter((mark) => mark.start <= at && at < mark.end).map((mark) => mark.className);
  return [...new Set(names)].join(' ');
}

const TAGS = ['strong', 'em', 'underline', 'sub', 'sup'] as const;
const ELEMENTS = { strong: 'strong', em: 'em', underline: 'u', sub: 'sub', sup: 'sup' } as const;

function pieceHtml(piece: Piece, style: TextStyle, glossary: GlossaryMatcher | undefined): string {
  if (piece.note !== undefined) return marked(noteMarkHtml(piece.note, style), piece.classes);
  if (!piece.run) return '<br>';
  let html = glossary ? glossary.html(piece.text) : escapeHtml(piece.text);
  for (const tag of TAGS) if (piece.run[tag]) html = `<${ELEMENTS[tag]}>${html}</${ELEMENTS[tag]}>`;
  return marked(html, piece.classes);
}

function marked(html: string, classes: string): string {
  return classes === '' ? html : `<mark class="${escapeHtml(classes)}">${html}</mark>`;
}

/** Where the first mark of a note stands in a page: what its back link leads to. */
export function noteMarkId(noteId: string): string {
  return `f-${blockElementId(noteId).slice(2)}`;
}

// The sign counts one character, so that offsets agree; the style sheet prints the number in its place.
function noteMarkHtml(noteId: string, style: TextStyle): string {
  const number = style.notes.get(noteId);
  if (number === undefined) return NOTE_SIGN;
  const id = style.marked.has(noteId) ? '' : ` id="${noteMarkId(noteId)}"`;
  style.marked.add(noteId);
  return `<a class="fn"${id} href="#${blockElementId(noteId)}" role="doc-noteref" aria-label="Note ${number}" data-n="${number}"><span>${NOTE_SIGN}</span></a>`;
}

function safeLink(run: TextRun): string | undefined {
  return run.link !== undefined && SafeHref.safeParse(run.link).success ? run.link : undefined;
}

function linkStart(link: string): string {
  return link.startsWith('#')
    ? `<a class="x" href="${escapeHtml(link)}">`
    : `<a href="${escapeHtml(link)}" rel="external noopener noreferrer">`;
}

/** Links the first use of each glossary word in a section to its explanation. */
export class GlossaryMatcher {
  private readonly pattern: RegExp;
  private readonly addresses: Map<string, string>;
  private readonly explained = new Set<string>();

  /** Prepares the words once for a whole document; longer words win over words inside them. */
  constructor(words: readonly GlossaryWord[]) {
    const longestFirst = [...words].sort((one, other) => other.word.length - one.word.length);
    const alternatives = longestFirst.map(({ word }) => word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('|');
    this.pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, 'giu');
    this.addresses = new Map(words.map(({ word, href }) => [keyOf(word), pageAddress(href)]));
  }

  /** Starts a section: every word may be explained once more. */
  begin(): void {
    this.explained.clear();
  }

  /** The text as HTML with its glossary words linked. */
  html(text: string): string {
    let out = '';
    let at = 0;
    for (const match of text.matchAll(this.pattern)) {
      const key = keyOf(match[0]);
      const address = this.addresses.get(key);
      if (address === undefined || this.explained.has(key)) continue;
      this.explained.add(key);
      out += `${escapeHtml(text.slice(at, match.index))}<a class="gl" href="${address}">${escapeHtml(match[0])}</a>`;
      at = match.index + match[0].length;
    }
    return out + escapeHtml(text.slice(at));
  }
}

// An abbreviation is only itself in capitals ("IT" is not "it"); any other word may start a sentence.
function keyOf(word: string): string {
  return word === word.toUpperCase() ? word : word.toLowerCase();
}
