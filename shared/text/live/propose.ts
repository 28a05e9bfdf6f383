import type * as Y from 'yjs';
import { conversionKey, deletionKey, formatKey, type IdRange, type LedgerEntry } from './ledger-entries.ts';
import type { FormatKey } from './inline-formats.ts';
import { ledgerOf, type Piece, type SuggestionLedger } from './suggestion-ledger.ts';
import type { CharacterId } from './yjs-internals.ts';

/** Who suggests: the person, and the suggesting client id the server gave this page load. */
export type Suggester = { person: string; session: number };

/** A format somebody proposes, or null to take it away. */
export type ProposedFormat = { key: FormatKey; value: true | string | null };

/** Joins single ids, in the order given, to ranges. */
export function rangesOf(ids: readonly CharacterId[]): IdRange[] {
  const ranges: IdRange[] = [];
  for (const { client, clock } of ids) {
    const last = ranges.at(-1);
    if (last && last.client === client && last.clock + last.length === clock) last.length++;
    else ranges.push({ client, clock, length: 1 });
  }
  return ranges;
}

/** Proposes to delete characters and markers; what this person has proposed already stays as it is. */
export function proposeDeletion(doc: Y.Doc, me: Suggester, ranges: readonly IdRange[]): void {
  const ledger = ledgerOf(doc);
  const isMine = ({ session }: { session: number }): boolean => ledger.personOf(session) === me.person;
  const fresh = ranges.flatMap((range) => joined(range, ledger, (piece) => !piece.deletions.some(isMine)));
  for (const range of fresh) writeDeletion(doc, ledger, me, range);
}

/** Writes one proposed deletion, and makes it one entry with those of the same session beside it. */
function writeDeletion(doc: Y.Doc, ledger: SuggestionLedger, { session }: Suggester, { client, clock, length }: IdRange): void {
  const round = ledger.nextRound(session, client, clock, clock + length);
  const beside = ledger
    .entriesOver('deletion', client, Math.max(0, clock - 1), clock + length + 1)
    .filter((entry) => entry.session === session && entry.round === round);
  const from = Math.min(clock, ...beside.map((entry) => entry.range.clock));
  const to = Math.max(clock + length, ...beside.map((entry) => entry.range.clock + entry.range.length));
  for (const entry of beside) if (entry.range.clock !== from) write(doc, deletionKey(client, entry.range.clock, entry));
  write(doc, deletionKey(client, from, { session, round }), to - from);
}

/** Proposes a format for characters; proposing what this person has proposed for all of them takes it back instead. */
export function proposeFormat(doc: Y.Doc, me: Suggester, ranges: readonly IdRange[], { key, value }: ProposedFormat): void {
  const ledger = ledgerOf(doc);
  const isMine = (piece: Piece): boolean =>
    piece.formats.some((format) => format.key === key && format.value === value && ledger.personOf(format.session) === me.person);
  const open = ranges.flatMap((range) => joined(range, ledger, (piece) => !isMine(piece)));
  for (const range of ranges) withdrawOver(doc, me, 'format', range, key);
  if (!open.length) return;
  for (const { client, clock, length } of ranges) {
    const round = ledger.nextRound(me.session, client, clock, clock + length);
    write(doc, formatKey(client, clock, { session: me.session, round }, key), { n: length, v: value });
  }
}

/** Proposes a kind and level for a block, or takes the proposal back when it is the same as before or what the block is already. */
export function proposeConversion(doc: Y.Doc, me: Suggester, block: { id: string; now: string }, to: string): void {
  const ledger = ledgerOf(doc);
  const mine = ledger.conversionsOf(block.id).filter(({ session }) => ledger.personOf(session) === me.person);
  const again = to === block.now || mine.some((known) => known.to === to);
  for (const { session } of mine) if (again || session !== me.session) write(doc, conversionKey(block.id, session));
  if (!again) write(doc, conversionKey(block.id, me.session), { t: to, r: ledger.nextConversionRound(block.id, me.session) });
}

/** Takes this person's own proposed deletions or formats on some ids back; what they cover beside them stays proposed. */
export function withdrawOver(
  doc: Y.Doc,
  me: Suggester,
  kind: 'deletion' | 'format',
  { client, clock, length }: IdRange,
  key?: FormatKey,
): void {
  const ledger = ledgerOf(doc);
  const end = clock + length;
  for (const entry of ledger.entriesOver(kind, client, clock, end)) {
    if (ledger.personOf(entry.session) !== me.person || (entry.kind === 'format' && key && entry.key !== key)) continue;
    const { clock: from, length: covered } = entry.range;
    write(doc, keyOf(entry, from));
    if (from < clock) write(doc, keyOf(entry, from), valueOf(entry, clock - from));
    if (from + covered > end) write(doc, keyOf(entry, end), valueOf(entry, from + covered - end));
  }
}

type RangeProposal = Extract<LedgerEntry, { kind: 'deletion' | 'format' }>;

function keyOf(entry: RangeProposal, clock: number): string {
  const { client } = entry.range;
  return entry.kind === 'format' ? formatKey(client, clock, entry, entry.key) : deletionKey(client, clock, entry);
}

function valueOf(entry: RangeProposal, length: number): unknown {
  return entry.kind === 'format' ? { n: length, v: entry.value } : length;
}

/** The parts of a range whose pieces fulfil something, neighbours joined. */
function joined(range: IdRange, ledger: SuggestionLedger, wanted: (piece: Piece) => boolean): IdRange[] {
  const parts: IdRange[] = [];
  for (const piece of ledger.pieces(range.client, range.clock, range.length)) {
    if (!wanted(piece)) continue;
    const last = parts.at(-1);
    if (last && last.clock + last.length === piece.clock) last.length += piece.length;
    else parts.push({ client: range.client, clock: piece.clock, length: piece.length });
  }
  return parts;
}

function write(doc: Y.Doc, key: string, value?: unknown): void {
  const map = doc.getMap('sug');
  if (value !== undefined) map.set(key, value);
  else map.delete(key);
}
