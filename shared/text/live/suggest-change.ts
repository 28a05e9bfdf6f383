import { Slice, type Node, type ResolvedPos } from '@tiptap/pm/model';
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { AddMarkStep, Mapping, RemoveMarkStep, ReplaceStep } from '@tiptap/pm/transform';
import { aroundRows, changedRanges } from './changed-ranges.ts';
import { attributesOf } from './block-marker.ts';
import { positionOfWords, spotAt, type BlockSpot } from './document-tokens.ts';
import type { BlockMarker } from './flat-root.ts';
import { wordsOf } from './block-shape.ts';
import { openCellState, type FlatState } from './flat-state.ts';
import { FORMAT_KEYS, formatValue, type FormatKey } from './inline-formats.ts';
import { LiveCursor } from './live-cursor.ts';
import { proposeConversion, proposeDeletion, proposeFormat, rangesOf, type ProposedFormat, type Suggester } from './propose.ts';
import { formatsOfMarks } from './render-document.ts';
import { planLines, proposeLines, type LinePlan } from './suggest-lines.ts';
import { conversionsIn, planText, planWithdrawal, type Deed, type TextPart, type TextPlan } from './suggest-text.ts';
import { cellAround, cellKey, cellsByAddress, eachCell } from './table-nodes.ts';
import { changedTables, type TablePair, type WantedDocument } from './wanted-tables.ts';
import { rangesInside } from './write-tables.ts';
import type { CharacterId } from './yjs-internals.ts';

/**
 * An editor's change turned into a suggestion: what really changes in the editor, what is written into the ledger after it, and what
 * that proposes for rows and columns.
 */
export type SuggestedChange = { transaction: Transaction; propose: () => void; lines: LinePlan };

/** The editor whose change it is, and who suggests. */
type Suggesting = { state: FlatState; editor: EditorState; me: Suggester };

/**
 * Turns a change into a suggestion before it is applied: what was deleted stays and is proposed to go, unless it was this person's
 * own open proposal; what was inserted comes behind it; kinds, levels and formats become proposals, and so do rows and columns
 * (TXT-4). `wanted` is the change with its tables in shape.
 */
export function suggestChange(
  state: FlatState,
  editor: EditorState,
  me: Suggester,
  change: { wanted: Transaction; document: WantedDocument },
): SuggestedChange {
  const suggesting: Suggesting = { state, editor, me };
  const { wanted, document } = change;
  const { tr } = editor;
  const pairs = changedTables(editor.doc, document);
  const lines = joined(pairs.map((pair) => planLines(state, me, pair)));
  const parts = partsOf(suggesting, document, pairs);
  const plans = parts.map((part) => planText(part, me));
  const conversions = parts.flatMap((part) => conversionsIn(part, me, tr));
  const formats = formatsIn(suggesting, wanted);
  const withdrawals = withdrawnParts(suggesting, pairs, lines).map((part) => planWithdrawal(part, me));
  const refused: CharacterId[] = [];
  const deeds = [...plans, ...withdrawals].flatMap((plan) => plan.deeds);
  for (const deed of [...deeds].sort((a, b) => b.at - a.at))
    if (!carryOut(tr, deed) && 'to' in deed && deed.marker) refused.push(deed.marker);
  placeCaret(suggesting, wanted, tr, caretOf(parts, plans, wanted));
  if (wanted.scrolledIntoView) tr.scrollIntoView();
  const { doc } = state.roots;
  const propose = (): void => {
    proposeLines(state, me, lines);
    proposeDeletion(doc, me, rangesOf([...plans.flatMap(({ deletions }) => deletions), ...refused]));
    for (const { id, now, to } of conversions) proposeConversion(doc, me, { id, now }, to);
    for (const { ids, format } of formats) proposeFormat(doc, me, rangesOf(ids), format);
    for (const deed of deeds) if ('insert' in deed) proposeNewFormats(suggesting, tr, deed);
  };
  return { transaction: tr, propose, lines };
}

function joined(plans: readonly LinePlan[]): LinePlan {
  return {
    additions: plans.flatMap(({ additions }) => additions),
    removals: plans.flatMap(({ removals }) => removals),
    withdrawn: plans.flatMap(({ withdrawn }) => withdrawn),
  };
}

/** The texts that change: the document's own, and those of the cells that are there before and after. */
function partsOf({ state, editor }: Suggesting, { after, maps }: WantedDocument, pairs: readonly TablePair[]): TextPart[] {
  const before = editor.doc;
  const ranges = changedRanges(maps);
  const known = knownIds(before);
  const parts: TextPart[] = [{ state, before, after, ranges: aroundRows(before, after, ranges), at: 0, known }];
  for (const pair of pairs) {
    const old = cellsByAddress(pair.before, pair.at);
    eachCell(pair.after, pair.atAfter, (cell) => {
      const was = old.get(cellKey(cell.address.row, cell.address.column));
      if (!was || was.node.content.eq(cell.node.content)) return;
      const inside = rangesInside(ranges, was, cell);
      parts.push({
        state: openCellState(state, cell.address),
        before: was.node,
        after: cell.node,
        ranges: inside,
        at: was.at,
        known,
      });
    });
  }
  return parts;
}

/** The cells of own proposed rows and columns that are taken back. */
function withdrawnParts({ state, editor }: Suggesting, pairs: readonly TablePair[], { withdrawn }: LinePlan): TextPart[] {
  const parts: TextPart[] = [];
  if (!withdrawn.length) return parts;
  for (const { id, before, at } of pairs) {
    const gone = new Set(withdrawn.flatMap((line) => (line.table === id ? [line.line] : [])));
    eachCell(before, at, ({ address, node, at: start }) => {
      if (!gone.has(address.row) && !gone.has(address.column)) return;
      const text = openCellState(state, address);
      parts.push({ state: text, before: node, after: node, ranges: [], at: start, known: knownIds(editor.doc) });
    });
  }
  return parts;
}

/** The ids of all blocks, gathered when somebody asks. */
function knownIds(doc: Node): () => ReadonlySet<unknown> {
  let ids: Set<unknown> | undefined;
  return () => {
    if (ids) return ids;
    const known = new Set<unknown>();
    doc.descendants((node) => {
      if (node.attrs.id) known.add(node.attrs.id);
      return !node.isTextblock;
    });
    return (ids = known);
  };
}

/** False for a marker that the editor cannot take away here. */
function carryOut(tr: Transaction, deed: Deed): boolean {
  if (!('insert' in deed))
    return !tr.maybeStep(new ReplaceStep(deed.at, deed.to, Slice.empty)).failed || tookEmpty(tr, deed.at + 1);
  tr.step(new ReplaceStep(deed.at, deed.at, deed.insert));
  return true;
}

/** Behind a table a block has nothing to be joined to; an empty one goes whole. */
function tookEmpty(tr: Transaction, at: number): boolean {
  const block = tr.doc.nodeAt(at);
  if (!block?.isTextblock || block.content.size > 0 || tr.doc.childCount < 2) return false;
  tr.delete(at, at + block.nodeSize);
  return true;
}

/** Of several texts that change the one with the caret says where it goes. */
function caretOf(parts: readonly TextPart[], plans: readonly TextPlan[], wanted: Transaction): TextPlan['caret'] {
  if (parts.length < 2) return plans[0]?.caret;
  const cell = cellAround(wanted.doc, wanted.selection.head);
  const own = parts.findIndex(({ after }) => after === cell?.node);
  return plans[own]?.caret ?? plans.find(({ caret }) => caret)?.caret;
}

/** Behind what was inserted; where Backspace was pressed, before what is struck through; behind it for Delete. */
function placeCaret({ editor }: Suggesting, wanted: Transaction, tr: Transaction, caret: TextPlan['caret']): void {
  if (!caret) {
    if (wanted.selectionSet && wanted.doc.content.size === tr.doc.content.size)
      tr.setSelection(TextSelection.between(tr.doc.resolve(wanted.selection.anchor), tr.doc.resolve(wanted.selection.head)));
    return;
  }
  const forward = editor.selection.empty && editor.selection.head <= caret.from;
  const place = caret.inserts
    ? tr.mapping.map(caret.to, 1) - lettersBehind(editor, wanted, caret)
    : tr.mapping.map(forward ? caret.to : caret.from, forward ? 1 : -1);
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(place, tr.doc.content.size)), caret.inserts || forward ? 1 : -1));
}

/** How many letters of a word that is replaced whole are to stand behind the caret. */
function lettersBehind(
  { doc }: EditorState,
  { doc: after, selection }: Transaction,
  caret: NonNullable<TextPlan['caret']>,
): number {
  if (!caret.keptBehind) return 0;
  const restOf = ({ parent, parentOffset }: ResolvedPos): number => parent.content.size - parentOffset;
  const [was, is] = [doc.resolve(caret.to), after.resolve(selection.head)];
  if (was.parent.attrs.id !== is.parent.attrs.id) return 0;
  return Math.min(Math.max(restOf(is) - restOf(was), 0), caret.keptBehind);
}

/** Formats put on or taken off characters that were there before; of several on one character the last counts. */
function formatsIn({ state, editor }: Suggesting, wanted: Transaction): { ids: CharacterId[]; format: ProposedFormat }[] {
  const last = new Map<string, { id: CharacterId; format: ProposedFormat }>();
  wanted.steps.forEach((step, i) => {
    if (!(step instanceof AddMarkStep || step instanceof RemoveMarkStep)) return;
    const key = FORMAT_KEYS.find((known) => known === step.mark.type.name);
    if (!key) return;
    const inverted = wanted.mapping.maps.slice(0, i).map((map) => map.invert());
    const back = new Mapping(inverted.reverse());
    const value = step instanceof AddMarkStep ? formatValue(formatsOfMarks([step.mark]), key) : null;
    for (const id of idsBetween(state, editor.doc, back.map(step.from, 1), back.map(step.to, -1))) {
      last.set(`${id.client}.${id.clock}.${key}`, { id, format: { key, value } });
    }
  });
  const groups = new Map<string, { ids: CharacterId[]; format: ProposedFormat }>();
  for (const { id, format } of last.values()) {
    const name = `${format.key} ${String(format.value)}`;
    if (!groups.has(name)) groups.set(name, { ids: [], format });
    groups.get(name)?.ids.push(id);
  }
  return [...groups.values()];
}

/** The characters of a stretch, those in cells included. */
function idsBetween(state: FlatState, doc: Node, from: number, to: number): CharacterId[] {
  const ids: CharacterId[] = [];
  doc.forEach((node, at, index) => {
    if (at >= to || at + node.nodeSize <= from) return;
    if (node.type.name === 'table')
      eachCell(node, at, (cell) => {
        if (cell.at > to || cell.at + cell.node.content.size < from) return;
        ids.push(...idsBetween(openCellState(state, cell.address), cell.node, from - cell.at, to - cell.at));
      });
    const words = positionOfWords(doc, index);
    const start = Math.max(from - words, 0);
    const end = Math.min(to - words, wordsOf(node).content.size);
    if (start >= end) return;
    const cursor = new LiveCursor(state, { index, offset: start });
    for (let i = start; i < end; i++) {
      const id = cursor.next(false);
      if (id) ids.push(id);
    }
  });
  return ids;
}

/** What was inserted carries no formats of its own; what it should have is proposed on top. */
function proposeNewFormats({ state, me }: Suggesting, tr: Transaction, deed: Extract<Deed, { insert: Slice }>): void {
  const { text, doc, spot } = placeOf(state, tr.doc, tr.mapping.map(deed.at, -1));
  let { index } = spot;
  let cursor = cursorIn(text, doc, spot);
  const wanted = new Map<FormatKey, Map<true | string | null, CharacterId[]>>();
  for (const token of deed.tokens) {
    if (token.kind === 'block') cursor = cursorIn(text, doc, { index: ++index, offset: 0 });
    const id = token.kind === 'block' ? undefined : cursor.next(false);
    if (!id || token.kind === 'block') continue;
    const formats = formatsOfMarks(token.marks);
    for (const key of FORMAT_KEYS) {
      const value = formatValue(formats, key);
      if (value === formatValue(deed.formats, key)) continue;
      const byValue = wanted.get(key) ?? new Map<true | string | null, CharacterId[]>();
      wanted.set(key, byValue);
      byValue.set(value, [...(byValue.get(value) ?? []), id]);
    }
  }
  for (const [key, byValue] of wanted) {
    for (const [value, ids] of byValue) proposeFormat(state.roots.doc, me, rangesOf(ids), { key, value });
  }
}

/** The text a position is in, the document's or a cell's, and where it is there. */
function placeOf(state: FlatState, doc: Node, position: number): { text: FlatState; doc: Node; spot: BlockSpot } {
  const cell = cellAround(doc, position);
  if (!cell) return { text: state, doc, spot: spotAt(doc, position) };
  return { text: openCellState(state, cell.address), doc: cell.node, spot: spotAt(cell.node, position - cell.at) };
}

/** Where a block of the change is read now: beside moved blocks the shared text may show what was put in elsewhere. */
function cursorIn(text: FlatState, doc: Node, { index, offset }: BlockSpot): LiveCursor {
  const id: unknown = index < 0 ? undefined : doc.maybeChild(index)?.attrs.id;
  const isThere = (marker: BlockMarker | undefined): boolean =>
    marker !== undefined && attributesOf(text.roots, marker).id === id;
  if (id === undefined || isThere(text.markers[index])) return new LiveCursor(text, { index, offset });
  const now = text.markers.findIndex(isThere);
  return new LiveCursor(text, { index: now < 0 ? index : now, offset });
}
