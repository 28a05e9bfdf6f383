import type { Node } from '@tiptap/pm/model';
import { Decoration } from '@tiptap/pm/view';
import { attributesOf, decodeKind, type BlockKind } from '../../../shared/text/live/block-marker.ts';
import { wordsStart } from '../../../shared/text/live/block-shape.ts';
import { eachInline, listMarkers, openCell, type BlockMarker, type FlatRoots } from '../../../shared/text/live/flat-root.ts';
import type { FlatState } from '../../../shared/text/live/flat-state.ts';
import { ledgerOf, type FormatProposal, type Piece, type SuggestionLedger } from '../../../shared/text/live/suggestion-ledger.ts';
import { cellRootName, type CellAddress } from '../../../shared/text/live/table-names.ts';
import { eachCell } from '../../../shared/text/live/table-nodes.ts';
import { FORMAT_WORDS, kindWords } from '../../../shared/drafting/suggestion-words.ts';

/** A block, and where it begins in the editor's document. */
type PlacedBlock = { node: Node; at: number };

/** How a mark looks; what one stops at there, by person or for the block as a `whole`; nothing where another mark is the stop. */
type MarkSpec = { look: string; stop: string; whole?: boolean };

/** What shows the suggestions of one block of the editor's document, with those of all cells of a table. */
export function decorationsOfBlock(state: FlatState, marker: BlockMarker, placed: PlacedBlock): Decoration[] {
  const ledger = ledgerOf(state.roots.doc);
  if (!ledger.sessions.size) return [];
  const own = decorationsOf(state.roots, ledger, marker, placed);
  return placed.node.type.name === 'table' ? [...own, ...decorationsOfTable(state.roots, ledger, placed)] : own;
}

/** What shows the suggestions of one block of a text: on its characters, and beside it. */
function decorationsOf(roots: FlatRoots, ledger: SuggestionLedger, marker: BlockMarker, { node, at }: PlacedBlock): Decoration[] {
  const inline = inlineDecorations(roots, ledger, marker, at + wordsStart(node));
  const words = blockWords(roots, ledger, marker);
  if (!inline.length && !words.length) return [];
  const attributes: Record<string, string> = { class: 'c-suggested' };
  if (words.length) attributes['data-suggested'] = words.join(' ');
  return [
    ...inline,
    Decoration.node(at, at + node.nodeSize, attributes, { look: lookOf(attributes), stop: words.join(' '), whole: true }),
  ];
}

/** Whether two lists of decorations show the same at the same places. */
export function showSame(one: readonly Decoration[], other: readonly Decoration[]): boolean {
  const names = (list: readonly Decoration[]): string[] =>
    list.map(({ from, to, spec }) => `${from} ${to} ${(spec as MarkSpec).look}`).sort(); // every mark here has such a spec
  return one.length === other.length && names(one).join('|') === names(other).join('|');
}

/**
 * Where the keys that step from suggestion to suggestion stop, in reading order: at a stretch by one person, and at what is proposed
 * for a block, a row or a column.
 */
export function stopsOf(decorations: readonly Decoration[]): number[] {
  const stops: number[] = [];
  const ends = new Map<string, number>();
  for (const { from, to, spec } of [...decorations].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const { stop, whole } = spec as MarkSpec; // every mark here has such a spec
    if (!stop) continue;
    const last = whole ? undefined : ends.get(stop);
    if (last === undefined || from > last) stops.push(whole ? from + 1 : from);
    if (!whole) ends.set(stop, Math.max(to, last ?? to));
  }
  return stops;
}

function lookOf(attributes: Record<string, string>): string {
  return JSON.stringify(attributes);
}

/** What shows that rows and columns are proposed to come or go, and what is proposed in the cells. */
function decorationsOfTable(roots: FlatRoots, ledger: SuggestionLedger, { node: table, at }: PlacedBlock): Decoration[] {
  const decorations: Decoration[] = [];
  eachCell(table, at, ({ address, node, at: start }, row, column) => {
    const [inRow, inColumn] = [lineWords(ledger, address, 'r'), lineWords(ledger, address, 'k')];
    const looks = [...new Set([inRow?.look, inColumn?.look])].filter((look) => look !== undefined);
    const words = [column === 0 ? inRow?.words : undefined, row === 0 ? inColumn?.words : undefined].filter(Boolean);
    if (looks.length) {
      const attributes: Record<string, string> = { class: looks.map((look) => `c-sug-cell c-sug-cell--${look}`).join(' ') };
      if (words.length) attributes['data-suggested'] = words.join(' ');
      const spec: MarkSpec = { look: lookOf(attributes), stop: words.join(' '), whole: true };
      decorations.push(Decoration.node(start - 1, start - 1 + node.nodeSize, attributes, spec));
    }
    if (!roots.doc.share.has(cellRootName(address))) return; // naming it here would start a transaction
    const text = openCell(roots, address);
    const markers = listMarkers(text);
    node.forEach((block, offset, index) => {
      decorations.push(...decorationsOf(text, ledger, markers[index] ?? null, { node: block, at: start + offset }));
    });
  });
  return decorations;
}

/** What is proposed for the row or the column of a cell: how it looks, and in a sentence. */
function lineWords(ledger: SuggestionLedger, { table, row, column }: CellAddress, axis: 'r' | 'k') {
  const line = { table, axis, line: axis === 'r' ? row : column };
  const name = axis === 'r' ? 'row' : 'column';
  const removals = ledger.lines.removalsOf(line);
  const addition = ledger.lines.additionOf(line);
  const going = removals.map(({ session }) => `− ${nameOf(ledger, session)} suggests to take this ${name} out.`);
  if (addition) going.unshift(`+ ${nameOf(ledger, addition.session)} suggests this new ${name}.`);
  if (!going.length) return undefined;
  return { look: removals.length ? 'gone' : 'new', words: going.join(' ') };
}

function inlineDecorations(roots: FlatRoots, ledger: SuggestionLedger, marker: BlockMarker, from: number): Decoration[] {
  const decorations: Decoration[] = [];
  let at = from;
  let count = 0;
  let open: { key: string; from: number; to: number; piece: Piece } | undefined;
  const close = (): void => {
    if (open) decorations.push(...decorationsFor(ledger, open.piece, { from: open.from, to: open.to, isOdd: ++count % 2 === 1 }));
    open = undefined;
  };
  eachInline(roots, marker, (item) => {
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

/** Neighbours are told apart by odd and even, so that the parts of one that something parts on the page are known to be one. */
function decorationsFor(
  ledger: SuggestionLedger,
  piece: Piece,
  { from, to, isOdd }: { from: number; to: number; isOdd: boolean },
): Decoration[] {
  const name = `c-sug c-sug--${isOdd ? 'odd' : 'even'}`;
  const decorations: Decoration[] = [];
  const { inserted, deletions, formats } = piece;
  const [deletion] = deletions;
  for (const format of formats) {
    const attributes = formatAttributes(ledger, format);
    decorations.push(
      Decoration.inline(from, to, attributes, { look: lookOf(attributes), stop: personOf(ledger, format.session) }),
    );
  }
  if (inserted !== null) {
    const spoken = `Suggested by ${nameOf(ledger, inserted)}: `;
    const attributes = { nodeName: 'ins', class: name, 'data-spoken': spoken };
    const inclusiveEnd = !deletion; // what is typed behind it belongs to it before that has been looked up: nothing is drawn twice
    const spec: MarkSpec = { look: lookOf(attributes), stop: personOf(ledger, inserted) };
    decorations.push(Decoration.inline(from, to, attributes, { ...spec, inclusiveEnd }));
  }
  if (deletion) {
    const spoken = `${nameOf(ledger, deletion.session)} suggests to take out: `;
    const attributes = { nodeName: 'del', class: name, 'data-spoken': spoken };
    const spec: MarkSpec = { look: lookOf(attributes), stop: personOf(ledger, deletion.session) };
    decorations.push(Decoration.inline(from, to, attributes, spec));
  }
  return decorations;
}

function formatAttributes(ledger: SuggestionLedger, { session, key, value }: FormatProposal): Record<string, string> {
  const words = `${value === null ? 'not ' : ''}${FORMAT_WORDS[key]}`;
  const look = value === null ? 'off' : key;
  return { class: `c-sug-format c-sug-format--${look}`, 'data-spoken': `${nameOf(ledger, session)} suggests ${words}: ` };
}

/** What is proposed for the block as a whole, in sentences that are printed beside it. */
function blockWords(roots: FlatRoots, ledger: SuggestionLedger, marker: BlockMarker): string[] {
  const words: string[] = [];
  const { id, kind } = attributesOf(roots, marker);
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

function personOf(ledger: SuggestionLedger, session: number): string {
  return ledger.personOf(session) ?? '';
}

function nameOf(ledger: SuggestionLedger, session: number): string {
  return ledger.sessions.get(session)?.name ?? 'Somebody';
}
