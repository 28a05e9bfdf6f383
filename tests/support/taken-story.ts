import type { Node } from '@tiptap/pm/model';
import * as Y from 'yjs';
import { caretAt, type Caret } from '../../shared/text/live/caret-place.ts';
import { openRoots } from '../../shared/text/live/flat-root.ts';
import { OwnTyping } from '../../shared/text/live/own-typing.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { stillTaken, type TakenWords } from '../../shared/text/live/taken-words.ts';
import { watchTaken } from '../../shared/text/live/watch-taken.ts';
import { FlatWriter, sync } from './flat-writer.ts';
import { randomEdit } from './random-edits.ts';
import { randomTableEdit } from './random-table-edits.ts';
import { seededRandom, type Random } from './seeded-random.ts';

const ACTS = ['deleteOver', 'deleteBlock', 'deleteBlock', 'delete', 'delete', 'move', 'join', 'undo', 'redo', 'newBlock'];
const TABLE_ACTS = [
  'deleteRow',
  'deleteColumn',
  'rowUp',
  'columnLeft',
  'rowBelow',
  'drop',
  'deleteTable',
  'cut',
  'move',
  'insert',
];

type Word = { text: string; author: number; typed: number; caret: Caret };

/** People who type words like no other, delete and move each other's, in and out of touch, each with the tray of the product. */
export class TakenStory {
  readonly people: { writer: FlatWriter; taken: TakenWords[] }[] = [];
  private readonly words: Word[] = [];
  private readonly gone = new Set<string>();
  private readonly hub = new Y.Doc();
  private readonly random: Random;
  private now = 0;

  constructor(seed: number, writers: number) {
    this.random = seededRandom(seed);
    this.hub.clientID = 100;
    const blocks = [1, 2, 3].map((n) => ({
      id: `b${n}`,
      kind: 'paragraph' as const,
      level: 0,
      content: [{ text: `one${n} two${n}` }],
    }));
    seedDocument(this.hub, { schema: 1, blocks });
    for (let i = 0; i < writers; i++) {
      const doc = new Y.Doc();
      doc.clientID = i + 1;
      sync({ doc }, { doc: this.hub });
      const writer = new FlatWriter(doc);
      const taken: TakenWords[] = [];
      watchTaken(doc, { own: new OwnTyping(), now: () => this.now, onTaken: (found) => taken.push(...found) });
      this.people.push({ writer, taken });
    }
  }

  /** Plays some rounds; in touch, everybody has everything after each act, and words are typed whole. */
  play({ inTouch }: { inTouch: boolean }): void {
    for (let act = 0; act < 30; act++) {
      this.now += 60_000; // nothing counts as typed a moment ago
      this.act(this.random.below(this.people.length), inTouch);
      for (const { writer } of this.people) if (inTouch || this.random.chance(0.2)) sync(writer, { doc: this.hub });
      if (inTouch) for (const { writer } of this.people) sync(writer, { doc: this.hub });
    }
    for (let round = 0; round < 2; round++) for (const { writer } of this.people) sync(writer, { doc: this.hub });
    for (const { writer } of this.people) writer.check();
  }

  /** Words that are neither in the text nor offered to who typed them, and that nobody deleted who had seen them. */
  missing(): string[] {
    const text = textOf(this.people[0]!.writer.state.doc);
    return this.words
      .filter(({ text: word, typed }) => typed === word.length && !this.gone.has(word) && !text.includes(word))
      .filter(({ text: word, author }) => !this.offeredTo(author).some((offered) => offered.includes(word)))
      .map(({ text: word, author }) => `${word} of ${author}`);
  }

  /** How many words are offered instead of standing in the text. */
  rescued(): number {
    const text = textOf(this.people[0]!.writer.state.doc);
    return this.words.filter(({ text: word, author, typed }) => {
      const away = typed === word.length && !text.includes(word);
      return away && this.offeredTo(author).some((offered) => offered.includes(word));
    }).length;
  }

  private offeredTo(person: number): string[] {
    const { writer, taken } = this.people[person]!;
    return taken.flatMap((offer) => stillTaken(openRoots(writer.doc), offer));
  }

  private act(person: number, whole: boolean): void {
    const { writer } = this.people[person]!;
    const before = textOf(writer.state.doc);
    const unfinished = this.words.filter(({ author, text, typed }) => author === person && typed < text.length);
    if (unfinished.length && this.random.chance(0.6)) this.goOn(writer, this.random.pick(unfinished));
    else if (this.random.chance(0.4)) this.beginWord(writer, person, whole);
    else if (this.random.chance(0.3)) randomTableEdit(writer, this.random, TABLE_ACTS);
    else randomEdit(writer, this.random, { edits: ACTS });
    const after = textOf(writer.state.doc);
    for (const { text } of this.words) if (before.includes(text) && !after.includes(text)) this.gone.add(text);
  }

  private beginWord(writer: FlatWriter, author: number, whole: boolean): void {
    const word: Word = { text: `w${this.words.length}xyz${author}q`, author, typed: 0, caret: null };
    const at = this.random.pick(wordEdges(writer.state.doc));
    writer.change(writer.state.tr.insertText('  ', at));
    word.caret = this.type(writer, word, at + 1, whole ? word.text.length : 1 + this.random.below(word.text.length));
    this.words.push(word);
  }

  private goOn(writer: FlatWriter, word: Word): void {
    const at = writer.binding.positionOf(word.caret);
    const stands = at !== undefined && textBefore(writer.state.doc, at).endsWith(word.text.slice(0, word.typed));
    if (stands) word.caret = this.type(writer, word, at, word.text.length - word.typed);
    else word.typed = Number.POSITIVE_INFINITY; // somebody has changed it, and its writer knows
  }

  private type(writer: FlatWriter, word: Word, at: number, count: number): Caret {
    for (let i = 0; i < count; i++) writer.change(writer.state.tr.insertText(word.text[word.typed++]!, at + i));
    return caretAt(writer.binding.shared, writer.state.doc, at + count);
  }
}

function textOf(doc: Node): string {
  return doc.textBetween(0, doc.content.size, '\n', '\n');
}

function textBefore(doc: Node, at: number): string {
  const place = doc.resolve(at);
  return place.parent.textBetween(0, place.parentOffset, undefined, ' ');
}

/** Where a word can be typed without cutting another, also one that somebody is still typing: before a word, never behind one. */
export function wordEdges(doc: Node): number[] {
  const edges: number[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, undefined, ' ');
    for (let i = 0; i <= text.length; i++) if (isSpace(text[i - 1])) edges.push(position + 1 + i);
    return false;
  });
  return edges;
}

function isSpace(unit: string | undefined): boolean {
  return unit === undefined || unit === ' ';
}
