import { isSafeHref } from '../../../shared/text/live/inline-formats.ts';

/** A block found in foreign HTML, not yet checked. */
export type FoundBlock = FoundText | FoundTable;
/** A text block found in foreign HTML. */
export type FoundText = { id?: string; kind: string; level: number; picture?: unknown; content: FoundInline[] };
/** A table found in foreign HTML, rectangular. */
export type FoundTable = {
  id?: string;
  kind: 'table';
  headerRow: boolean;
  headerColumn: boolean;
  rows: { cells: { blocks: FoundBlock[] }[] }[];
};
type FoundInline = Record<string, unknown>;
type Formats = Record<string, true | string>;

const SKIPPED = new Set(['script', 'style', 'head', 'title', 'meta', 'link', 'template', 'noscript', 'svg', 'object', 'iframe']);
const BLOCKS = new Set(
  'p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre table section article header footer main'.split(' '),
);
const MARKS: Record<string, string> = {
  strong: 'strong',
  b: 'strong',
  em: 'em',
  i: 'em',
  u: 'underline',
  sub: 'sub',
  sup: 'sup',
};
const DEEPEST_HEADING = 4;

/** Reads foreign HTML (Word, Google Docs, a web page, Concord's own) as flat blocks; `docId` is the text that may keep its block ids. */
export function htmlToBlocks(root: ParentNode, docId: string, keepSpaces = false): FoundBlock[] {
  const reader = new HtmlReader(docId, keepSpaces);
  reader.children(root, { kind: 'paragraph', level: 0, formats: {} });
  reader.endBlock();
  return reader.blocks;
}

type Context = { kind: string; level: number; formats: Formats; depth?: number; list?: string };

class HtmlReader {
  readonly blocks: FoundBlock[] = [];
  private open: FoundText | undefined;
  private tableId: string | undefined;

  constructor(
    private readonly docId: string,
    private readonly keepSpaces: boolean,
  ) {}

  children(parent: ParentNode, context: Context): void {
    for (const node of parent.childNodes) {
      if (node instanceof Text) this.text(node.data, context);
      else if (node instanceof HTMLElement) this.element(node, context);
    }
  }

  endBlock(): void {
    const { open } = this;
    this.open = undefined;
    if (!open) return;
    trimEnd(open.content, this.keepSpaces);
    if (open.content.length || open.id || open.picture) this.blocks.push(open);
  }

  private element(element: HTMLElement, context: Context): void {
    const tag = element.localName;
    if (SKIPPED.has(tag) || isWordsListSign(element)) return;
    if (tag === 'br') this.openBlock(context).content.push({ break: true });
    else if (element.dataset.note !== undefined) this.noteMark(element, context);
    else if (element.dataset.picture !== undefined) this.picture(element, context);
    else if (tag === 'table') this.table(element as HTMLTableElement);
    else if (BLOCKS.has(tag)) this.block(element, blockContext(element, tag, context));
    else this.children(element, { ...context, formats: formatsOf(element, tag, context.formats) });
  }

  /** The mark of a note of this very text; another text's note does not come along. */
  private noteMark(element: HTMLElement, context: Context): void {
    if (this.isOwn(element)) this.openBlock(context).content.push({ note: element.dataset.note });
  }

  /** A picture of this very text; another text’s bytes do not come along, only its caption. */
  private picture(element: HTMLElement, context: Context): void {
    this.endBlock();
    const id = this.ownId(element);
    const picture = this.isOwn(element) ? parsed(element.dataset.picture ?? '') : undefined;
    if (picture) this.open = { ...(id ? { id } : {}), kind: 'image', level: 0, picture, content: [] };
    this.children(element, { ...context, kind: 'paragraph', level: 0 });
    this.endBlock();
  }

  private block(element: HTMLElement, inside: Context): void {
    this.endBlock();
    const context = inside.kind === 'note' && !this.isOwn(element) ? { ...inside, kind: 'paragraph' } : inside;
    if (element.classList.contains('c-table-block')) {
      this.tableId = this.ownId(element);
      this.children(element, { ...context, kind: 'paragraph', level: 0 });
      return;
    }
    const id = this.ownId(element);
    if (id) this.open = { id, kind: context.kind, level: context.level, content: [] };
    this.children(element, context);
    this.endBlock();
  }

  /** The id of a block of this very text, and none of any other text's. */
  private ownId(element: HTMLElement): string | undefined {
    return this.isOwn(element) ? (element.getAttribute('data-id') ?? undefined) : undefined;
  }

  private isOwn(element: HTMLElement): boolean {
    return element.closest('[data-concord-text]')?.getAttribute('data-concord-text') === this.docId;
  }

  private table(table: HTMLTableElement): void {
    this.endBlock();
    const rows = [...table.rows].map((row) => ({
      cells: [...row.cells].flatMap((cell) => {
        const blocks = htmlToBlocks(cell, '').flatMap((block) => (isTable(block) ? block.rows.flatMap(cellsBlocks) : [block]));
        const content = { blocks: blocks.length ? blocks : [emptyParagraph()] };
        return [content, ...Array.from({ length: Math.min(cell.colSpan, 50) - 1 }, () => ({ blocks: [emptyParagraph()] }))];
      }),
    }));
    const width = Math.max(0, ...rows.map((row) => row.cells.length));
    if (!width) return;
    for (const row of rows) while (row.cells.length < width) row.cells.push({ blocks: [emptyParagraph()] });
    const cells = [...(table.rows[0]?.cells ?? [])];
    const headerRow = cells.length > 0 && cells.every((cell) => cell.localName === 'th');
    const headerColumn = rows.length > 1 && [...table.rows].every((row) => row.cells[0]?.localName === 'th');
    const id = this.tableId;
    this.tableId = undefined;
    this.blocks.push({ ...(id ? { id } : {}), kind: 'table', headerRow, headerColumn, rows });
  }

  private text(text: string, context: Context): void {
    const words = this.keepSpaces ? text.replace(/[\n\r]+/g, ' ') : text.replace(/[\t\n\r ]+/g, ' ');
    const content = this.open?.content;
    const last = content?.at(-1);
    const atStart = !last || 'break' in last || String(last.text).endsWith(' ');
    const shown = atStart && !this.keepSpaces ? words.replace(/^ +/, '') : words;
    if (shown) this.openBlock(context).content.push({ text: shown, ...context.formats });
  }

  private openBlock(context: Context): FoundText {
    this.open ??= { kind: context.kind, level: context.level, content: [] };
    return this.open;
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined; // whoever wrote this attribute, it was not Concord
  }
}

function isTable(block: FoundBlock): block is FoundTable {
  return 'rows' in block;
}

function cellsBlocks(row: FoundTable['rows'][number]): FoundBlock[] {
  return row.cells.flatMap((cell) => cell.blocks);
}

function emptyParagraph(): FoundBlock {
  return { kind: 'paragraph', level: 0, content: [] };
}

/** White space that HTML does not show goes; hard spaces, which browsers copy for real ones, become real ones. */
function trimEnd(content: FoundInline[], keepSpaces: boolean): void {
  const last = content.at(-1);
  if (last && 'break' in last) content.pop();
  else if (last && !keepSpaces) last.text = String(last.text).replace(/ +$/, '');
  if (content.at(-1)?.text === '') content.pop();
  for (const run of content) if (typeof run.text === 'string') run.text = run.text.replaceAll('\u00A0', ' ');
}

function blockContext(element: HTMLElement, tag: string, context: Context): Context {
  const own = ownKind(element);
  if (own) return { ...context, ...own, formats: {} };
  if (/^h[1-6]$/.test(tag)) return { ...context, kind: 'heading', level: Math.min(Number(tag[1]), DEEPEST_HEADING), formats: {} };
  if (tag === 'blockquote') return { ...context, kind: 'quote', level: 0 };
  if (tag === 'ul' || tag === 'ol') return { ...context, list: tag, depth: (context.depth ?? -1) + 1 };
  if (tag === 'li') return { ...context, kind: context.list === 'ol' ? 'clause' : 'bullet', level: context.depth ?? 0 };
  return wordsListItem(element, context) ?? context;
}

/** Concord's own HTML says kind and level. */
function ownKind(element: HTMLElement): { kind: string; level: number } | undefined {
  const kind = element.getAttribute('data-kind');
  return kind ? { kind, level: Number(element.getAttribute('data-level')) || 0 } : undefined;
}

/** Word writes list items as paragraphs with `mso-list:l0 level2 lfo1` and the sign as text. */
function wordsListItem(element: HTMLElement, context: Context): Context | undefined {
  const level = /mso-list:[^;"]*level(\d)/.exec(element.getAttribute('style') ?? '')?.[1];
  if (!level) return undefined;
  const sign = [...element.querySelectorAll('span')].find(isWordsListSign)?.textContent?.trim() ?? '';
  return { ...context, kind: /^[(]?[\da-z]{1,4}[.)]/i.test(sign) ? 'clause' : 'bullet', level: Number(level) - 1 };
}

function isWordsListSign(element: HTMLElement): boolean {
  return /mso-list:\s*ignore/i.test(element.getAttribute('style') ?? '');
}

function formatsOf(element: HTMLElement, tag: string, formats: Formats): Formats {
  const own: Formats = { ...formats };
  const style = element.getAttribute('style') ?? '';
  const mark = MARKS[tag];
  const isDocsWrapper = tag === 'b' && /font-weight:\s*normal/.test(style); // Google Docs wraps everything in one
  if (mark && !isDocsWrapper) own[mark] = true;
  if (/font-weight:\s*(bold|[6-9]00)/.test(style)) own.strong = true;
  if (/font-style:\s*italic/.test(style)) own.em = true;
  if (/vertical-align:\s*(sub|super)/.test(style)) own[style.includes('super') ? 'sup' : 'sub'] = true;
  const href = tag === 'a' ? element.getAttribute('href') : null;
  if (isSafeHref(href)) own.link = href;
  return own;
}
