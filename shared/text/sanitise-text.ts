import { makeId } from '../kernel/ids.ts';
import { MAX_BLOCK_CHARS, MAX_BLOCKS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS } from '../kernel/limits.ts';
import { cutContent, cutsPair } from './cut-content.ts';
import {
  BlockId,
  TEXT_KINDS,
  type Block,
  type DocumentText,
  type Picture,
  type TableCell,
  type TableRow,
  type TextBlock,
} from './document-text.ts';
import { LossList } from './loss-list.ts';
import { marksWithoutNote, notesWithMarks, settleNotes } from './notes.ts';
import { pictureOf } from './pictures.ts';
import { blockText } from './plain-text.ts';
import { isRecord, sanitiseContent } from './sanitise-content.ts';
import { LEVELS } from './text-faults.ts';

/** Makes foreign content a valid text and says in plain sentences what could not be kept; words are never dropped in silence. */
export function sanitiseText(foreign: unknown, newId: () => string = makeId): { text: DocumentText; losses: string[] } {
  const { text, losses } = sanitisePart(foreign, newId);
  const lost = marksWithoutNote(text).length;
  if (lost > 0)
    losses.push(lost === 1 ? 'A mark led to no note and was left out' : `${lost} marks led to no note and were left out`);
  const own = notesWithMarks(text).length;
  if (own > 0) losses.push('A note had a note of its own; its mark was left out');
  return { text: settleNotes(text), losses };
}

/** As `sanitiseText`, for a part of a text whose notes may stand elsewhere in it: marks and notes stay as they are. */
export function sanitisePart(foreign: unknown, newId: () => string = makeId): { text: DocumentText; losses: string[] } {
  const cleaner = new Cleaner(newId);
  const blocks = cleaner.blocks(isRecord(foreign) ? foreign.blocks : foreign);
  return { text: { schema: 1, blocks }, losses: cleaner.losses.sentences() };
}

// The further pieces of a block that was too long: they must not be counted as clauses or headings of their own.
const GOES_ON_AS: Partial<Record<TextBlock['kind'], Pick<TextBlock, 'kind'> & Partial<TextBlock>>> = {
  clause: { kind: 'continued' },
  bullet: { kind: 'continued' },
  heading: { kind: 'paragraph', level: 0 },
  note: { kind: 'continued' },
  image: { kind: 'paragraph' },
};

class Cleaner {
  readonly losses = new LossList();
  private readonly used = new Set<string>();
  private readonly newId: () => string;
  private tables = 0;

  constructor(newId: () => string) {
    this.newId = newId;
  }

  blocks(foreign: unknown): Block[] {
    if (!Array.isArray(foreign)) this.losses.add('There was no text that could be read');
    const list: unknown[] = Array.isArray(foreign) ? foreign : [];
    const blocks = list.flatMap((block, index) => this.block(block, `Block ${index + 1}`));
    this.losses.at('');
    if (blocks.length > MAX_BLOCKS)
      this.losses.add(`The last ${blocks.length - MAX_BLOCKS} blocks were left out: ${MAX_BLOCKS} is the most`);
    return blocks.length === 0 ? [this.emptyParagraph()] : blocks.slice(0, MAX_BLOCKS);
  }

  private block(foreign: unknown, place: string): Block[] {
    this.losses.at(place);
    if (!isRecord(foreign)) {
      this.losses.add('something that is not text was left out');
      return [];
    }
    return foreign.kind === 'table' ? this.table(foreign) : this.textBlocks(foreign);
  }

  private wholeBlock(foreign: Record<string, unknown>, inCell: boolean): TextBlock | undefined {
    const picture = foreign.kind === 'image' ? this.picture(foreign, inCell) : undefined;
    const bare = foreign.kind === 'image' && !picture;
    const kind = bare ? 'paragraph' : this.kind(foreign.kind);
    const level = this.level(foreign.level, kind);
    const content = sanitiseContent(foreign.content, this.losses);
    if (bare && content.length === 0) return undefined;
    return {
      id: this.id(foreign.id),
      kind,
      level,
      ...(foreign.pageBreak === true ? { pageBreak: true } : {}),
      ...(picture ? { picture } : {}),
      content,
    };
  }

  // A block that is too long goes on in further blocks, so that no word is lost.
  private textBlocks(foreign: Record<string, unknown>, inCell = false): TextBlock[] {
    const first = this.wholeBlock(foreign, inCell);
    if (!first) return [];
    const { kind, level, content } = first;
    const words = blockText(first);
    if (words.length <= MAX_BLOCK_CHARS) return [first];
    this.losses.add(`it was longer than ${MAX_BLOCK_CHARS} characters and was cut into several`);
    const pieces: TextBlock[] = [];
    for (let from = 0; from < words.length;) {
      const limit = Math.min(words.length, from + MAX_BLOCK_CHARS);
      const to = cutsPair(words, limit) ? limit - 1 : limit;
      const piece = cutContent(content, from, to);
      pieces.push(
        from === 0 ? { ...first, content: piece } : { id: this.freshId(), kind, level, ...GOES_ON_AS[kind], content: piece },
      );
      from = to;
    }
    return pieces;
  }

  // The caption of a picture that cannot be kept stays as a paragraph.
  private picture({ picture }: Record<string, unknown>, inCell: boolean): Picture | undefined {
    const known = inCell ? undefined : pictureOf(picture);
    if (!known) this.losses.add(inCell ? 'a picture inside a table was left out' : 'a picture that is none was left out');
    return known;
  }

  private kind(foreign: unknown): TextBlock['kind'] {
    const known = TEXT_KINDS.find((kind) => kind === foreign);
    if (!known) this.losses.add('its kind is unknown, so it became a paragraph');
    return known ?? 'paragraph';
  }

  private level(foreign: unknown, kind: TextBlock['kind']): number {
    const [least, most] = LEVELS[kind];
    const level = typeof foreign === 'number' && Number.isFinite(foreign) ? Math.round(foreign) : least;
    if (level < least || level > most) this.losses.add(`level ${level} does not exist for this kind and was changed`);
    return Math.min(most, Math.max(least, level));
  }

  private id(foreign: unknown): string {
    const parsed = BlockId.safeParse(foreign);
    if (!parsed.success || this.used.has(parsed.data)) return this.freshId();
    this.used.add(parsed.data);
    return parsed.data;
  }

  private freshId(): string {
    let id = this.newId();
    while (this.used.has(id)) id = this.newId();
    this.used.add(id);
    return id;
  }

  private emptyParagraph(): TextBlock {
    return { id: this.freshId(), kind: 'paragraph', level: 0, content: [] };
  }

  private table(foreign: Record<string, unknown>): Block[] {
    const place = `Table ${++this.tables}`;
    this.losses.at(place);
    const id = this.id(foreign.id);
    const list: unknown[] = Array.isArray(foreign.rows) ? foreign.rows : [];
    if (list.length > MAX_TABLE_ROWS)
      this.losses.add(`${list.length - MAX_TABLE_ROWS} rows were left out: ${MAX_TABLE_ROWS} is the most`);
    const rows = list.slice(0, MAX_TABLE_ROWS).flatMap((row, index) => this.row(row, `${place}, row ${index + 1}`));
    if (rows.length === 0) {
      this.losses.at(place);
      this.losses.add('it had no cells and was left out');
      return [];
    }
    this.fillUp(rows, place);
    return [{ id, kind: 'table', headerRow: foreign.headerRow === true, headerColumn: foreign.headerColumn === true, rows }];
  }

  private fillUp(rows: TableRow[], place: string): void {
    const columns = Math.max(...rows.map((row) => row.cells.length));
    rows.forEach((row, index) => {
      if (row.cells.length === columns) return;
      this.losses.at(`${place}, row ${index + 1}`);
      this.losses.add(`it had ${row.cells.length} of ${columns} cells, so empty cells were added at its end`);
      while (row.cells.length < columns) row.cells.push({ id: this.freshId(), blocks: [this.emptyParagraph()] });
    });
  }

  private row(foreign: unknown, place: string): TableRow[] {
    this.losses.at(place);
    const list: unknown[] = isRecord(foreign) && Array.isArray(foreign.cells) ? foreign.cells : [];
    if (!isRecord(foreign) || list.length === 0) {
      this.losses.add('it had no cells and was left out');
      return [];
    }
    const id = this.id(foreign.id);
    if (list.length > MAX_TABLE_COLUMNS)
      this.losses.add(`${list.length - MAX_TABLE_COLUMNS} cells were left out: ${MAX_TABLE_COLUMNS} columns is the most`);
    return [{ id, cells: list.slice(0, MAX_TABLE_COLUMNS).map((cell) => this.cell(cell)) }];
  }

  private cell(foreign: unknown): TableCell {
    const id = this.id(isRecord(foreign) ? foreign.id : undefined);
    const list: unknown[] = isRecord(foreign) && Array.isArray(foreign.blocks) ? foreign.blocks : [];
    const blocks = list.flatMap((block) => this.cellBlocks(block));
    return { id, blocks: blocks.length === 0 ? [this.emptyParagraph()] : blocks };
  }

  // A table inside a cell has no place in the model: its words are kept, cell by cell.
  private cellBlocks(foreign: unknown): TextBlock[] {
    if (!isRecord(foreign)) {
      this.losses.add('something that is not text was left out');
      return [];
    }
    if (foreign.kind !== 'table') return this.textBlocks(foreign, true);
    this.losses.add('a table inside a cell became paragraphs');
    const rows: unknown[] = Array.isArray(foreign.rows) ? foreign.rows : [];
    const cells = rows.flatMap((row): unknown[] => (isRecord(row) && Array.isArray(row.cells) ? row.cells : []));
    return cells.flatMap((cell) =>
      isRecord(cell) && Array.isArray(cell.blocks) ? cell.blocks.flatMap((block: unknown) => this.cellBlocks(block)) : [],
    );
  }
}
