import * as Y from 'yjs';
import { openRoots } from '../../../../shared/text/live/flat-root.ts';
import { readDocumentText } from '../../../../shared/text/live/read-document-text.ts';
import { deleteItem, findItem, firstItemOf, insertAfter, splitItem } from '../../../../shared/text/live/yjs-internals.ts';
import { textOf } from '../../../../shared/text/plain-text.ts';
import { EditHistory } from '../../../support/edit-history.ts';
import { until } from '../../../support/draft-clients.ts';
import { ReadingClient, type Place, type WireClient } from './wire-client.ts';

/** What a soak found: words typed and called saved, and what was wrong with the texts at the end; times from key to "saved". */
export type SoakFindings = {
  typed: number;
  saved: number;
  lost: number;
  doubled: number;
  keys: number;
  rejoined: number;
  /** Why tries to come back failed, and how often. */
  failures: Record<string, number>;
  waits: number[];
};

const STAY_MS = 120_000; // then a connection is cut and comes back, as trains and lids do
const RELOAD_EVERY = 4; // of those that come back, one in so many is a page loaded anew
const ERASE_EVERY = 3; // words of which one is taken back again
const SETTLE_MS = 60_000;

type Pending = { word: string; connection: number; count: number | undefined };

/** One person who types words of their own, takes some back, and now and then loses the connection. */
class SoakWriter {
  keys = 0;
  rejoined = 0;
  readonly failures: string[] = [];
  readonly waits: number[] = [];
  private doc = new Y.Doc();
  private client: WireClient;
  private connection = 0;
  private words = 0;
  private word = '';
  private left = 0;
  private last: Y.ID | undefined;
  private pending: Pending[] = [];
  private typing: NodeJS.Timeout | undefined;
  private leaving: NodeJS.Timeout | undefined;
  private sent: number | undefined;
  private resting = false;

  constructor(
    private readonly place: Place,
    private readonly name: string,
    private readonly history: EditHistory,
    private readonly period: number,
  ) {
    this.client = this.freshClient();
  }

  async start(): Promise<void> {
    await this.join();
    this.type();
    this.leaveLater();
  }

  rest(): void {
    this.resting = true;
    clearTimeout(this.typing);
    clearTimeout(this.leaving);
  }

  get isSettled(): boolean {
    return this.pending.length === 0;
  }

  leave(): void {
    this.client.cut();
  }

  private freshClient(): WireClient {
    this.doc = new Y.Doc();
    openRoots(this.doc);
    this.last = undefined;
    const client = new ReadingClient(this.place, this.doc, { onSaved: (waited, count) => this.onSaved(waited, count) });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'own') this.sent = client.change(update);
    });
    return client;
  }

  private async join(): Promise<void> {
    this.connection += 1;
    for (let tries = 0; ; tries++) {
      try {
        await this.client.connect();
        return;
      } catch (error) {
        this.failures.push((error as Error).message.replace(/^\S+ /, ''));
        if (tries > 50) throw error;
        await new Promise((later) => setTimeout(later, 200));
      }
    }
  }

  private leaveLater(): void {
    this.leaving = setTimeout(() => void this.comeBack(), STAY_MS * (0.5 + Math.random()));
  }

  private async comeBack(): Promise<void> {
    this.client.cut();
    this.rejoined += 1;
    if (this.rejoined % RELOAD_EVERY === 0 && this.isSettled) {
      this.client = this.freshClient();
      [this.word, this.left] = ['', 0]; // whoever loads the page anew begins a new word
    }
    await this.join();
    if (!this.resting) this.leaveLater();
  }

  private type(): void {
    if (this.resting) return;
    this.keys += 1;
    if (this.left > 0) this.erase();
    else this.press();
    this.typing = setTimeout(() => this.type(), this.period * (0.5 + Math.random()));
  }

  /** Types the next letter; every word is another, so that one that is lost or there twice shows. */
  private press(): void {
    if (this.word === '') {
      this.words += 1;
      this.word = ` ${this.name}n${this.words}x;`; // one that is not finished at the end touches no neighbour and is no other word
      if (this.words % ERASE_EVERY !== 0) this.history.typed(this.name, this.word.slice(1, -1));
    }
    const [letter = '', rest] = [this.word[0], this.word.slice(1)];
    const clock = Y.getState(this.doc.store, this.doc.clientID);
    this.sent = undefined;
    this.doc.transact((transaction) => {
      const { flat } = openRoots(this.doc);
      const item = this.last ? findItem(this.doc, this.last)?.item : firstItemOf(flat);
      insertAfter(transaction, flat, item ?? null, { text: letter });
    }, 'own');
    this.last = Y.createID(this.doc.clientID, clock);
    this.word = rest;
    if (rest !== '') return;
    const whole = `${this.name}n${this.words}x`;
    if (this.words % ERASE_EVERY === 0) this.left = whole.length + 2;
    else this.pending.push({ word: whole, connection: this.connection, count: this.sent });
  }

  /** Takes back the last letter that is still there. */
  private erase(): void {
    this.left -= 1;
    const found = this.last && findItem(this.doc, this.last);
    if (!found || !this.last) return;
    this.doc.transact((transaction) => {
      const from = found.offset > 0 ? splitItem(transaction, found.item, found.offset) : found.item;
      if (from.length > 1) splitItem(transaction, from, 1);
      deleteItem(transaction, from);
    }, 'own');
    if (this.last.clock > 0 && this.left > 0) this.last = Y.createID(this.last.client, this.last.clock - 1);
  }

  private onSaved(waited: number, count: number): void {
    this.waits.push(waited);
    const isSaved = ({ connection, count: own }: Pending): boolean =>
      connection === this.connection && own !== undefined ? own <= count : (this.client.answeredAs ?? Infinity) <= count;
    for (const { word } of this.pending.filter(isSaved)) this.history.saved(word);
    this.pending = this.pending.filter((each) => !isSaved(each));
  }
}

/** Many people who type for a long time, and the account of what they typed. */
export class SoakCrowd {
  private readonly history = new Map<string, EditHistory>();
  private readonly writers: SoakWriter[] = [];

  constructor(
    private readonly places: Place[][],
    keysPerSecond: number,
  ) {
    for (const [document, seats] of places.entries()) {
      const history = new EditHistory();
      const [first] = seats;
      if (first) this.history.set(first.name, history);
      for (const [n, place] of seats.entries())
        this.writers.push(new SoakWriter(place, `d${document}p${n}`, history, 1000 / keysPerSecond));
    }
  }

  /** Lets everybody in, one after the other, and type. */
  async start(): Promise<void> {
    for (const writer of this.writers) await writer.start();
  }

  /** Everybody rests; then the texts, as somebody new reads them, are held against what was typed. */
  async end(): Promise<SoakFindings> {
    for (const writer of this.writers) writer.rest();
    await until(() => this.writers.every(({ isSettled }) => isSettled), 'everything typed to be saved', SETTLE_MS);
    const found: SoakFindings = { typed: 0, saved: 0, lost: 0, doubled: 0, keys: 0, rejoined: 0, failures: {}, waits: [] };
    for (const [place] of this.places) {
      const history = place && this.history.get(place.name);
      if (!history) continue;
      const doc = new Y.Doc();
      openRoots(doc);
      const reader = new ReadingClient(place, doc);
      await reader.connect();
      const { lost, doubled } = history.faultsIn(textOf(readDocumentText(doc)));
      reader.cut();
      found.typed += history.counts.typed;
      found.saved += history.counts.saved;
      found.lost += lost.length;
      found.doubled += doubled.length;
    }
    for (const writer of this.writers) {
      found.keys += writer.keys;
      found.rejoined += writer.rejoined;
      for (const why of writer.failures) found.failures[why] = (found.failures[why] ?? 0) + 1;
      found.waits.push(...writer.waits);
      writer.leave();
    }
    return found;
  }
}
