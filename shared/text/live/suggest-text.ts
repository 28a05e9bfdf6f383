import { Fragment, Slice, type Mark, type Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { makeId } from '../../kernel/ids.ts';
import { encodeKind } from './block-marker.ts';
import type { ChangedRange } from './changed-ranges.ts';
import { attributesOfNode, keptTableOf } from './document-schema.ts';
import { positionOfBlock, positionOfWords, tokensBetween, type BlockSpot, type Token } from './document-tokens.ts';
import { eachInline, formatsUpTo, markerLeftOf, type Formats } from './flat-root.ts';
import type { FlatState } from './flat-state.ts';
import { formatValue } from './inline-formats.ts';
import { LiveCursor } from './live-cursor.ts';
import { isOwnOpen } from './own-proposals.ts';
import type { Suggester } from './propose.ts';
import { marksFor } from './render-document.ts';
import { withNewIds } from './repair-ids.ts';
import { changeOf } from './replace-range.ts';
import { isFirstBlockId } from './table-names.ts';
import { inWholeWords } from './whole-words.ts';
import type { CharacterId } from './yjs-internals.ts';

/** One text that changes, the document's or a cell's: as it was and as it should be, and where it begins in the editor's document. */
export type TextPart = {
  state: FlatState;
  before: Node;
  after: Node;
  ranges: readonly ChangedRange[];
  at: number;
  /** The ids of all blocks of the document, which a copy must not take on. */
  known: () => ReadonlySet<unknown>;
};

/** Something to do to the document as it was, at a position of it. */
export type Deed =
  | { at: number; insert: Slice; tokens: readonly Token[]; formats: Formats }
  | { at: number; to: number; marker: CharacterId | undefined };

/** What makes a change of one text a suggestion; `caret` is the stretch that changed last, `keptBehind` as for a word. */
export type TextPlan = {
  deeds: Deed[];
  deletions: CharacterId[];
  caret: { from: number; to: number; inserts: boolean; keptBehind: number } | undefined;
};

/** A block whose kind or level is proposed to be another. */
export type Converted = { id: string; now: string; to: string };

/** Plans how one text changes while suggesting: what is struck through, what really goes, what is put in. */
export function planText(part: TextPart, me: Suggester): TextPlan {
  const plan: TextPlan = { deeds: [], deletions: [], caret: undefined };
  const changes = part.ranges.map((range) => changeOf(part, range));
  const changed = changes.filter(({ removed, added }) => removed.length || added.length);
  for (const change of inWholeWords({ ...part, me }, changed)) {
    const end = planRemoval(part, me, plan, change);
    const from = positionOf(part, change.spot);
    const to = positionOf(part, end);
    if (change.added.length) plan.deeds.push(insertionAt(part, end, change.added));
    plan.caret = { from, to, inserts: change.added.length > 0, keptBehind: change.keptBehind };
  }
  return plan;
}

/** Plans to take away only what this person has proposed in a text and nobody has decided. */
export function planWithdrawal(part: TextPart, me: Suggester): TextPlan {
  const plan: TextPlan = { deeds: [], deletions: [], caret: undefined };
  const removed = tokensBetween(part.before, 0, part.before.content.size);
  planRemoval(part, me, plan, { spot: { index: -1, offset: 0 }, removed });
  return { ...plan, deletions: [] };
}

/** Sorts what was removed into own open proposals, which really go, and everything else; answers where the removed stretch ends. */
function planRemoval(part: TextPart, me: Suggester, plan: TextPlan, change: { spot: BlockSpot; removed: Token[] }): BlockSpot {
  const { state, before } = part;
  const end = { ...change.spot };
  const cursor = new LiveCursor(state, end);
  for (const token of change.removed) {
    if (token.kind === 'block') {
      end.index++;
      end.offset = 0;
    } else end.offset++;
    const id = cursor.next(token.kind === 'block');
    if (!id) continue; // the virtual first block has no marker
    const stays = token.kind === 'block' && !joinsInPlace(state, end.index);
    if (stays || !isOwnOpen(state.roots, me.person, id, 1)) plan.deletions.push(id);
    else if (token.kind === 'block') {
      const start = part.at + positionOfBlock(before, end.index);
      plan.deeds.push({ at: start - 1, to: start + 1, marker: id });
    } else {
      const at = positionOf(part, end) - 1;
      plan.deeds.push({ at, to: at + 1, marker: undefined });
    }
  }
  return end;
}

/** Whether the words of a block whose marker goes stand behind those of the block shown before it; those of a moved one may not. */
function joinsInPlace({ markers }: FlatState, index: number): boolean {
  const marker = markers[index];
  return index > 0 && marker !== null && marker !== undefined && markerLeftOf(marker) === markers[index - 1];
}

function insertionAt(part: TextPart, end: BlockSpot, tokens: readonly Token[]): Deed {
  const { state, before } = part;
  const known = tokens.some(({ kind }) => kind === 'block') ? part.known() : new Set<unknown>();
  const formats = formatsAt(state, end);
  const marks = marksFor(state.schema, formats);
  const groups: { block: Node | undefined; inline: Node[] }[] = [{ block: undefined, inline: [] }];
  for (const token of tokens) {
    if (token.kind === 'block') groups.push({ block: token.node, inline: [] });
    else groups.at(-1)?.inline.push(inlineOf(state, token, marks));
  }
  const [head, ...blocks] = groups.map(({ block, inline }) =>
    block ? freshBlock(block, known).copy(Fragment.fromArray(inline)) : Fragment.fromArray(inline),
  );
  const behindTable = blocks.length > 0 && end.index >= 0 && !before.child(end.index).isTextblock;
  const at = behindTable ? part.at + positionOfBlock(before, end.index + 1) : positionOf(part, end);
  const lead = head as Fragment; // the first group has no block
  const insert = blocks.length ? sliceOf(before, end, lead, blocks as Node[]) : new Slice(lead, 0, 0);
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
  const isKnown = !block.attrs.id || known.has(block.attrs.id) || isFirstBlockId(String(block.attrs.id));
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

/** Kinds and levels that changed: of own new blocks at once, of all others as a proposal. */
export function conversionsIn({ state, before: old, after, at: start }: TextPart, me: Suggester, tr: Transaction): Converted[] {
  const before = new Map<unknown, { node: Node; index: number; at: number }>();
  const kept = new Set<Node>();
  after.forEach((node) => kept.add(node));
  old.forEach((node, at, index) => {
    if (!kept.has(node)) before.set(node.attrs.id, { node, index, at });
  });
  const converted: Converted[] = [];
  if (!before.size) return converted;
  after.forEach((node) => {
    const was = before.get(node.attrs.id);
    if (!was || was.node.type.name !== 'block' || node.type.name !== 'block') return;
    const [now, to] = [was.node, node].map((block) => encodeKind(attributesOfNode(block).kind, attributesOfNode(block).level));
    const otherPage = was.node.attrs.pageBreak !== node.attrs.pageBreak;
    if (now === undefined || to === undefined || (now === to && !otherPage)) return;
    const { kind, level, pageBreak } = node.attrs;
    if (isOwnBlock(state, me, was.index)) tr.setNodeMarkup(start + was.at, null, { ...was.node.attrs, kind, level, pageBreak });
    else if (now !== to) converted.push({ id: String(was.node.attrs.id), now, to });
  });
  return converted;
}

/** Whether a block is this person's own proposal and nobody has decided. */
export function isOwnBlock({ roots, markers }: FlatState, me: Suggester, index: number): boolean {
  const marker = markers[index];
  return Boolean(marker && isOwnOpen(roots, me.person, marker.id, 1));
}

function positionOf({ before, at }: TextPart, { index, offset }: BlockSpot): number {
  return at + (index < 0 ? 0 : positionOfWords(before, index) + offset);
}
