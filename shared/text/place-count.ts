import type { TableBlock, TextBlock } from './document-text.ts';
import { blockText } from './plain-text.ts';

/** Where something stands in a document, as people cite it. */
export type Place = {
  /** Permanent id of the block, table or table row. */
  blockId: string;
  kind: TextBlock['kind'] | 'table' | 'row';
  /** What is printed beside it: "2.1.1", "(a)", "Table 3"; empty where nothing is printed. */
  label: string;
  /** The whole citation, unique in the document: "2.1.1(a)", "3.2, paragraph 2", "Table 3, row 4". */
  number: string;
  /** Fragment id, unique in the document: "c-2.1.1-a", "c-3.2-p2", "t-3-r4". */
  address: string;
  /** As a sentence names it: "clause 2.1.1", "paragraph 2 of 3.2, Referral", "section 3, Population", "Table 3, row 4". */
  name: string;
  /** The words of the nearest heading at or above it; empty before the first heading. */
  heading: string;
  /** Permanent id of that heading's block; absent before the first heading. */
  headingId?: string;
  /** Depth of its own number: a heading 1 for "3", 2 for "3.1"; a lettered clause 1 for (a), 2 for (i); otherwise 0. */
  depth: number;
  /** Which of its kind it is below what it is counted under: 3 for "(c)" and for "paragraph 3". */
  rank: number;
  /** Place in reading order, from 1. */
  ordinal: number;
};

// One thing that others are counted below. Everything numbered is child n of exactly one parent, whatever its level says, so no two
// things can have one number, and a skipped level closes up instead of printing "1.0.1".
type Counted = {
  level: number;
  label: string;
  number: string;
  address: string;
  /** Headings above and including this one; for a lettered clause 1 for (a), 2 for (i). */
  depth: number;
  rank: number;
  lettered: boolean;
  /** How many of each kind have been counted below it. */
  numbers: number;
  letters: number;
  paragraphs: number;
  bullets: number;
};

/** A table cell is counted as a small document of its own, named by where the cell stands. */
export type CellScope = { number: string; address: string; around: Place; alone: boolean };

/** Goes through a document, or one table cell, in reading order and gives each block its place. */
export class PlaceCount {
  private readonly scope: CellScope | undefined;
  private readonly root: Counted;
  private readonly headings: Counted[] = [];
  private clauses: Counted[] = [];
  private clauseOpen = false; // nothing but bullets and further paragraphs has come since the last clause
  private around: Pick<Place, 'heading' | 'headingId'> = { heading: '' };
  private tables = 0;
  private pictures = 0;
  private note: Counted | undefined; // nothing but further paragraphs has come since the last note

  /** Starts a count, of a whole document, whose notes have these numbers, or of one cell. */
  constructor(
    scope?: CellScope,
    private readonly notes: ReadonlyMap<string, number> = new Map(),
  ) {
    this.scope = scope;
    this.root = counted({ number: scope?.number ?? '', address: scope?.address ?? '' });
    if (scope) this.around = nearest(scope.around.heading, scope.around.headingId);
  }

  /** The place of the next text block. */
  place(block: TextBlock): Place {
    const note = this.notes.get(block.id);
    if (block.kind === 'note' && note !== undefined) return this.notePlace(block, note);
    if (block.kind === 'continued' && this.note) return this.furtherPlace(block, this.note);
    this.note = undefined;
    if (block.kind === 'heading' && !this.scope) return this.headingPlace(block);
    if (block.kind === 'clause') return this.clausePlace(block);
    if (block.kind === 'image' && !this.scope) return this.picturePlace(block);
    return this.plainPlace(block);
  }

  /** The place of the next table. */
  table(table: TableBlock): Place {
    this.clauseOpen = false;
    this.note = undefined;
    const name = `Table ${++this.tables}`;
    const address = `t-${this.tables}`;
    return {
      blockId: table.id,
      kind: 'table',
      label: name,
      number: name,
      address,
      name,
      depth: 0,
      rank: this.tables,
      ordinal: 0,
      ...this.around,
    };
  }

  private picturePlace(block: TextBlock): Place {
    this.clauseOpen = false;
    const name = `Figure ${++this.pictures}`;
    const entry = { label: name, number: name, name, address: `i-${this.pictures}`, depth: 0, rank: this.pictures };
    return { blockId: block.id, kind: 'image', ...entry, ordinal: 0, ...this.around };
  }

  // A note belongs to no section: its mark may stand in several.
  private notePlace(block: TextBlock, rank: number): Place {
    const [label, number, address] = [String(rank), `Note ${rank}`, `n-${rank}`];
    this.note = counted({ label, number, address, rank });
    return {
      blockId: block.id,
      kind: 'note',
      label,
      number,
      address,
      name: `note ${rank}`,
      depth: 0,
      rank,
      ordinal: 0,
      heading: '',
    };
  }

  private furtherPlace(block: TextBlock, note: Counted): Place {
    const rank = ++note.paragraphs + 1; // the note is its own first paragraph
    const [number, address] = [`${note.number}, paragraph ${rank}`, `${note.address}-p${rank}`];
    const name = `paragraph ${rank} of note ${note.rank}`;
    return { blockId: block.id, kind: block.kind, label: '', number, address, name, depth: 0, rank, ordinal: 0, heading: '' };
  }

  private headingPlace(block: TextBlock): Place {
    while (this.headings.length > 0 && this.section().level >= block.level) this.headings.pop();
    const entry = numberedBelow(this.section(), block.level);
    this.headings.push({ ...entry, depth: this.headings.length + 1 });
    this.clauses = [];
    this.clauseOpen = false;
    const words = blockText(block);
    this.around = nearest(words, block.id);
    return this.made(block, this.section(), `section ${entry.number}${words === '' ? '' : `, ${words}`}`);
  }

  private clausePlace(block: TextBlock): Place {
    while (this.clauses.length > 0 && this.clauses[this.clauses.length - 1].level >= block.level) this.clauses.pop();
    const parent = this.clauses[this.clauses.length - 1] ?? this.section();
    const entry =
      block.level > 0 ? letteredBelow(parent, block.level) : this.scope ? numberedInCell(parent) : numberedBelow(parent, 0);
    this.clauses.push(entry);
    this.clauseOpen = true;
    return this.made(block, entry, this.scope ? entry.number : `clause ${entry.number}`);
  }

  private plainPlace(block: TextBlock): Place {
    const attached = block.kind === 'bullet' || block.kind === 'continued';
    this.clauseOpen = this.clauseOpen && attached;
    if (this.scope?.alone) return this.made(block, { ...this.root, label: '' }, this.scope.number);
    const owner = this.clauseOpen ? this.clauses[this.clauses.length - 1] : this.section();
    const rank = this.ranked(block, owner);
    const words = `${block.kind === 'bullet' ? 'bullet' : 'paragraph'} ${rank}`;
    const number = owner.number === '' ? words : `${owner.number}, ${words}`;
    const entry = counted({ number, address: `${owner.address || '0'}-${words[0]}${rank}`, rank });
    return this.made(block, entry, this.plainName(words, owner, number));
  }

  // A clause is its own first paragraph, so the one that goes on below it is the second.
  private ranked(block: TextBlock, owner: Counted): number {
    return block.kind === 'bullet' ? ++owner.bullets : ++owner.paragraphs + (this.clauseOpen ? 1 : 0);
  }

  private plainName(words: string, owner: Counted, number: string): string {
    if (this.scope || owner.number === '') return number;
    const { heading } = this.around;
    return this.clauseOpen || heading === '' ? `${words} of ${owner.number}` : `${words} of ${owner.number}, ${heading}`;
  }

  private section(): Counted {
    return this.headings[this.headings.length - 1] ?? this.root;
  }

  private made(block: TextBlock, entry: Counted, name: string): Place {
    const { label, number, depth, rank } = entry;
    const address = this.scope ? entry.address : `c-${entry.address}`;
    return { blockId: block.id, kind: block.kind, label, number, address, name, depth, rank, ordinal: 0, ...this.around };
  }
}

function nearest(heading: string, headingId: string | undefined): Pick<Place, 'heading' | 'headingId'> {
  return headingId === undefined ? { heading } : { heading, headingId };
}

function counted(known: Pick<Counted, 'number' | 'address'> & Partial<Counted>): Counted {
  return { level: 0, label: '', depth: 0, rank: 1, lettered: false, numbers: 0, letters: 0, paragraphs: 0, bullets: 0, ...known };
}

function numberedBelow(parent: Counted, level: number): Counted {
  const number = `${parent.number === '' ? '' : `${parent.number}.`}${++parent.numbers}`;
  return counted({ level, label: number, number, address: number, rank: parent.numbers });
}

function numberedInCell(parent: Counted): Counted {
  const label = String(++parent.numbers);
  return counted({ label, rank: parent.numbers, number: `${parent.number}, ${label}`, address: `${parent.address}-${label}` });
}

// Below a lettered clause come Roman numerals, below anything else letters: by what it stands under, not by its level.
function letteredBelow(parent: Counted, level: number): Counted {
  const sign = parent.lettered ? roman(++parent.letters) : letters(++parent.letters);
  const address = parent.address === '' ? sign : `${parent.address}-${sign}`;
  return counted({
    level,
    label: `(${sign})`,
    number: `${parent.number}(${sign})`,
    address,
    depth: parent.lettered ? 2 : 1,
    rank: parent.letters,
    lettered: true,
  });
}

/** A counter's letters: 1 is a, 26 is z, 27 is aa. */
export function letters(count: number): string {
  let out = '';
  for (let rest = count; rest > 0; rest = Math.floor((rest - 1) / 26)) out = String.fromCharCode(97 + ((rest - 1) % 26)) + out;
  return out;
}

/** A counter in small Roman numerals: 4 is iv. */
export function roman(count: number): string {
  let rest = count;
  let out = '';
  for (const [value, sign] of ROMAN) for (; rest >= value; rest -= value) out += sign;
  return out;
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];
