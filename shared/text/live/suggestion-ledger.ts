import type * as Y from 'yjs';
import { readEntry, type LedgerEntry, type Session } from './ledger-entries.ts';
import { isAboutLine, LineLedger } from './line-ledger.ts';
import { RangeIndex, type ClockRange } from './range-index.ts';
import type { FormatKey } from './inline-formats.ts';

/** Somebody's proposal on a character: whose session, and how often it was proposed again. */
export type Proposal = { session: number; round: number };

/** A proposed format. */
export type FormatProposal = Proposal & { key: FormatKey; value: true | string | null };

/** Neighbouring ids of one client on which the same is proposed. */
export type Piece = {
  clock: number;
  length: number;
  /** The session whose proposed insertion this is, or null for text that stands. */
  inserted: number | null;
  deletions: readonly Proposal[];
  formats: readonly FormatProposal[];
};

/** A proposed kind and level of a block. */
export type Conversion = Proposal & { to: string };

type Stored = ClockRange & { entry: LedgerEntry };

type Marks = Record<'deletion' | 'format' | 'accepted' | 'carried' | 'set-aside', RangeIndex<Stored>>;

const NOTHING: readonly never[] = [];

/** The ledger of suggestions of one shared text, indexed by character ids: what is proposed, by whom, and what was decided (TXT-4). */
export class SuggestionLedger {
  /** Suggesting client ids and the people they are bound to; only the server adds one. */
  readonly sessions = new Map<number, Session>();
  /** What is proposed for rows and columns of tables. */
  readonly lines = new LineLedger();
  private readonly times = new Map<number, { clock: number; at: string }[]>();
  private readonly marks = new Map<number, Marks>();
  private readonly conversions = new Map<string, Map<number, Conversion>>();
  private readonly conversionsDecided = new Map<string, number>();
  private readonly stored = new Map<string, Stored | LedgerEntry>();
  private readonly listeners = new Set<(changed: readonly LedgerEntry[]) => void>();

  /** Reads a ledger and follows it from now on. */
  constructor(private readonly map: Y.Map<unknown>) {
    map.forEach((value, key) => this.put(key, value));
    map.observe((event) => {
      const changed = [...event.keysChanged].flatMap((key) => this.put(key, map.get(key)));
      if (changed.length) for (const listener of this.listeners) listener(changed);
    });
  }

  /** Whether nobody has ever suggested anything here. */
  get isEmpty(): boolean {
    return this.stored.size === 0;
  }

  /** Takes entries in that were just written, before the transaction in which that happened has ended. */
  takeIn(keys: readonly string[]): void {
    for (const key of keys) this.put(key, this.map.get(key));
  }

  /** Tells of entries that came, changed or went; each as it was and as it is. */
  listen(listener: (changed: readonly LedgerEntry[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Whether nothing is or was proposed on any id of this client. */
  isPlain(client: number): boolean {
    return !this.marks.has(client) && !this.sessions.has(client);
  }

  /** The person a session is bound to. */
  personOf(session: number): string | undefined {
    return this.sessions.get(session)?.person;
  }

  /** When something of a session was written, by the server's clock, to the minute. */
  timeOf(client: number, clock: number): string | undefined {
    const stamps = this.times.get(client) ?? [];
    let at = this.sessions.get(client)?.at;
    for (const stamp of stamps) if (stamp.clock <= clock) at = stamp.at;
    return at;
  }

  /** The session whose proposed insertion a character or marker is, or null. */
  insertedBy(client: number, clock: number): number | null {
    if (this.isPlain(client)) return null;
    const marks = this.marks.get(client);
    if (marks?.accepted.over(clock, clock + 1).length) return null;
    const carried = marks?.carried.over(clock, clock + 1)[0]?.entry;
    if (carried?.kind === 'carried') return this.sessions.has(carried.session) ? carried.session : null;
    return this.sessions.has(client) ? client : null;
  }

  /** Cuts ids of one client into pieces on which the same is proposed. */
  pieces(client: number, clock: number, length: number): Piece[] {
    const plain = { clock, length, inserted: null, deletions: NOTHING, formats: NOTHING };
    if (this.isPlain(client)) return [plain];
    const marks = this.marks.get(client);
    if (!marks) return [{ ...plain, inserted: client }];
    const end = clock + length;
    const over = Object.values(marks).flatMap((index) => index.over(clock, end));
    const cuts = new Set([clock, end]);
    for (const { from, to } of over) for (const cut of [from, to]) if (cut > clock && cut < end) cuts.add(cut);
    const places = [...cuts].sort((a, b) => a - b);
    return places.slice(0, -1).map((from, i) => this.pieceAt(client, from, (places[i + 1] ?? end) - from, over));
  }

  /** What is proposed for a block's kind and level, decided proposals left out. */
  conversionsOf(blockId: string): Conversion[] {
    const proposed = [...(this.conversions.get(blockId)?.values() ?? [])].sort((a, b) => a.session - b.session);
    return proposed.filter(({ session, round }) => round > (this.conversionsDecided.get(`${blockId}.${session}`) ?? -1));
  }

  /** The round in which a session would propose anew on these ids: above every one that was set aside. */
  nextRound(session: number, client: number, from: number, to: number): number {
    const aside = this.marks.get(client)?.['set-aside'].over(from, to) ?? [];
    const rounds = aside.map(({ entry }) => (entry.kind === 'set-aside' && entry.session === session ? entry.round + 1 : 0));
    return Math.max(0, ...rounds);
  }

  /** The round in which a session would propose a kind anew. */
  nextConversionRound(blockId: string, session: number): number {
    return (this.conversionsDecided.get(`${blockId}.${session}`) ?? -1) + 1;
  }

  /** The entries of one kind that touch these ids. */
  entriesOver<K extends keyof Marks>(kind: K, client: number, from: number, to: number): Extract<LedgerEntry, { kind: K }>[] {
    const found = this.marks.get(client)?.[kind].over(from, to) ?? [];
    return found.map(({ entry }) => entry as Extract<LedgerEntry, { kind: K }>); // an index holds entries of its own kind
  }

  private pieceAt(client: number, clock: number, length: number, over: readonly Stored[]): Piece {
    const here = over.filter(({ from, to }) => from <= clock && to > clock).map(({ entry }) => entry);
    const isAside = ({ session, round }: Proposal): boolean =>
      here.some((entry) => entry.kind === 'set-aside' && entry.session === session && entry.round >= round);
    const deletions: Proposal[] = [];
    const formats: FormatProposal[] = [];
    for (const entry of here) {
      if (entry.kind === 'deletion' && !isAside(entry)) deletions.push({ session: entry.session, round: entry.round });
      if (entry.kind === 'format' && !isAside(entry)) {
        formats.push({ session: entry.session, round: entry.round, key: entry.key, value: entry.value });
      }
    }
    deletions.sort((a, b) => a.session - b.session);
    formats.sort((a, b) => a.session - b.session || a.key.localeCompare(b.key));
    return { clock, length, inserted: this.insertedBy(client, clock), deletions, formats };
  }

  /** Takes one entry in; answers what it was and what it is. */
  private put(key: string, value: unknown): LedgerEntry[] {
    const before = this.stored.get(key);
    if (before) this.drop(key, before);
    const entry = value === undefined ? undefined : readEntry(key, value);
    if (entry) this.keep(key, entry);
    const was = before && ('entry' in before ? before.entry : before);
    return [was, entry].filter((known) => known !== undefined);
  }

  private keep(key: string, entry: LedgerEntry): void {
    if ('range' in entry) {
      const { client, clock, length } = entry.range;
      const stored: Stored = { from: clock, to: clock + length, entry };
      this.marksOf(client)[entry.kind].add(stored);
      this.stored.set(key, stored);
      return;
    }
    this.stored.set(key, entry);
    if (isAboutLine(entry)) this.lines.keep(entry);
    else if (entry.kind === 'session') this.sessions.set(entry.client, entry.session);
    else if (entry.kind === 'time') this.keepTime(entry.client, entry);
    else if (entry.kind === 'conversion') {
      const { blockId, session, round, to } = entry;
      if (!this.conversions.has(blockId)) this.conversions.set(blockId, new Map());
      this.conversions.get(blockId)?.set(session, { session, round, to });
    } else this.conversionsDecided.set(`${entry.blockId}.${entry.session}`, entry.round);
  }

  private drop(key: string, stored: Stored | LedgerEntry): void {
    this.stored.delete(key);
    if ('entry' in stored) {
      if ('range' in stored.entry) this.marks.get(stored.entry.range.client)?.[stored.entry.kind].remove(stored);
    } else if (isAboutLine(stored)) this.lines.drop(stored);
    else if (stored.kind === 'session') this.sessions.delete(stored.client);
    else if (stored.kind === 'time') this.times.set(stored.client, this.stampsBut(stored.client, stored.clock));
    else if (stored.kind === 'conversion') this.conversions.get(stored.blockId)?.delete(stored.session);
    else if (stored.kind === 'conversion-decided') this.conversionsDecided.delete(`${stored.blockId}.${stored.session}`);
  }

  private keepTime(client: number, { clock, at }: { clock: number; at: string }): void {
    this.times.set(
      client,
      [...this.stampsBut(client, clock), { clock, at }].sort((a, b) => a.clock - b.clock),
    );
  }

  private stampsBut(client: number, clock: number): { clock: number; at: string }[] {
    return (this.times.get(client) ?? []).filter((stamp) => stamp.clock !== clock);
  }

  private marksOf(client: number): Marks {
    const known = this.marks.get(client);
    if (known) return known;
    const index = (): RangeIndex<Stored> => new RangeIndex<Stored>();
    const marks: Marks = { deletion: index(), format: index(), accepted: index(), carried: index(), 'set-aside': index() };
    this.marks.set(client, marks);
    return marks;
  }
}

const ledgers = new WeakMap<Y.Doc, SuggestionLedger>();

/** The ledger of a shared text, read once and kept in step from then on. */
export function ledgerOf(doc: Y.Doc): SuggestionLedger {
  const known = ledgers.get(doc);
  if (known) return known;
  const ledger = new SuggestionLedger(doc.getMap('sug'));
  ledgers.set(doc, ledger);
  return ledger;
}
