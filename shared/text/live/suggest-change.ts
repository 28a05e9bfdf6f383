import { Fragment, Slice, type Mark, type Node } from '@tiptap/pm/model';
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { AddMarkStep, Mapping, RemoveMarkStep, ReplaceStep } from '@tiptap/pm/transform';
import { makeId } from '../../kernel/ids.ts';
import { encodeKind } from './block-marker.ts';
import { changedRanges } from './changed-ranges.ts';
import { attributesOfNode, keptTableOf } from './document-schema.ts';
import { positionOfBlock, positionOfWords, type BlockSpot, type Token } from './document-tokens.ts';
import { eachInline, formatsUpTo, markerLeftOf, type Formats } from './flat-root.ts';
import type { FlatState } from './flat-state.ts';
import { FORMAT_KEYS, formatValue, type FormatKey } from './inline-formats.ts';
import { LiveCursor } from './live-cursor.ts';
import { isOwnOpen } from './own-proposals.ts';
import { proposeConversion, proposeDeletion, proposeFormat, rangesOf, type ProposedFormat, type Suggester } from './propose.ts';
import { formatsOfMarks, marksFor } from './render-document.ts';
import { withNewIds } from './repair-ids.ts';
import { changeOf } from './replace-range.ts';
import type { CharacterId } from './yjs-internals.ts';

/** An editor's change turned into a suggestion: what really changes in the editor, and what is written into the ledger after it. */
export type SuggestedChange = { transaction: Transaction; propose: () => void };

/** The editor whose change it is, and who suggests. */
type Suggesting = { state: FlatState; editor: EditorState; me: Suggester };

/** Something to do to the document as it was, at a position of it. */
type Deed =
  | { at: number; insert: Slice; tokens: readonly Token[]; formats: Formats }
  | { at: number; to: number; marker: CharacterId | undefined };

/**
 * Turns a change into a suggestion before it is applied: what was deleted stays and is proposed to go, unless it was this person's
 * own open proposal; what was inserted comes behind it; kinds, levels and formats become proposals (TXT-4).
 */
export function suggestChange(state: FlatState, editor: EditorState, me: Suggester, wanted: Transaction): SuggestedChange {
  const suggesting: Suggesting = { state, editor, me };
  const plan = planOf(suggesting, wanted);
  const { tr } = editor;
  const conversions = conversionsIn(suggesting, wanted.doc, tr);
  const formats = formatsIn(suggesting, wanted);
  const refused: CharacterId[] = [];
  for (const deed of [...plan.deeds].sort((a, b) => b.at - a.at))
    if (!carryOut(tr, deed) && 'to' in deed && deed.marker) refused.push(deed.marker);
  placeCaret(suggesting, wanted, tr, plan.caret);
  if (wanted.scrolledIntoView) tr.scrollIntoView();
  const { doc } = state.roots;
  const propose = (): void => {
    proposeDeletion(doc, me, rangesOf([...plan.deletions, ...refused]));
    for (const { id, now, to } of conversions) proposeConversion(doc, me, { id, now }, to);
    for (const { ids, format } of formats) proposeFormat(doc, me, rangesOf(ids), format);
    for (const deed of plan.deeds) if ('insert' in deed) proposeNewFormats(suggesting, tr, deed);
  };
  return { transaction: tr, propose };
}

/** Whether a change puts in, takes away, moves or alters a table or the line behind it: none of that can be suggested. */
export function changesTables(before: Node, wanted: Transaction): boolean {
  const tables = (doc: Node): Node[] => doc.children.filter((node) => node.type.name === 'table');
  const [was, is] = [tables(before), tables(wanted.doc)];
  if (was.length !== is.length || was.some((table, i) => table !== is[i])) return true;
  if (!was.length) return false;
  const isTable = (token: Token): boolean => token.kind === 'block' && token.node.type.name === 'table';
  return changedRanges(wanted.mapping.maps).some((range) => {
    const { removed, added } = changeOf({ before, after: wanted.doc }, range);
    return removed.some(isTable) || added.some(isTable);
  });
}

type Plan = { deeds: Deed[]; deletions: CharacterId[]; caret: { from: number; to: number; inserts: boolean } | undefined };

function planOf(suggesting: Suggesting, wanted: Transaction): Plan {
  const plan: Plan = { deeds: [], deletions: [], caret: undefined };
  for (const range of changedRanges(wanted.mapping.maps)) {
    const change = changeOf({ before: suggesting.editor.doc, after: wanted.doc }, range);
    if (!change.removed.length && !change.added.length) continue;
    const end = planRemoval(suggesting, plan, change);
    const from = positionOf(suggesting.editor.doc, change.spot);
    const to = positionOf(suggesting.editor.doc, end);
    if (change.added.length) plan.deeds.push(insertionAt(suggesting, end, change.added));
    plan.caret = { from, to, inserts: change.added.length > 0 };
  }
  return plan;
}

/** Sorts what was removed into own open proposals, which really go, and everything else; answers where the removed stretch ends. */
function planRemoval({ state, editor, me }: Suggesting, plan: Plan, change: { spot: BlockSpot; removed: Token[] }): BlockSpot {
  const end = { ...change.spot };
  let cursor = new LiveCursor(state.roots, end.index < 0 ? undefined : state.markers[end.index], end.offset);
  for (const token of change.removed) {
    if (token.kind === 'block') {
      end.index++;
      end.offset = 0;
      cursor = new LiveCursor(state.roots, state.markers[end.index], 0);
    } else end.offset++;
    const id = token.kind === 'block' ? state.markers[end.index]?.id : cursor.next(); // the virtual first block has no marker
    if (!id) continue;
    const stays = token.kind === 'block' && !joinsInPlace(state, end.index);
    if (stays || !isOwnOpen(state.roots, me.person, id, 1)) plan.deletions.push(id);
    else if (token.kind === 'block') {
      const start = positionOfBlock(editor.doc, end.index);
      plan.deeds.push({ at: start - 1, to: start + 1, marker: id });
    } else {
      const at = positionOf(editor.doc, end) - 1;
      plan.deeds.push({ at, to: at + 1, marker: undefined });
    }
  }
  return end;
}

/** Whether the words of a block whose marker goes stand behind those of the block shown before it; of a moved one they stand elsewhere. */
function joinsInPlace({ markers }: FlatState, index: number): boolean {
  const marker = markers[index];
  return index > 0 && marker !== null && marker !== undefined && markerLeftOf(marker) === markers[index - 1];
}

function insertionAt(suggesting: Suggesting, end: BlockSpot, tokens: readonly Token[]): Deed {
  const { state, editor } = suggesting;
  const formats = formatsAt(state, end);
  const marks = marksFor(state.schema, formats);
  const known = new Set<unknown>();
  if (tokens.some(({ kind }) => kind === 'block')) editor.doc.forEach((node) => known.add(node.attrs.id));
  const groups: { block: Node | undefined; inline: Node[] }[] = [{ block: undefined, inline: [] }];
  for (const token of tokens) {
    if (token.kind === 'block') groups.push({ block: token.node, inline: [] });
    else groups.at(-1)?.inline.push(inlineOf(state, token, marks));
  }
  const [head, ...blocks] = groups.map(({ block, inline }) =>
    block ? freshBlock(block, known).copy(Fragment.fromArray(inline)) : Fragment.fromArray(inline),
  );
  const behindTable = blocks.length > 0 && end.index >= 0 && !editor.doc.child(end.index).isTextblock;
  const at = behindTable ? positionOfBlock(editor.doc, end.index + 1) : positionOf(editor.doc, end);
  const lead = head as Fragment; // the first group has no block
  const insert = blocks.length ? sliceOf(editor.doc, end, lead, blocks as Node[]) : new Slice(lead, 0, 0);
  return { at, insert, tokens, formats };
}

/** Blocks behind the words of an open block: what follows the place goes into the last of them, as the flat text has it. */
function sliceOf(doc: Node, end: BlockSpot, lead: Fragment, blocks: Node[]): Slice {
  if (end.index < 0 || !doc.child(end.index).isTextblock) return new Slice(Fragment.fromArray(blocks), 0, 0);
  return new Slice(Fragment.fromArray([doc.child(end.index).copy(lead), ...blocks]), 1, 1);
}

function inlineOf(state: FlatState, token: Exclude<Token, { kind: 'block' }>, marks: readonly Mark[]): Node {
  return token.kind === 'unit' ? state.schema.text(token.unit, marks) : token.node.mark(marks);
}

/** The block stays where it was, so a copy needs an id of its own. */
function freshBlock(block: Node, known: ReadonlySet<unknown>): Node {
  const isKnown = !block.attrs.id || known.has(block.attrs.id);
  const table = keptTableOf(block);
  const attrs = { ...block.attrs, ...(isKnown ? { id: makeId(), ...(table ? { table: withNewIds(table) } : {}) } : {}) };
  return block.type.create(attrs);
}

/** The formats an insertion takes on: those of the character before it, but never to make a link longer. */
function formatsAt({ roots, markers }: FlatState, { index, offset }: BlockSpot): Formats {
  const marker = index < 0 ? undefined : markers[index];
  if (marker === undefined) return {};
  let before: Formats | undefined = offset > 0 || !marker ? undefined : formatsUpTo(roots, marker);
  let behind: Formats | undefined;
  let passed = 0;
  eachInline(roots, marker, (item, formats) => {
    if (passed < offset) before = formats;
    else behind ??= formats;
    passed += item.length;
    if (passed > offset) behind ??= formats;
  });
  const left = before ?? {};
  const endsLink = formatValue(left, 'link') !== null && behind && formatValue(behind, 'link') !== formatValue(left, 'link');
  return endsLink && behind ? behind : left;
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

/** Behind what was inserted; where Backspace was pressed, before what is struck through; behind it for Delete. */
function placeCaret({ editor }: Suggesting, wanted: Transaction, tr: Transaction, caret: Plan['caret']): void {
  if (!caret) {
    if (wanted.selectionSet && wanted.doc.content.size === tr.doc.content.size)
      tr.setSelection(TextSelection.between(tr.doc.resolve(wanted.selection.anchor), tr.doc.resolve(wanted.selection.head)));
    return;
  }
  const forward = editor.selection.empty && editor.selection.head <= caret.from;
  const place = caret.inserts ? tr.mapping.map(caret.to, 1) : tr.mapping.map(forward ? caret.to : caret.from, forward ? 1 : -1);
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(place, tr.doc.content.size)), caret.inserts || forward ? 1 : -1));
}

type Converted = { id: string; now: string; to: string };

/** Kinds and levels that changed: of own new blocks at once, of all others as a proposal. */
function conversionsIn({ state, editor, me }: Suggesting, after: Node, tr: Transaction): Converted[] {
  const before = new Map<unknown, { node: Node; index: number; at: number }>();
  const kept = new Set<Node>();
  after.forEach((node) => kept.add(node));
  editor.doc.forEach((node, at, index) => {
    if (!kept.has(node)) before.set(node.attrs.id, { node, index, at });
  });
  const converted: Converted[] = [];
  if (!before.size) return converted;
  after.forEach((node) => {
    const was = before.get(node.attrs.id);
    if (!was || was.node.type.name !== 'block' || node.type.name !== 'block') return;
    const [now, to] = [was.node, node].map((block) => encodeKind(attributesOfNode(block).kind, attributesOfNode(block).level));
    if (now === undefined || to === undefined || now === to) return;
    const marker = state.markers[was.index];
    if (marker && isOwnOpen(state.roots, me.person, marker.id, 1))
      tr.setNodeMarkup(was.at, null, { ...was.node.attrs, kind: node.attrs.kind, level: node.attrs.level });
    else converted.push({ id: String(was.node.attrs.id), now, to });
  });
  return converted;
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

function idsBetween(state: FlatState, doc: Node, from: number, to: number): CharacterId[] {
  const ids: CharacterId[] = [];
  doc.forEach((node, at, index) => {
    const start = Math.max(from - at - 1, 0);
    const end = Math.min(to - at - 1, node.content.size);
    if (start >= end) return;
    const cursor = new LiveCursor(state.roots, state.markers[index], start);
    for (let i = start; i < end; i++) {
      const id = cursor.next();
      if (id) ids.push(id);
    }
  });
  return ids;
}

/** What was inserted carries no formats of its own; what it should have is proposed on top. */
function proposeNewFormats({ state, me }: Suggesting, tr: Transaction, deed: Extract<Deed, { insert: Slice }>): void {
  const place = spotOf(tr.doc, tr.mapping.map(deed.at, -1));
  let cursor = new LiveCursor(state.roots, place.index < 0 ? undefined : state.markers[place.index], place.offset);
  const wanted = new Map<FormatKey, Map<true | string | null, CharacterId[]>>();
  for (const token of deed.tokens) {
    if (token.kind === 'block') {
      cursor = new LiveCursor(state.roots, state.markers[++place.index], 0);
      continue;
    }
    const id = cursor.next();
    if (!id) continue;
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

function spotOf(doc: Node, position: number): BlockSpot {
  const place = doc.resolve(position);
  if (place.depth > 0) return { index: place.index(0), offset: position - place.start(1) };
  const index = place.index(0) - 1;
  return { index, offset: index < 0 ? 0 : doc.child(index).content.size };
}

function positionOf(doc: Node, { index, offset }: BlockSpot): number {
  return index < 0 ? 0 : positionOfWords(doc, index) + offset;
}
