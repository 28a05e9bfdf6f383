import { Decoration } from '@tiptap/pm/view';
import { attributesOf, decodeKind, type BlockKind } from '../../../shared/text/live/block-marker.ts';
import { eachInline, type BlockMarker } from '../../../shared/text/live/flat-root.ts';
import type { FlatState } from '../../../shared/text/live/flat-state.ts';
import { ledgerOf, type FormatProposal, type Piece, type SuggestionLedger } from '../../../shared/text/live/suggestion-ledger.ts';
import { FORMAT_WORDS, kindWords } from '../suggestion-words.ts';

type Place = { start: number; end: number };

/** What shows the suggestions of one block: on its characters, and beside it. */
export function decorationsOfBlock(state: FlatState, marker: BlockMarker, place: Place): Decoration[] {
  const ledger = ledgerOf(state.roots.doc);
  if (!ledger.sessions.size) return [];
  const inline = inlineDecorations(state, ledger, marker, place.start + 1);
  const words = blockWords(state, ledger, marker);
  if (!inline.length && !words.length) return [];
  const attributes: Record<string, string> = { class: 'c-suggested' };
  if (words.length) attributes['data-suggested'] = words.join(' ');
  return [...inline, Decoration.node(place.start, place.end, attributes)];
}

function inlineDecorations(state: FlatState, ledger: SuggestionLedger, marker: BlockMarker, from: number): Decoration[] {
  const decorations: Decoration[] = [];
  let at = from;
  let open: { key: string; from: number; to: number; piece: Piece } | undefined;
  const close = (): void => {
    if (open) decorations.push(...decorationsFor(ledger, open.piece, open.from, open.to));
    open = undefined;
  };
  eachInline(state.roots, marker, (item) => {
    for (const piece of ledger.pieces(item.id.client, item.id.clock, item.length)) {
      const key = keyOf(piece);
      if (open && open.key === key && open.to === at) open.to += piece.length;
      else {
        close();
        if (key) open = { key, from: at, to: at + piece.length, piece };
      }
      at += piece.length;
    }
  });
  close();
  return decorations;
}

/** What is proposed on a piece as one string; empty for a piece that stands as it is. */
function keyOf({ inserted, deletions, formats }: Piece): string {
  const parts = [
    ...(inserted === null ? [] : [`+${inserted}`]),
    ...deletions.map(({ session }) => `-${session}`),
    ...formats.map(({ session, key, value }) => `~${session} ${key} ${String(value)}`),
  ];
  return parts.join('|');
}

function decorationsFor(ledger: SuggestionLedger, piece: Piece, from: number, to: number): Decoration[] {
  const decorations: Decoration[] = [];
  const { inserted, deletions, formats } = piece;
  const [deletion] = deletions;
  for (const format of formats) decorations.push(Decoration.inline(from, to, formatAttributes(ledger, format)));
  if (inserted !== null) {
    const spoken = `Suggested by ${nameOf(ledger, inserted)}: `;
    decorations.push(Decoration.inline(from, to, { nodeName: 'ins', class: 'c-sug', 'data-spoken': spoken }));
  }
  if (deletion) {
    const spoken = `${nameOf(ledger, deletion.session)} suggests to take out: `;
    decorations.push(Decoration.inline(from, to, { nodeName: 'del', class: 'c-sug', 'data-spoken': spoken }));
  }
  return decorations;
}

function formatAttributes(ledger: SuggestionLedger, { session, key, value }: FormatProposal): Record<string, string> {
  const words = `${value === null ? 'not ' : ''}${FORMAT_WORDS[key]}`;
  const look = value === null ? 'off' : key;
  return { class: `c-sug-format c-sug-format--${look}`, 'data-spoken': `${nameOf(ledger, session)} suggests ${words}: ` };
}

/** What is proposed for the block as a whole, in sentences that are printed beside it. */
function blockWords(state: FlatState, ledger: SuggestionLedger, marker: BlockMarker): string[] {
  const words: string[] = [];
  const { id, kind } = attributesOf(state.roots, marker);
  const [piece] = marker ? ledger.pieces(marker.id.client, marker.id.clock, 1) : [];
  if (piece && piece.inserted !== null) words.push(`${nameOf(ledger, piece.inserted)} suggests this new ${blockName(kind)}.`);
  for (const { session } of piece?.deletions ?? []) {
    words.push(`${nameOf(ledger, session)} suggests to take this ${blockName(kind)} out, or to join its words to those before.`);
  }
  for (const { session, to } of ledger.conversionsOf(id)) {
    const proposed = decodeKind(to);
    words.push(`${nameOf(ledger, session)} suggests: ${kindWords(proposed.kind, proposed.level)}.`);
  }
  return words;
}

function blockName(kind: BlockKind): string {
  if (kind === 'image') return 'picture';
  return kind === 'table' ? 'table' : 'paragraph';
}

function nameOf(ledger: SuggestionLedger, session: number): string {
  return ledger.sessions.get(session)?.name ?? 'Somebody';
}
