import type { Node } from '@tiptap/pm/model';
import type { Mapping } from '@tiptap/pm/transform';

/** What became of the words of a story; each word counts once. */
export type WordFates = {
  words: number;
  /** Nowhere, though nobody who had seen it deleted, rejected or undid it, and offered to nobody. */
  lost: number;
  /** Only in pieces, though nobody who had seen it cut it. */
  torn: number;
  /** There more than once, though nobody put a copy there. */
  doubled: number;
  /** Whole and once, but away from all its neighbours, though nobody who saw them together parted them. */
  astray: number;
  /** Only in its author's recovery tray. */
  offered: number;
  /** Only in the tray of somebody else, who had written it anew by cutting and pasting it. */
  withAnother: number;
  /** Struck through on the screen, with a row or column that somebody who had not seen it proposed to delete. */
  struck: number;
};

/** The words of each block: as the text looks with every suggestion in it, and as it stands on the screen, with what is struck through. */
export type WordView = { looks: readonly string[]; screen: readonly string[] };

type Typed = { word: string; author: number; beside: string[] };

const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const HALF = 3; // letters: 8,000 words, of which no half is in another word

/** Knows every word somebody typed, and what those who saw it did with it. */
export class WordTally {
  private readonly typed = new Map<string, Typed>();
  private readonly gone = new Set<string>();
  private readonly copied = new Set<string>();
  private readonly parted = new Set<string>();
  private made = 0;

  /** A word like no other, so that it can be found whole or in pieces. */
  next(): string {
    const nth = this.made++;
    const half = Array.from({ length: HALF }, (_, i) => LETTERS[Math.floor(nth / LETTERS.length ** i) % LETTERS.length]);
    return [...half, 'AEIOU'[nth % 5], ...half.toReversed(), nth % 10].join('');
  }

  /** Somebody has typed a word, and the text is now this for them. */
  add(word: string, author: number, looks: readonly string[]): void {
    const block = looks.find((words) => words.includes(word)) ?? '';
    const [before, behind] = block.split(word);
    const beside = [wordsOf(before).at(-1), wordsOf(behind)[0]].filter((other) => other !== undefined);
    this.typed.set(word, { word, author, beside });
  }

  /** Somebody who saw the one text made the other of it: what went, was put there again or was parted was so on purpose. */
  saw(before: WordView, after: WordView): void {
    const [was, is] = [placesIn(before.looks), placesIn(after.looks)];
    const [onScreen, stillOnScreen] = [placesIn(before.screen), placesIn(after.screen)];
    for (const { word, beside } of this.typed.values()) {
      const [places, left] = [was.get(word) ?? [], is.get(word) ?? []];
      if (left.length < places.length || times(stillOnScreen, word) < times(onScreen, word)) this.gone.add(word); // or one of two copies
      if (left.length > 1 && left.length > places.length) this.copied.add(word);
      for (const other of beside) {
        if (together(was, word, other) && !together(is, word, other)) this.parted.add(`${word} ${other}`);
      }
    }
  }

  /** Somebody has cut these words in two, even if what they left looks like a word again. */
  cut(words: readonly string[]): void {
    for (const word of words) this.gone.add(word);
  }

  /** Counts what became of the words in the text at the end; `trays` has what each author is offered. */
  count({ looks, screen }: WordView, trays: readonly (readonly string[])[] = []): WordFates {
    const fates = noFates();
    const places = placesIn(looks);
    const [all, shown] = [looks.join('\n'), placesIn(screen)];
    for (const { word, author, beside } of this.typed.values()) {
      const there = times(places, word);
      fates.words++;
      if (there > 1 && !this.copied.has(word)) fates.doubled++;
      if (there > 1 || this.gone.has(word)) continue;
      if (there === 1) fates.astray += this.isAstray(word, beside, places) ? 1 : 0;
      else if (shown.has(word)) fates.struck++;
      else if (trays[author]?.some((offer) => offer.includes(word))) fates.offered++;
      else if (trays.flat().some((offer) => offer.includes(word))) fates.withAnother++;
      else fates[all.includes(word.slice(0, HALF)) || all.includes(word.slice(-HALF - 1)) ? 'torn' : 'lost']++;
    }
    return fates;
  }

  private isAstray(word: string, beside: readonly string[], places: Places): boolean {
    const away = (other: string): boolean =>
      !this.gone.has(other) && !this.parted.has(`${word} ${other}`) && !together(places, word, other);
    return beside.length > 0 && beside.every(away);
  }
}

/** Adds the fates of one story to a sum. */
export function addFates(sum: WordFates, fates: WordFates): void {
  for (const key of Object.keys(fates) as (keyof WordFates)[]) sum[key] += fates[key];
}

/** A sum of no story. */
export function noFates(): WordFates {
  return { words: 0, lost: 0, torn: 0, doubled: 0, astray: 0, offered: 0, withAnother: 0, struck: 0 };
}

/** The words of each block an editor shows. */
export function blocksOnScreen(doc: Node): string[] {
  const blocks: string[] = [];
  doc.descendants((node) => {
    if (node.isTextblock) blocks.push(node.textBetween(0, node.content.size, undefined, ' '));
    return !node.isTextblock;
  });
  return blocks;
}

/** The words of a document of which a change took some letters and left others. */
export function cutWords(doc: Node, change: Mapping): string[] {
  const cut: string[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    for (const { 0: word, index } of node.textBetween(0, node.content.size, undefined, ' ').matchAll(WHOLE)) {
      const left = [...word].filter((_, i) => !change.mapResult(position + 1 + index + i, 1).deletedAfter).length;
      if (left > 0 && left < word.length) cut.push(word);
    }
    return false;
  });
  return cut;
}

type Places = Map<string, number[]>;

/** In which blocks each whole word is, as often as it is there. */
function placesIn(text: readonly string[]): Places {
  const places: Places = new Map();
  text.forEach((words, block) => {
    for (const word of wordsOf(words)) places.set(word, [...(places.get(word) ?? []), block]);
  });
  return places;
}

const WHOLE = new RegExp(`[${LETTERS}]{${HALF}}[AEIOU][${LETTERS}]{${HALF}}[0-9]`, 'g');

/** The whole words of a text. */
export function wordsOf(words = ''): string[] {
  return words.match(WHOLE) ?? [];
}

function times(places: Places, word: string): number {
  return places.get(word)?.length ?? 0;
}

function together(places: Places, word: string, other: string): boolean {
  const others = places.get(other) ?? [];
  return (places.get(word) ?? []).some((block) => others.includes(block));
}
