import { Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model';
import { liftListItem, wrapInList } from '@tiptap/pm/schema-list';
import { TextSelection, type Command } from '@tiptap/pm/state';
import { canJoin } from '@tiptap/pm/transform';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow } from '@tiptap/pm/tables';
import * as Y from 'yjs';
import { toggleKind } from '../../client/drafting/editor/block-commands.ts';
import { TABLE_ACTS, type TableAct, type TableActName } from '../../client/drafting/editor/table-commands.ts';
import { tableAtCaret } from '../../client/drafting/editor/table-place.ts';
import { syncAll } from './flat-writer.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import { FLAT_TABLES, TREE_TABLES } from './table-cases.ts';
import type { OpenWriter, WordWriter } from './word-cases.ts';
import { addFates, blocksOnScreen, noFates, WordTally, type WordFates, type WordView } from './word-tally.ts';

/** How one kind of editor makes a table, and what it does at the caret. */
export type MixKind = {
  table: (schema: Schema) => Node;
  commands: Record<'list' | 'rowBelow' | 'columnAfter' | 'deleteRow' | 'deleteColumn', Command>;
};

/** An act on tables where the editor offers it: the last row cannot be deleted. */
function whereItMay(name: TableActName): Command {
  const act: TableAct = TABLE_ACTS[name];
  return (state, dispatch) => {
    const place = tableAtCaret(state);
    return place !== undefined && act.may(place) && act.run(state, dispatch);
  };
}

/** Concord's editor. */
export const FLAT_MIX: MixKind = {
  table: FLAT_TABLES.table,
  commands: {
    list: toggleKind('bullet', 0),
    rowBelow: whereItMay('rowBelow'),
    columnAfter: whereItMay('columnAfter'),
    deleteRow: whereItMay('deleteRow'),
    deleteColumn: whereItMay('deleteColumn'),
  },
};

/** The stock editor. */
export const TREE_MIX: MixKind = {
  table: TREE_TABLES.table,
  commands: {
    list: (state, dispatch) => {
      const { bullet_list: list, list_item: item } = state.schema.nodes;
      if (!list || !item) return false;
      return liftListItem(item)(state, dispatch) || wrapInList(list)(state, dispatch);
    },
    rowBelow: addRowAfter,
    columnAfter: addColumnAfter,
    deleteRow,
    deleteColumn,
  },
};

const WORDS = ['type', 'type', 'type', 'split', 'join', 'kind', 'list', 'paste', 'deleteWord', 'undo'] as const;
const TABLES = ['type', 'type', 'rowBelow', 'columnAfter', 'deleteRow', 'deleteColumn'] as const;
type Act = (typeof WORDS)[number] | (typeof TABLES)[number];
type Place = { node: Node; start: number; inTable: boolean };

const ROUNDS = 5;
const IN_TABLE = 0.35; // of all acts

/** What became of the words of many stories, and how many of them ended apart or in an exception. */
export type MixCount = WordFates & { diverged: number; failed: number };

/** So many people write, split, join, convert, list, paste and undo in words and a table, out of touch for two acts at a time. */
export function playMix(open: OpenWriter, kind: MixKind, writers: number, seeds: number): MixCount {
  const sum = { ...noFates(), diverged: 0, failed: 0 };
  for (let seed = 1; seed <= seeds; seed++) {
    const people = Array.from({ length: writers }, (_, i) => {
      const doc = new Y.Doc();
      doc.clientID = i + 1;
      return open(doc);
    });
    try {
      const mix = new Mix(seededRandom(seed * 13 + writers), kind, people);
      mix.play();
      addFates(sum, mix.fates());
      if (people.some(({ state }) => !state.doc.eq(people[0]!.state.doc))) sum.diverged++;
    } catch {
      sum.failed++; // counted and printed: tree bindings throw on documents they have made invalid
    } finally {
      for (const person of people) person.close();
    }
  }
  return sum;
}

class Mix {
  private readonly tally = new WordTally();

  constructor(
    private readonly random: Random,
    private readonly kind: MixKind,
    private readonly people: WordWriter[],
  ) {}

  play(): void {
    this.begin(this.people[0]!);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [author, person] of this.people.entries()) for (let n = 0; n < 2; n++) this.actKnowingly(person, author);
      syncAll(this.people);
    }
    syncAll(this.people);
  }

  fates(): WordFates {
    return this.tally.count(viewOf(this.people[0]!));
  }

  /** Three blocks of three words and a table of three times three, with a word in every cell. */
  private begin(first: WordWriter): void {
    const { schema } = first.state;
    const words = [0, 1, 2].map(() => Array.from({ length: 3 }, () => this.tally.next()));
    const lines = words.map((line) =>
      (schema.nodes.block ?? schema.nodes.paragraph)!.create(null, schema.text(`${line.join(' ')} `)),
    );
    const content = Fragment.fromArray([lines[0]!, this.kind.table(schema), ...lines.slice(1)]);
    first.change(first.state.tr.replaceWith(0, first.state.doc.content.size, content));
    for (let i = 0; i < 9; i++) {
      const cell = placesIn(first.state.doc).filter(({ inTable }) => inTable)[i];
      const word = this.tally.next();
      if (cell) first.change(first.state.tr.insertText(`${word} `, cell.start + 1));
      words.push([word]);
    }
    for (const word of words.flat()) this.tally.add(word, 0, blocksOnScreen(first.state.doc));
    syncAll(this.people);
  }

  private actKnowingly(person: WordWriter, author: number): void {
    const before = viewOf(person);
    const places = placesIn(person.state.doc);
    const inTable = this.random.chance(IN_TABLE);
    const there = places.filter((place) => place.inTable === inTable);
    if (there.length > 0) {
      const place = this.random.pick(there);
      const act = this.random.pick<Act>(inTable ? TABLES : WORDS);
      this.act(person, author, act, { ...place, places: there });
    }
    this.tally.saw(before, viewOf(person));
  }

  private act(person: WordWriter, author: number, act: Act, place: Place & { places: Place[] }): void {
    const { node, start } = place;
    const { tr } = person.state;
    const offset = this.random.pick(wordStarts(node.textContent));
    const at = start + 1 + offset;
    if (act === 'type') this.type(person, author, at);
    else if (act === 'undo') person.undo();
    else if (act === 'split') person.change(tr.split(at));
    else if (act === 'join') join(person, place);
    else if (act === 'paste') this.paste(person, author, at);
    else if (act === 'deleteWord') deleteWord(person, node.textContent, offset, at);
    else if (act === 'kind') convert(person, place, this.random.chance(0.5));
    else this.run(person, this.kind.commands[act], start + 1);
  }

  private run(person: WordWriter, command: Command, at: number): void {
    person.change(person.state.tr.setSelection(TextSelection.create(person.state.doc, at)));
    command(person.state, (transaction) => person.change(transaction));
  }

  private type(person: WordWriter, author: number, at: number): void {
    const word = this.tally.next();
    person.change(person.state.tr.setSelection(TextSelection.create(person.state.doc, at)));
    for (const letter of `${word} `) person.change(person.state.tr.insertText(letter)); // at the caret, wherever a letter has taken it
    this.tally.add(word, author, blocksOnScreen(person.state.doc));
  }

  /** Two blocks of two words each, as from another program. */
  private paste(person: WordWriter, author: number, at: number): void {
    const words = Array.from({ length: 4 }, () => this.tally.next());
    const { schema, tr } = person.state;
    const type = schema.nodes.block ?? schema.nodes.paragraph;
    const lines = [words.slice(0, 2), words.slice(2)].map((line) => type!.create(null, schema.text(`${line.join(' ')} `)));
    person.change(tr.replace(at, at, new Slice(Fragment.fromArray(lines), 1, 1)));
    for (const word of words) this.tally.add(word, author, blocksOnScreen(person.state.doc));
  }
}

function viewOf({ state }: WordWriter): WordView {
  const blocks = blocksOnScreen(state.doc);
  return { looks: blocks, screen: blocks };
}

function placesIn(doc: Node): Place[] {
  const places: Place[] = [];
  doc.descendants((node, start) => {
    if (!node.isTextblock || node.type.name === 'behind') return !node.isTextblock;
    const place = doc.resolve(start);
    const inTable = Array.from({ length: place.depth }, (_, depth) => place.node(depth + 1)).some(isTable);
    places.push({ node, start, inTable });
    return false;
  });
  return places;
}

function isTable({ type }: Node): boolean {
  return type.name === 'table';
}

function wordStarts(text: string): number[] {
  return [0, ...[...text].flatMap((letter, i) => (letter === ' ' ? [i + 1] : []))];
}

/** Joins a block with the one before it, where both are plain blocks beside each other. */
function join(person: WordWriter, { start }: Place): void {
  const { doc, tr } = person.state;
  const before = doc.resolve(start).nodeBefore;
  if (before?.isTextblock && canJoin(doc, start)) person.change(tr.join(start));
}

function deleteWord(person: WordWriter, text: string, offset: number, at: number): void {
  const end = text.indexOf(' ', offset);
  if (end > offset) person.change(person.state.tr.delete(at, at + end - offset + 1));
}

/** Makes a block a heading or a paragraph; in a list of the stock editor only paragraphs may stand. */
function convert(person: WordWriter, { node, start }: Place, heading: boolean): void {
  const { tr, doc, schema } = person.state;
  const { heading: treeHeading, paragraph } = schema.nodes;
  if (!treeHeading || !paragraph) {
    const kind = heading ? { kind: 'heading', level: 1 } : { kind: 'paragraph', level: 0 };
    person.change(tr.setNodeMarkup(start, null, { ...node.attrs, ...kind }));
  } else if (doc.resolve(start).depth === 0) person.change(tr.setNodeMarkup(start, heading ? treeHeading : paragraph));
}
