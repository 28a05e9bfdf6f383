import type * as Y from 'yjs';
import { carriedKey, deletionKey, formatKey } from './ledger-entries.ts';
import { ledgerOf, type Piece } from './suggestion-ledger.ts';
import { eachRedone } from './yjs-id-ranges.ts';
import type { CharacterId } from './yjs-internals.ts';

/** Units of one block with what is proposed on each, to be found again where they were moved or pasted. */
export type CarriedRun = {
  /** Which stretch of the change it went from; what came in the same stretch has replaced it. */
  range?: number;
  /** The block whose marker begins the run, or undefined for words in the middle of one. */
  block: { id: string; proposals: Piece | undefined } | undefined;
  text: string;
  /** What is proposed, by offset in the text. */
  proposals: { offset: number; piece: Piece }[];
};

/** A run of new units: the block that begins it, its text, and the ids of both. */
export type NewRun = { range: number; block: { id: string; at: CharacterId } | undefined; text: string; ids: CharacterId[] };

/** Whether anything is proposed on a piece. */
export function isProposed({ inserted, deletions, formats }: Piece): boolean {
  return inserted !== null || deletions.length > 0 || formats.length > 0;
}

/** Writes for new characters what was proposed on those they were made from; the sessions stay, so the authors do too (TXT-4). */
export function carry(doc: Y.Doc, { client, clock }: CharacterId, length: number, piece: Piece): void {
  const ledger = doc.getMap('sug');
  if (piece.inserted !== null) ledger.set(carriedKey(client, clock), { n: length, by: piece.inserted });
  for (const deletion of piece.deletions) ledger.set(deletionKey(client, clock, deletion), length);
  for (const format of piece.formats) ledger.set(formatKey(client, clock, format, format.key), { n: length, v: format.value });
}

/** Characters that undo writes again stay what they were: proposals stay proposals. Call it in the undo's own transaction. */
export function carryRedone(transaction: Y.Transaction, deletions: Parameters<typeof eachRedone>[1]): void {
  const ledger = ledgerOf(transaction.doc);
  if (ledger.isEmpty) return;
  eachRedone(transaction, deletions, (was, is, length) => {
    for (const piece of ledger.pieces(was.client, was.clock, length)) {
      if (!isProposed(piece)) continue;
      carry(transaction.doc, { client: is.id.client, clock: is.id.clock + piece.clock - was.clock }, piece.length, piece);
    }
  });
}

/** Carries proposals from runs that went, or were copied, to runs that came with the same words: a move or a paste. */
export function carryMoved(doc: Y.Doc, from: readonly CarriedRun[], to: readonly NewRun[]): void {
  for (const run of from) {
    if (!run.block?.proposals && !run.proposals.length) continue;
    const target = findRun(run, to);
    if (!target) continue;
    const { into, offset } = target;
    if (run.block?.proposals && into.block) carry(doc, into.block.at, 1, run.block.proposals);
    for (const { offset: start, piece } of run.proposals) {
      for (const range of rangesIn(into.ids.slice(offset + start, offset + start + piece.length)))
        carry(doc, range, range.length, piece);
    }
  }
}

function findRun(run: CarriedRun, to: readonly NewRun[]): { into: NewRun; offset: number } | undefined {
  const { block } = run;
  const sameBlock = block && to.find((into) => into.block?.id === block.id);
  const isElsewhere = (into: NewRun): boolean => into.range !== run.range && run.text !== '' && into.text.includes(run.text);
  const found = sameBlock?.text.includes(run.text) ? sameBlock : to.find(isElsewhere);
  return found && { into: found, offset: found.text.indexOf(run.text) };
}

function rangesIn(ids: readonly CharacterId[]): (CharacterId & { length: number })[] {
  const ranges: (CharacterId & { length: number })[] = [];
  for (const { client, clock } of ids) {
    const last = ranges.at(-1);
    if (last && last.client === client && last.clock + last.length === clock) last.length++;
    else ranges.push({ client, clock, length: 1 });
  }
  return ranges;
}
