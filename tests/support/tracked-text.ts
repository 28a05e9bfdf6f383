import type { DocumentText, TextBlock } from '../../shared/text/document-text.ts';
import { inlineText } from '../../shared/text/plain-text.ts';
import { policySentence } from './long-policy.ts';
import type { Random } from './seeded-random.ts';

/** One character or block start of the text, for ever: deleted ones stay as tombstones, as in the live text. */
export type Item = {
  ch: string;
  origin: number;
  dead: boolean;
  start: { id: string; kind: TextBlock['kind']; level: number } | undefined;
};

/** A stretch by offsets in a block. */
export type Stretch = { blockId: string; start: number; end: number };

/** A text whose every original character can be found again after any edit: the judge of what an anchor should have found. */
export class TrackedText {
  items: Item[] = [];
  private next = 0;

  /** Takes a text of plain blocks; `origin` counts its characters from the first block on. */
  constructor(text: DocumentText) {
    let origin = 0;
    for (const block of text.blocks) {
      if (block.kind === 'table') continue;
      this.items.push(marker(block.id, block.kind, block.level));
      const words = block.content.map((part) => inlineText(part)).join('');
      for (const ch of words.split('')) this.items.push({ ch, origin: origin++, dead: false, start: undefined });
    }
  }

  /** The text as it is now. */
  text(): DocumentText {
    const blocks: TextBlock[] = [];
    let words = '';
    const close = () => {
      const last = blocks[blocks.length - 1];
      if (last && words !== '') last.content = [{ text: words }];
      words = '';
    };
    for (const item of this.items) {
      if (item.dead) continue;
      if (!item.start) words += item.ch;
      else {
        close();
        blocks.push({ ...item.start, content: [] });
      }
    }
    close();
    return { schema: 1, blocks };
  }

  /** The live items of each block by id, in order. */
  blocks(): Map<string, Item[]> {
    const map = new Map<string, Item[]>();
    let list: Item[] = [];
    for (const item of this.items) {
      if (item.dead) continue;
      if (item.start) map.set(item.start.id, (list = []));
      else list.push(item);
    }
    return map;
  }

  /** Where two items' places are now, as relative positions tell it: in one block, the larger piece when it was split. */
  stretchBetween(first: Item, last: Item): Stretch | undefined {
    let block: string | undefined;
    let offset = 0;
    let from: { block: string; offset: number } | undefined;
    let atEnd: number | undefined;
    for (const item of this.items) {
      if (!item.dead && item.start) {
        if (from && atEnd === undefined) atEnd = offset;
        [block, offset] = [item.start.id, 0];
      }
      if (item === first && block !== undefined) from = { block, offset };
      if (!item.dead && !item.start) offset++;
      if (item !== last || !from || block === undefined) continue;
      if (from.block === block) return { blockId: block, start: from.offset, end: offset };
      const before = (atEnd ?? from.offset) - from.offset;
      return before >= offset
        ? { blockId: from.block, start: from.offset, end: from.offset + before }
        : { blockId: block, start: 0, end: offset };
    }
    return undefined;
  }

  /** Makes one edit of the mix below. */
  edit(random: Random): void {
    const dice = random.next() * 100;
    const act = EDIT_MIX.find(([limit]) => dice < limit)?.[1] ?? 'type';
    this[act](random);
  }

  private starts(): number[] {
    const places: number[] = [];
    this.items.forEach((item, index) => {
      if (item.start && !item.dead) places.push(index);
    });
    return places;
  }

  private pickCharacter(random: Random): number {
    for (;;) {
      const index = random.below(this.items.length);
      if (!this.items[index].dead && !this.items[index].start) return index;
    }
  }

  private insert(at: number, words: string): void {
    this.items.splice(at, 0, ...words.split('').map((ch): Item => ({ ch, origin: -1, dead: false, start: undefined })));
  }

  private type(random: Random): void {
    const words = policySentence(random).split(' ');
    const from = random.below(words.length);
    this.insert(this.pickCharacter(random), `${words.slice(from, from + 1 + random.below(4)).join(' ')} `);
  }

  // Deletes live characters of one block from an item on.
  private erase(at: number, count: number): Item[] {
    const erased: Item[] = [];
    for (let index = at; index < this.items.length && erased.length < count; index++) {
      const item = this.items[index];
      if (item.dead) continue;
      if (item.start) break;
      item.dead = true;
      erased.push(item);
    }
    return erased;
  }

  private cut(random: Random): void {
    this.erase(this.pickCharacter(random), 1 + random.below(20));
  }

  private replace(random: Random): void {
    const at = this.pickCharacter(random);
    this.erase(at, 3 + random.below(10));
    this.insert(at, policySentence(random).split(' ').slice(0, 2).join(' '));
  }

  private eraseSentence(random: Random): void {
    this.erase(this.pickCharacter(random), 60 + random.below(80));
  }

  private newId(): string {
    return `new-${this.next++}`;
  }

  private split(random: Random): void {
    this.items.splice(this.pickCharacter(random), 0, marker(this.newId(), 'clause', 0));
  }

  private join(random: Random): void {
    const starts = this.starts();
    if (starts.length > 2) this.items[starts[1 + random.below(starts.length - 1)]].dead = true;
  }

  private newParagraph(random: Random): void {
    const at = this.blockStart(random);
    this.insert(at, `${policySentence(random)} ${policySentence(random)}`);
    this.items.splice(at, 0, marker(this.newId(), 'paragraph', 0));
  }

  private blockStart(random: Random): number {
    return random.pick(this.starts());
  }

  private blockItems(at: number): Item[] {
    const items = [this.items[at]];
    for (let index = at + 1; index < this.items.length; index++) {
      const item = this.items[index];
      if (!item.dead && item.start) break;
      if (!item.dead) items.push(item);
    }
    return items;
  }

  private eraseBlock(random: Random): void {
    if (this.blocks().size > 3) for (const item of this.blockItems(this.blockStart(random))) item.dead = true;
  }

  // Cut and paste: the ids and the words are the same, but to the live text they are new characters.
  private paste(items: Item[], at: number): void {
    const copies = items.map((item) => ({ ...item, dead: false }));
    this.items.splice(at, 0, ...copies);
  }

  private moveBlock(random: Random): void {
    const items = this.blockItems(this.blockStart(random));
    const copies = items.map((item) => ({ ...item }));
    for (const item of items) item.dead = true;
    if (this.blocks().size > 0) this.paste(copies, this.blockStart(random));
    else for (const item of items) item.dead = false;
  }

  private moveSection(random: Random): void {
    const from = this.blockStart(random);
    const starts = this.starts()
      .filter((index) => index >= from)
      .slice(0, 6);
    const items = starts.flatMap((index) => this.blockItems(index));
    const copies = items.map((item) => ({ ...item }));
    for (const item of items) item.dead = true;
    if (this.blocks().size > 0) this.paste(copies, this.blockStart(random));
    else for (const item of items) item.dead = false;
  }

  private moveWords(random: Random): void {
    const erased = this.erase(this.pickCharacter(random), 30 + random.below(120));
    const copies = erased.map((item) => ({ ...item, dead: false }));
    this.paste(copies, this.pickCharacter(random));
  }

  private convert(random: Random): void {
    const item = this.items[this.blockStart(random)];
    if (item.start) item.start = { ...item.start, kind: random.pick(['paragraph', 'bullet', 'clause'] as const) };
  }
}

function marker(id: string, kind: TextBlock['kind'], level: number): Item {
  return { ch: '', origin: -1, dead: false, start: { id, kind, level } };
}

type Act =
  | 'type'
  | 'cut'
  | 'replace'
  | 'split'
  | 'join'
  | 'newParagraph'
  | 'convert'
  | 'moveBlock'
  | 'eraseSentence'
  | 'moveWords'
  | 'eraseBlock'
  | 'moveSection';

// How often each edit happens, running to 100: measured mixes of drafting groups do not exist, this one is chosen to be rough.
const EDIT_MIX: [limit: number, act: Act][] = [
  [36, 'type'],
  [56, 'cut'],
  [73, 'replace'],
  [80, 'split'],
  [85, 'join'],
  [89, 'newParagraph'],
  [92, 'convert'],
  [95, 'moveBlock'],
  [97, 'eraseSentence'],
  [98.4, 'moveWords'],
  [99.5, 'eraseBlock'],
  [100, 'moveSection'],
];
