import * as Y from 'yjs';
import { openRoots } from '../../../../shared/text/live/flat-root.ts';
import { findItem, firstItemOf, insertAfter } from '../../../../shared/text/live/yjs-internals.ts';
import { WireClient, type Place } from './wire-client.ts';

/** What a crowd types: so many in each document, at one pace, some of them looking at what arrives. */
export type CrowdWish = { places: Place[][]; listeners: number; seed: Uint8Array };

/** What came of typing: milliseconds from key to arrival and from key to the word "saved", and how much arrived. */
export type CrowdFindings = { keys: number; arrivals: number[]; saved: number[]; expected: number; ended: string[] };

const SETTLE_MS = 8000; // what has not arrived by then after the last key counts as not delivered

type Writer = { client: WireClient; typed: number[]; listeners: number; timer: NodeJS.Timeout | undefined };

/** People who type single letters, each at a place of their own, through clients that hold only the first text and their own words. */
export class TypingCrowd {
  private readonly writers: Writer[] = [];
  private readonly sentAt = new Map<number, { from: number; times: number[] }>();
  private arrivals: number[] = [];
  private saved: number[] = [];
  private expected = 0;
  private measuring = false;
  private heeding = false;

  constructor(private readonly wish: CrowdWish) {}

  /** Connects everybody. */
  async connect(): Promise<void> {
    for (const seats of this.wish.places) {
      const listeners = Math.min(seats.length, this.wish.listeners);
      for (const [n, place] of seats.entries()) this.seat(place, n < listeners, n < listeners ? listeners - 1 : listeners);
    }
    for (let n = 0; n < this.writers.length; n += 25) {
      await Promise.all(this.writers.slice(n, n + 25).map(({ client }) => client.connect()));
    }
  }

  /** Lets everybody type; the first second is not counted. */
  async type(keysPerSecond: number, seconds: number): Promise<CrowdFindings> {
    const period = 1000 / keysPerSecond;
    for (const writer of this.writers) writer.timer = setTimeout(() => this.press(writer, period), period * Math.random());
    await pause(1000);
    this.measuring = this.heeding = true;
    await pause(seconds * 1000);
    this.measuring = false;
    await pause(period / 2);
    for (const { timer } of this.writers) clearTimeout(timer);
    for (const end = performance.now() + SETTLE_MS; this.arrivals.length < this.expected && performance.now() < end;)
      await pause(50);
    this.heeding = false;
    const keys = this.writers.reduce((sum, { typed }) => sum + typed.length, 0);
    const ended = this.writers.flatMap(({ client }) => client.ended ?? []);
    const found = { keys, arrivals: this.arrivals, saved: this.saved, expected: this.expected, ended };
    [this.arrivals, this.saved, this.expected] = [[], [], 0];
    return found;
  }

  /** Everybody leaves. */
  leave(): void {
    for (const { client, timer } of this.writers) {
      clearTimeout(timer);
      client.cut();
    }
  }

  private seat(place: Place, listens: boolean, listeners: number): void {
    const doc = new Y.Doc();
    openRoots(doc);
    Y.applyUpdate(doc, this.wish.seed);
    const onSaved = (milliseconds: number): void => void (this.heeding && this.saved.push(milliseconds));
    const heard = listens
      ? { onChange: (update: Uint8Array, at: number) => this.note(update, at, doc.clientID), onSaved }
      : { onSaved };
    const client = new WireClient(place, doc, heard);
    const writer: Writer = { client, typed: [], listeners, timer: undefined };
    this.sentAt.set(doc.clientID, { from: Y.getState(doc.store, doc.clientID), times: writer.typed });
    doc.on('update', (update: Uint8Array) => client.change(update));
    this.writers.push(writer);
  }

  private press(writer: Writer, period: number): void {
    const { client, typed } = writer;
    const { doc } = client;
    const counted = this.measuring;
    typed.push(counted ? performance.now() : -1);
    doc.transact((transaction) => {
      const last = typed.length > 1 ? findItem(doc, { client: doc.clientID, clock: typed.length - 2 })?.item : undefined;
      insertAfter(transaction, openRoots(doc).flat, last ?? firstItemOf(openRoots(doc).flat), { text: 'e' });
    });
    client.showCaret();
    if (counted) this.expected += writer.listeners;
    writer.timer = setTimeout(() => this.press(writer, period), period * (0.5 + Math.random()));
  }

  private note(update: Uint8Array, at: number, self: number): void {
    const { from, to } = Y.parseUpdateMeta(update);
    for (const [clientId, end] of to) {
      const known = this.sentAt.get(clientId);
      if (!known || clientId === self) continue; // some servers send the writer its own words back
      for (let clock = from.get(clientId) ?? 0; clock < end; clock++) {
        const pressed = known.times[clock - known.from] ?? -1;
        if (pressed >= 0) this.arrivals.push(at - pressed);
      }
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((later) => setTimeout(later, milliseconds));
}
