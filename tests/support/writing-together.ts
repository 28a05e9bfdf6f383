import * as Y from 'yjs';
import type { UpdateSender } from '../../shared/text/live/check-update.ts';
import { checkUpdate } from '../../shared/text/live/check-update.ts';
import { acceptSuggestions, rejectSuggestions } from '../../shared/text/live/decide-suggestions.ts';
import { listSuggestions } from '../../shared/text/live/list-suggestions.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { FlatWriter } from './flat-writer.ts';
import { randomEdit } from './random-edits.ts';
import { randomTableEdit } from './random-table-edits.ts';
import { randomTable, randomText } from './random-text.ts';
import type { Random } from './seeded-random.ts';
import { copyOf, partsOf, registerSession } from './suggesting.ts';

/** What somebody may do: write directly, only suggest, or now one and now the other. */
type Role = 'edits' | 'suggests' | 'both';
type Person = { name: string; role: Role; session: number; writer: FlatWriter; outbox: Uint8Array[]; sender: UpdateSender };

/** Two to four people, a server with its gate, and everything the text engine can do in one script. */
export class WritingTogether {
  readonly server = new Y.Doc();
  readonly people: Person[];
  readonly log: string[] = [];
  edits = 0;
  updates = 0;

  /** Opens a text with a table and a note for so many people; the first may always edit. */
  constructor(
    private readonly random: Random,
    writers: number,
  ) {
    this.server.clientID = 100;
    const { blocks } = randomText(random);
    seedDocument(this.server, { schema: 1, blocks: [...blocks, randomTable(random, () => `t${random.below(1e9)}`)] });
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

  private join(role: Role, i: number): Person {
    const [session, client] = [1001 + i, i + 1];
    const writer = new FlatWriter(copyOf(this.server, client));
    const name = `person-${i}`;
    if (role === 'suggests') writer.binding.suggestAs({ person: name, session });
    const outbox: Uint8Array[] = [];
    writer.doc.on('update', (update: Uint8Array, origin: unknown) => origin === 'net' || outbox.push(update));
    const isOwnClient = (id: number): boolean => id === session || (id === client && role !== 'suggests');
    return { name, role, session, writer, outbox, sender: { person: name, isOwnClient, mayOnlySuggest: role === 'suggests' } };
  }

  private act({ name, role, session, writer }: Person): void {
    const { random } = this;
    if (role === 'both' && random.chance(0.2)) {
      writer.binding.suggestAs(writer.binding.suggester ? undefined : { person: name, session });
      writer.undo.forget(); // as the page does
    }
    const { edit } = random.chance(0.35) ? randomTableEdit(writer, random) : randomEdit(writer, random);
    this.log.push(`${name}${writer.binding.suggester ? '?' : ''} ${edit}`);
    this.edits++;
    writer.check();
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
    (accepts ? acceptSuggestions : rejectSuggestions)(person.writer.doc, partsOf(chosen));
    this.log.push(`${person.name} ${accepts ? 'accepts' : 'rejects'} ${chosen.length}`);
    person.writer.check();
    this.meet();
  }

  private deliver({ name, writer, outbox, sender }: Person): void {
    if (outbox.length) {
      const update = Y.mergeUpdates(outbox.splice(0));
      const refused = checkUpdate(this.server, update, sender);
      if (refused) throw new Error(`the gate refuses ${name}: ${JSON.stringify(refused)}`);
      Y.applyUpdate(this.server, update, 'net');
      this.updates++;
    }
    Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(writer.doc)), 'net');
    writer.check();
  }
}
