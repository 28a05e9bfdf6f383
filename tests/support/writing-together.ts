import { Mapping } from '@tiptap/pm/transform';
import * as Y from 'yjs';
import type { UpdateSender } from '../../shared/text/live/check-update.ts';
import { checkUpdate } from '../../shared/text/live/check-update.ts';
import type { Block, TextBlock } from '../../shared/text/document-text.ts';
import { acceptSuggestions, rejectSuggestions } from '../../shared/text/live/decide-suggestions.ts';
import { listSuggestions } from '../../shared/text/live/list-suggestions.ts';
import { openRoots } from '../../shared/text/live/flat-root.ts';
import { OwnTyping } from '../../shared/text/live/own-typing.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { stillTaken, type TakenWords } from '../../shared/text/live/taken-words.ts';
import { watchTaken } from '../../shared/text/live/watch-taken.ts';
import { cellBlocks } from '../../shared/text/plain-text.ts';
import { FlatWriter } from './flat-writer.ts';
import { randomEdit } from './random-edits.ts';
import { randomTableEdit } from './random-table-edits.ts';
import { randomTable, randomText } from './random-text.ts';
import type { Random } from './seeded-random.ts';
import { copyOf, looksLike, partsOf, registerSession } from './suggesting.ts';
import { wordEdges } from './taken-story.ts';
import { blocksOnScreen, cutWords, WordTally, wordsOf, type WordFates, type WordView } from './word-tally.ts';

/** What somebody may do: write directly, only suggest, or now one and now the other. */
type Role = 'edits' | 'suggests' | 'both';
type Person = {
  index: number;
  name: string;
  role: Role;
  session: number;
  writer: FlatWriter;
  outbox: Uint8Array[];
  sender: UpdateSender;
  taken: TakenWords[];
  /** The text as it looks to them, until it changes. */
  sees: WordView | undefined;
};

/** Two to four people, a server with its gate, and everything the text engine can do in one script. */
export class WritingTogether {
  readonly server = new Y.Doc();
  readonly people: Person[];
  readonly log: string[] = [];
  edits = 0;
  updates = 0;
  private readonly tally = new WordTally();
  private now = 0;

  /** Opens a text with a table and a note for so many people; the first may always edit. */
  constructor(
    private readonly random: Random,
    writers: number,
  ) {
    this.server.clientID = 100;
    const { blocks } = randomText(random);
    const table = randomTable(random, () => `t${random.below(1e9)}`);
    seedDocument(this.server, { schema: 1, blocks: [...blocks, table].map((block) => this.withWords(block)) });
    const roles = Array.from({ length: writers }, (_, i): Role =>
      i === 0 ? 'edits' : random.pick(['edits', 'suggests', 'both']),
    );
    roles.forEach((_, i) => registerSession(this.server, 1001 + i, `person-${i}`));
    this.people = roles.map((role, i) => this.join(role, i));
  }

  /** Everybody works alone for a while, then hands in what they wrote, some of them; checked after every act. */
  round(): void {
    for (const person of this.people) {
      for (let n = this.random.below(this.random.chance(0.2) ? 10 : 4); n > 0; n--) this.act(person);
    }
    if (this.random.chance(0.7)) this.meet();
    else this.deliver(this.random.pick(this.people));
    if (this.random.chance(0.4)) this.decide();
  }

  /** Everybody hands in and gets everything. */
  meet(): void {
    for (let i = 0; i < 2; i++) for (const person of this.people) this.deliver(person);
    this.log.push('|');
  }

  /** What became of the words everybody typed, when all have met: in the text as it looks, or in their trays. */
  fates(): WordFates {
    const trays = this.people.map(({ writer, taken }) => taken.flatMap((offer) => stillTaken(openRoots(writer.doc), offer)));
    return this.tally.count(viewOf(this.people[0]!.writer), trays);
  }

  /** The block with words like no others, which all know from the start; what stands between them stays. */
  private withWords(block: Block): Block {
    if (block.kind === 'table') {
      const rows = block.rows.map((row) => ({
        ...row,
        cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map((inside) => this.withWords(inside) as TextBlock) })),
      }));
      return { ...block, rows };
    }
    const words: string[] = [];
    const next = (): string => words[words.push(this.tally.next()) - 1] ?? '';
    const text = block as TextBlock;
    const content = text.content.map((part) =>
      'text' in part ? { ...part, text: part.text.replace(/\p{Script=Latin}+/gu, next) } : part,
    );
    const worded = { ...text, content: [...content, { text: ` ${next()} ` }] };
    const looks = worded.content.map((part) => ('text' in part ? part.text : ' ')).join('');
    for (const word of words) this.tally.add(word, -1, [looks]);
    return worded;
  }

  private join(role: Role, i: number): Person {
    const [session, client] = [1001 + i, i + 1];
    const writer = new FlatWriter(copyOf(this.server, client));
    const name = `person-${i}`;
    if (role === 'suggests') writer.binding.suggestAs({ person: name, session });
    const outbox: Uint8Array[] = [];
    writer.doc.on('update', (update: Uint8Array, origin: unknown) => origin === 'net' || outbox.push(update));
    const taken: TakenWords[] = [];
    const own = new OwnTyping();
    watchTaken(writer.doc, { own, now: () => this.now, onTaken: (found) => taken.push(...found) });
    const isOwnClient = (id: number): boolean => id === session || (id === client && role !== 'suggests');
    const sender = { person: name, isOwnClient, mayOnlySuggest: role === 'suggests' };
    return { index: i, name, role, session, writer, outbox, sender, taken, sees: undefined };
  }

  private act(person: Person): void {
    const { name, role, session, writer } = person;
    const { random } = this;
    this.now += 60_000; // nothing counts as typed a moment ago
    if (role === 'both' && random.chance(0.2)) {
      writer.binding.suggestAs(writer.binding.suggester ? undefined : { person: name, session });
      writer.undo.forget(); // as the page does
    }
    const edit = this.knowingly(person, () => {
      if (random.chance(0.2)) return this.typeWord(person);
      return (random.chance(0.35) ? randomTableEdit(writer, random) : randomEdit(writer, random)).edit;
    });
    this.log.push(`${name}${writer.binding.suggester ? '?' : ''} ${edit}`);
    this.edits++;
    writer.check();
  }

  /** Does something as a person who sees what it does to the words. */
  private knowingly<T>(person: Person, act: () => T): T {
    const before = person.sees ?? viewOf(person.writer);
    const { doc } = person.writer.state;
    const inCells = wordsInCells(person.writer.doc);
    person.writer.did = new Mapping();
    const made = act();
    const left = wordsInCells(person.writer.doc);
    this.tally.cut(cutWords(doc, person.writer.did));
    this.tally.cut([...inCells].filter((word) => !left.has(word))); // undo takes back own words in a table that is gone for now
    person.sees = viewOf(person.writer);
    this.tally.saw(before, person.sees);
    return made;
  }

  /** Types a word like no other, in two strokes, where it cuts none. */
  private typeWord({ index, writer }: Person): string {
    const word = this.tally.next();
    const at = this.random.pick(wordEdges(writer.state.doc));
    writer.change(writer.state.tr.insertText(`${word.slice(0, 4)}`, at));
    writer.change(writer.state.tr.insertText(`${word.slice(4)} `, at + 4));
    this.tally.add(word, index, viewOf(writer).looks);
    return word;
  }

  /** Somebody who may edit decides, when everybody has handed in: what is decided unseen is a limit with a name of its own. */
  private decide(): void {
    this.meet();
    const { random } = this;
    const person = random.pick(this.people.filter(({ role }) => role !== 'suggests'));
    const all = listSuggestions(person.writer.doc);
    if (!all.length) return;
    const one = random.pick(all);
    const chosen = random.chance(0.3) ? all : all.filter((each) => each === one || each.person === one.person);
    const accepts = random.chance(0.5);
    this.knowingly(person, () => (accepts ? acceptSuggestions : rejectSuggestions)(person.writer.doc, partsOf(chosen)));
    this.log.push(`${person.name} ${accepts ? 'accepts' : 'rejects'} ${chosen.length}`);
    person.writer.check();
    this.meet();
  }

  private deliver(person: Person): void {
    const { name, writer, outbox, sender } = person;
    if (outbox.length) {
      const update = Y.mergeUpdates(outbox.splice(0));
      const refused = checkUpdate(this.server, update, sender);
      if (refused) throw new Error(`the gate refuses ${name}: ${JSON.stringify(refused)}`);
      Y.applyUpdate(this.server, update, 'net');
      this.updates++;
    }
    Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(writer.doc)), 'net');
    person.sees = undefined;
    writer.check();
  }
}

function viewOf({ doc, state }: FlatWriter): WordView {
  const blocks = looksLike(doc).blocks.flatMap((block) => (block.kind === 'table' ? cellBlocks(block) : [block]));
  const looks = blocks.map(({ content }) => content.map((part) => ('text' in part ? part.text : ' ')).join(''));
  return { looks, screen: blocksOnScreen(state.doc) };
}

/** The words of all cells, those of deleted rows and tables too. */
function wordsInCells(doc: Y.Doc): Set<string> {
  const names = [...doc.share.keys()].filter((name) => name.startsWith('c:'));
  return new Set(names.flatMap((name) => wordsOf(doc.getArray(name).toArray().join(''))));
}
