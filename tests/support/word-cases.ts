import type { Schema } from '@tiptap/pm/model';
import { Fragment, type Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import * as Y from 'yjs';
import { FlatWriter, syncAll } from './flat-writer.ts';
import { seededRandom, type Random } from './seeded-random.ts';

/** Any editor the same script can drive: the flat one or a tree binding. */
export type WordWriter = {
  doc: Y.Doc;
  readonly state: EditorState;
  change(transaction: Transaction): void;
  undo(): void;
  close(): void;
};
/** Opens an editor on a document. */
export type OpenWriter = (doc: Y.Doc) => WordWriter;

type Act = 'type' | 'split' | 'join' | 'kind' | 'move' | 'deleteWord';

/** The concurrent cases: one act per writer, or a mix over six rounds. */
export const WORD_CASES: { name: string; acts: Act[] | 'mix'; writers: number }[] = [
  { name: 'split against typing', acts: ['split', 'type'], writers: 2 },
  { name: 'two splits', acts: ['split', 'split'], writers: 2 },
  { name: 'join against typing', acts: ['join', 'type'], writers: 2 },
  { name: 'paragraph to heading against typing', acts: ['kind', 'type'], writers: 2 },
  { name: 'join against split', acts: ['join', 'split'], writers: 2 },
  { name: 'paragraph to heading against split', acts: ['kind', 'split'], writers: 2 },
  { name: 'move against typing', acts: ['move', 'type'], writers: 2 },
  { name: 'move against move', acts: ['move', 'move'], writers: 2 },
  { name: 'mix, 2 writers', acts: 'mix', writers: 2 },
  { name: 'mix, 3 writers', acts: 'mix', writers: 3 },
];

const MIX: Act[] = ['type', 'type', 'type', 'split', 'join', 'kind', 'move', 'deleteWord'];

/** What became of the words: gone, broken up, there twice, or whole but away from both neighbours; and runs that ended in an exception. */
export type WordCount = {
  words: number;
  lost: number;
  torn: number;
  doubled: number;
  strayed: number;
  diverged: number;
  failed: number;
};

/** Plays one case with many seeds and counts what became of every word. */
export function playCase(open: OpenWriter, { acts, writers }: (typeof WORD_CASES)[number], seeds: number): WordCount {
  const total: WordCount = { words: 0, lost: 0, torn: 0, doubled: 0, strayed: 0, diverged: 0, failed: 0 };
  for (let seed = 0; seed < seeds; seed++) {
    const script = new Script(seededRandom(seed * 7 + 1));
    const people: WordWriter[] = [];
    try {
      for (let i = 0; i < writers; i++) people.push(open(newDoc(i + 1)));
      script.play(people, acts);
      script.count(people, total);
    } catch {
      total.failed++; // counted and printed: tree bindings throw on documents they have made invalid
    } finally {
      for (const person of people) person.close();
    }
  }
  return total;
}

function newDoc(clientId: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  return doc;
}

/** A flat editor for the scripts. */
export function openFlat(doc: Y.Doc): WordWriter {
  const writer = new FlatWriter(doc);
  const change = (transaction: Transaction): void => {
    writer.change(transaction);
    writer.check();
  };
  return {
    doc,
    change,
    undo: () => {
      writer.undo.undo();
      writer.check();
    },
    close: () => writer.binding.disconnect(),
    get state() {
      return writer.state;
    },
  };
}

class Script {
  private readonly all: string[] = [];
  private readonly gone = new Set<string>();
  private readonly neighbours = new Map<string, [string, string]>();

  constructor(private readonly random: Random) {}

  play(people: WordWriter[], acts: Act[] | 'mix'): void {
    const [first] = people;
    if (!first) return;
    const type = blockType(first.state.schema);
    const text = () => Array.from({ length: 5 }, () => this.word()).join(' ') + ' ';
    const blocks = Array.from({ length: 3 }, (_, i) => type.create({ id: `b${i}` }, first.state.schema.text(text())));
    first.change(first.state.tr.replaceWith(0, first.state.doc.content.size, Fragment.fromArray(blocks)));
    syncAll(people);
    for (let round = acts === 'mix' ? 6 : 1; round > 0; round--) {
      people.forEach((person, i) => {
        const todo = acts === 'mix' ? [this.random.pick(MIX), this.random.pick(MIX)] : [acts[i] ?? 'type'];
        for (const act of todo) this.act(person, act);
      });
      syncAll(people);
    }
    syncAll(people);
  }

  count(people: WordWriter[], total: WordCount): void {
    const texts = blocksOf(people[0]!.state.doc).map(({ node }) => node.textContent);
    const all = texts.join('\n');
    for (const word of this.all) {
      if (this.gone.has(word)) continue;
      total.words++;
      const times = all.split(word).length - 1;
      if (times > 1) total.doubled++;
      else if (times === 0) total[all.includes(word.slice(0, 3)) || all.includes(word.slice(-3)) ? 'torn' : 'lost']++;
      else if (this.strayed(word, texts)) total.strayed++;
    }
    if (people.some((person) => person.state.doc.toString() !== people[0]!.state.doc.toString())) total.diverged++;
  }

  private strayed(word: string, texts: string[]): boolean {
    const beside = (this.neighbours.get(word) ?? []).filter(Boolean);
    const block = texts.find((text) => text.includes(word)) ?? '';
    return beside.length > 0 && !beside.some((other) => block.includes(other) || this.gone.has(other));
  }

  private act(person: WordWriter, act: Act): void {
    const { random } = this;
    const blocks = blocksOf(person.state.doc);
    const { node, start, index } = random.pick(blocks);
    const offset = random.pick(wordStarts(node.textContent));
    const at = start + 1 + offset;
    const { tr } = person.state;
    if (act === 'type') this.type(person, node.textContent, offset, at);
    else if (act === 'split' && offset > 0 && offset < node.textContent.length) person.change(tr.split(at));
    else if (act === 'join' && index > 0 && blocks[index - 1]?.node.type === node.type) person.change(tr.join(start));
    else if (act === 'kind') person.change(otherKind(tr, node, start, random.chance(0.5)));
    else if (act === 'move' && blocks.length > 1) person.change(moved(tr, node, start, random));
    else if (act === 'deleteWord') this.deleteWord(person, node.textContent, offset, at);
  }

  private type(person: WordWriter, text: string, offset: number, at: number): void {
    const word = this.word();
    this.neighbours.set(word, [text.slice(0, offset).trim().split(' ').at(-1) ?? '', text.slice(offset).split(' ')[0] ?? '']);
    [...`${word} `].forEach((letter, i) => person.change(person.state.tr.insertText(letter, at + i)));
  }

  private deleteWord(person: WordWriter, text: string, offset: number, at: number): void {
    const end = text.indexOf(' ', offset);
    if (end <= offset) return;
    this.gone.add(text.slice(offset, end));
    person.change(person.state.tr.delete(at, at + end - offset + 1));
  }

  /** A word like no other, so that it can be found whole or in pieces. */
  private word(): string {
    const letters = 'bcdfghjklmnpqrstvwxz';
    let rest = this.all.length;
    let half = '';
    for (let i = 0; i < 3; i++, rest = Math.floor(rest / letters.length)) half += letters[rest % letters.length];
    const word = `${half}${'aeiou'[(this.all.length * 7) % 5]}${[...half].reverse().join('')}${this.all.length % 10}`;
    this.all.push(word);
    return word;
  }
}

function blockType(schema: Schema) {
  const type = schema.nodes.block ?? schema.nodes.paragraph;
  if (!type) throw new Error('The schema has no paragraphs.');
  return type;
}

function blocksOf(doc: Node): { node: Node; start: number; index: number }[] {
  const blocks: { node: Node; start: number; index: number }[] = [];
  doc.forEach((node, start, index) => blocks.push({ node, start, index }));
  return blocks;
}

function wordStarts(text: string): number[] {
  return [0, ...[...text].flatMap((letter, i) => (letter === ' ' ? [i + 1] : []))];
}

function otherKind(tr: Transaction, node: Node, start: number, heading: boolean): Transaction {
  const { heading: treeHeading, paragraph } = tr.doc.type.schema.nodes;
  if (treeHeading && paragraph) return tr.setNodeMarkup(start, heading ? treeHeading : paragraph, { ...node.attrs });
  return tr.setNodeMarkup(start, null, { ...node.attrs, kind: heading ? 'heading' : 'paragraph', level: heading ? 1 : 0 });
}

function moved(tr: Transaction, node: Node, start: number, random: Random): Transaction {
  tr.delete(start, start + node.nodeSize);
  const target = random.below(tr.doc.childCount + 1);
  let position = 0;
  for (let i = 0; i < target; i++) position += tr.doc.child(i).nodeSize;
  return tr.insert(position, node);
}
