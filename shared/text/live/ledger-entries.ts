import { isKnownKind } from './block-marker.ts';
import { FORMAT_KEYS, isKnownFormat, type FormatKey } from './inline-formats.ts';
import { isOrderKey, type OrderKey } from './order-key.ts';
import { isColumnId, isRowId, isTableId } from './table-names.ts';

/** A suggesting session: a Yjs client id whose insertions are proposals, the person it is bound to, and since when (DRA-9). */
export type Session = { person: string; name: string; at: string };

/** Characters and markers by their ids: `length` of them from `clock` on, all of one client. */
export type IdRange = { client: number; clock: number; length: number };

/** A row (`r`) or column (`k`) of a table, by what never changes. */
export type TableLine = { table: string; axis: 'r' | 'k'; line: string };

/** One entry of the ledger of suggestions, read. Rounds count how often the same was proposed again after it was set aside. */
export type LedgerEntry =
  | { kind: 'session'; client: number; session: Session }
  | { kind: 'time'; client: number; clock: number; at: string }
  | { kind: 'deletion'; range: IdRange; session: number; round: number }
  | { kind: 'format'; range: IdRange; session: number; round: number; key: FormatKey; value: true | string | null }
  | { kind: 'conversion'; blockId: string; session: number; round: number; to: string }
  | { kind: 'accepted'; range: IdRange }
  | { kind: 'carried'; range: IdRange; session: number }
  | { kind: 'set-aside'; range: IdRange; session: number; round: number }
  | { kind: 'conversion-decided'; blockId: string; session: number; round: number }
  | ({ kind: 'addition'; session: number; round: number; order: OrderKey } & TableLine)
  | ({ kind: 'removal' | 'line-decided'; session: number; round: number } & TableLine);

/** The number of numbers in a key, by its kind; the key of a format ends with the format's name. */
const NUMBERS: Readonly<Record<string, number>> = { c: 1, t: 2, d: 4, f: 4, a: 3, i: 2, x: 4 };
const KEY = /^([ctdfaix])(\d{1,16}(?:\.\d{1,16}){0,3})(?:\.([a-z]{1,12}))?$/;
const BLOCK_KEY = /^([ky])([A-Za-z0-9_~-]{1,80})\.(\d{1,10})$/;
const LINE_KEY = /^([ngw])([A-Za-z0-9_-]{1,20})~([rk])~([A-Za-z0-9_-]{1,36})\.(\d{1,10})$/;
const LARGEST_CLIENT = 0xffffffff;
const LONGEST = 10_000_000; // characters in one entry: more than a document may hold
const MANY_ROUNDS = 1_000_000;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The key of a suggesting session. */
export const sessionKey = (client: number): string => `c${client}`;
/** The key under which the server says when something of a session was written. */
export const timeKey = (client: number, clock: number): string => `t${client}.${clock}`;
/** The key of a proposed deletion. */
export const deletionKey = (client: number, clock: number, { session, round }: Proposed): string =>
  `d${client}.${clock}.${session}.${round}`;
/** The key of a proposed format. */
export const formatKey = (client: number, clock: number, { session, round }: Proposed, format: FormatKey): string =>
  `f${client}.${clock}.${session}.${round}.${format}`;
/** The key of an accepted insertion; its length is in the key, so that two people's decisions never undo each other. */
export const acceptedKey = ({ client, clock, length }: IdRange): string => `a${client}.${clock}.${length}`;
/** The key of characters that were moved or brought back and stay somebody's proposal. */
export const carriedKey = (client: number, clock: number): string => `i${client}.${clock}`;
/** The key of deletions and formats that were set aside on these characters. */
export const setAsideKey = (client: number, clock: number, { session, round }: Proposed): string =>
  `x${client}.${clock}.${session}.${round}`;
/** The key of a proposed kind and level of a block. */
export const conversionKey = (blockId: string, session: number): string => `k${blockId}.${session}`;
/** The key of a decision on a proposed kind and level. */
export const conversionDecidedKey = (blockId: string, session: number): string => `y${blockId}.${session}`;
/** The key of a proposed new row or column. */
export const additionKey = (line: TableLine, session: number): string => `n${lineName(line)}.${session}`;
/** The key of a row or column that is proposed to go. */
export const removalKey = (line: TableLine, session: number): string => `g${lineName(line)}.${session}`;
/** The key of a decision on what a session proposes for a row or column. */
export const lineDecidedKey = (line: TableLine, session: number): string => `w${lineName(line)}.${session}`;

/** A row or column in one string. */
export function lineName({ table, axis, line }: TableLine): string {
  return `${table}~${axis}~${line}`;
}

/** Whose session proposes, and in which round. */
type Proposed = { session: number; round: number };

/** What a key is about, without its value. */
export type LedgerKey = {
  kind: string;
  /** The client whose ids it is about, or whose session it names; 0 for an entry about a block. */
  client: number;
  clock: number;
  length: number;
  session: number;
  round: number;
  blockId: string;
  format: string | undefined;
  line: TableLine | undefined;
};

const NOTHING: LedgerKey = {
  kind: '',
  client: 0,
  clock: 0,
  length: 0,
  session: 0,
  round: 0,
  blockId: '',
  format: undefined,
  line: undefined,
};

/** Reads a key; undefined for one nobody writes. */
export function readKey(key: string): LedgerKey | undefined {
  const block = BLOCK_KEY.exec(key);
  if (block) return { ...NOTHING, kind: block[1] ?? '', blockId: block[2] ?? '', session: Number(block[3]) };
  const line = LINE_KEY.exec(key);
  if (line) return readLine(line);
  const parts = KEY.exec(key);
  return parts ? readNumbers(parts[1] ?? '', (parts[2] ?? '').split('.').map(Number), parts[3]) : undefined;
}

function readLine([, kind = '', table, axis, line, session]: RegExpExecArray): LedgerKey | undefined {
  const isId = axis === 'r' ? isRowId : isColumnId;
  if (!isTableId(table) || !isId(line)) return undefined;
  return { ...NOTHING, kind, session: Number(session), line: { table, axis: axis === 'r' ? 'r' : 'k', line } };
}

function readNumbers(kind: string, numbers: number[], format: string | undefined): LedgerKey | undefined {
  if (numbers.length !== NUMBERS[kind] || (format !== undefined) !== (kind === 'f')) return undefined;
  const [client, clock, third, round] = [0, 1, 2, 3].map((at) => numbers[at] ?? 0) as [number, number, number, number];
  if (client > LARGEST_CLIENT || round > MANY_ROUNDS) return undefined;
  if (kind === 'a') return isLength(third) ? { ...NOTHING, kind, client, clock, length: third } : undefined;
  return third > LARGEST_CLIENT ? undefined : { ...NOTHING, kind, client, clock, session: third, round, format };
}

/** Reads one entry; undefined for anything that is not exactly as this version writes it. */
export function readEntry(key: string, value: unknown): LedgerEntry | undefined {
  const read = readKey(key);
  const reader = read && READERS[read.kind];
  return read && reader?.(read, value);
}

type Reader = (key: LedgerKey, value: unknown) => LedgerEntry | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  c: ({ client }, value) => readSession(client, value),
  t: ({ client, clock }, value) => (isInstant(value) ? { kind: 'time', client, clock, at: value } : undefined),
  a: ({ client, clock, length }, value) => (value === 1 ? { kind: 'accepted', range: { client, clock, length } } : undefined),
  d: (key, value) => readRange('deletion', key, value),
  x: (key, value) => readRange('set-aside', key, value),
  f: readFormat,
  i: readCarried,
  k: readConversion,
  y: ({ blockId, session }, value) =>
    isCount(value, MANY_ROUNDS) ? { kind: 'conversion-decided', blockId, session, round: value } : undefined,
  n: readAddition,
  g: (key, value) => readLineRound('removal', key, value),
  w: (key, value) => readLineRound('line-decided', key, value),
};

function readRange(kind: 'deletion' | 'set-aside', key: LedgerKey, value: unknown): LedgerEntry | undefined {
  const { client, clock, session, round } = key;
  return isLength(value) ? { kind, range: { client, clock, length: value }, session, round } : undefined;
}

function readFormat({ client, clock, session, round, format }: LedgerKey, value: unknown): LedgerEntry | undefined {
  const key = FORMAT_KEYS.find((known) => known === format);
  if (!key || !isRecord(value) || !hasOnly(value, 'n', 'v') || !isLength(value.n) || !isKnownFormat(key, value.v))
    return undefined;
  const range = { client, clock, length: value.n };
  return { kind: 'format', range, session, round, key, value: value.v as true | string | null }; // checked just above
}

function readCarried({ client, clock }: LedgerKey, value: unknown): LedgerEntry | undefined {
  if (!isRecord(value) || !hasOnly(value, 'n', 'by') || !isLength(value.n) || !isCount(value.by, LARGEST_CLIENT))
    return undefined;
  return { kind: 'carried', range: { client, clock, length: value.n }, session: value.by };
}

function readConversion({ blockId, session }: LedgerKey, value: unknown): LedgerEntry | undefined {
  if (!isRecord(value) || !hasOnly(value, 't', 'r') || !isCount(value.r, MANY_ROUNDS)) return undefined;
  if (!isKnownKind(value.t) || value.t === 'table' || value.t === 'image') return undefined; // words alone make neither
  return { kind: 'conversion', blockId, session, round: value.r, to: String(value.t) };
}

function readAddition({ line, session }: LedgerKey, value: unknown): LedgerEntry | undefined {
  if (!line || !isRecord(value) || !hasOnly(value, 'o', 'r')) return undefined;
  const { o, r } = value;
  return isOrderKey(o) && isCount(r, MANY_ROUNDS) ? { kind: 'addition', ...line, session, round: r, order: o } : undefined;
}

function readLineRound(kind: 'removal' | 'line-decided', { line, session }: LedgerKey, value: unknown): LedgerEntry | undefined {
  return line && isCount(value, MANY_ROUNDS) ? { kind, ...line, session, round: value } : undefined;
}

function readSession(client: number, value: unknown): LedgerEntry | undefined {
  if (!isRecord(value) || typeof value.u !== 'string' || typeof value.name !== 'string' || !isInstant(value.at)) return undefined;
  return { kind: 'session', client, session: { person: value.u, name: value.name, at: value.at } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLength(value: unknown): value is number {
  return isCount(value, LONGEST) && value > 0;
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && INSTANT.test(value);
}

function hasOnly(value: Record<string, unknown>, ...keys: string[]): boolean {
  return Object.keys(value).every((key) => keys.includes(key));
}
