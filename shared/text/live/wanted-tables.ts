import type { Node } from '@tiptap/pm/model';
import { Transform, type StepMap } from '@tiptap/pm/transform';
import { changedRanges } from './changed-ranges.ts';
import { tableIdOf } from './document-schema.ts';
import { wordsOf } from './block-shape.ts';
import type { Token } from './document-tokens.ts';
import { shapeTables } from './repair-ids.ts';
import { changeOf, type Change } from './replace-range.ts';
import { columnIdsOf, recoveredIn, rowIdsOf } from './table-nodes.ts';

/** What a change of the editor is to lead to, and the steps to it; tables are in shape. */
export type WantedDocument = { after: Node; maps: readonly StepMap[] };

/** One table before and after a change, and where it begins in each document. */
export type TablePair = { id: string; before: Node; after: Node; at: number; atAfter: number };

const NOT_WHOLE =
  'While you suggest, a table cannot be added, moved or deleted as a whole. Suggest its words, its rows and its columns.';
const NOT_MOVED = 'While you suggest, rows and columns cannot be moved. Suggest to delete the row here and to add one there.';
const NOT_HEADER = 'While you suggest, headers cannot be turned on or off. Suggest it in words beside the table.';
const NOT_KEPT = 'What was recovered can be kept while editing, not while suggesting.';
const NOT_SPLIT = 'While you suggest, a paragraph cannot be split off the line behind a table. Write it into the next one.';

/** The document a change wants, with its tables in shape as they will be once the change is written. */
export function wantedDocument(before: Node, wanted: Transform): WantedDocument {
  const tables = new Set(before.children.filter(isTable));
  if (wanted.doc.children.every((node) => !isTable(node) || tables.has(node)))
    return { after: wanted.doc, maps: wanted.mapping.maps };
  const shaped = new Transform(wanted.doc);
  shapeTables(shaped, wanted.mapping.maps);
  return { after: shaped.doc, maps: [...wanted.mapping.maps, ...shaped.mapping.maps] };
}

/** The tables that a change alters. */
export function changedTables(before: Node, { after }: WantedDocument): TablePair[] {
  const now = new Map<string, { node: Node; at: number }>();
  after.forEach((node, at) => isTable(node) && now.set(tableIdOf(node) ?? '', { node, at }));
  const pairs: TablePair[] = [];
  before.forEach((node, at) => {
    const is = isTable(node) ? now.get(tableIdOf(node) ?? '') : undefined;
    if (is && is.node !== node) pairs.push({ id: tableIdOf(node) ?? '', before: node, after: is.node, at, atAfter: is.at });
  });
  return pairs;
}

/** Why a change of tables cannot be suggested, in a sentence; undefined when it can. */
export function tableRefusal(before: Node, wanted: WantedDocument): string | undefined {
  const ids = (doc: Node): string => doc.children.flatMap((node) => (isTable(node) ? [tableIdOf(node)] : [])).join(' ');
  if (ids(before) !== ids(wanted.after)) return NOT_WHOLE;
  if (!ids(before)) return undefined;
  for (const range of changedRanges(wanted.maps)) {
    const change = changeOf({ before, after: wanted.after }, range);
    if ([...change.removed, ...change.added].some(isTableToken)) return NOT_WHOLE;
    if (splitsLineBehind(before, change)) return NOT_SPLIT;
  }
  return changedTables(before, wanted)
    .flatMap((pair) => pairRefusal(pair) ?? [])
    .at(0);
}

function pairRefusal({ before, after }: TablePair): string | undefined {
  const [rows, columns] = [rowIdsOf, columnIdsOf].map((idsOf) => ({ was: idsOf(before), is: idsOf(after) }));
  if (!rows || !columns) return undefined;
  if (isMoved(rows) || isMoved(columns)) return NOT_MOVED;
  const kept = recoveredIn(after);
  const shown = [...rows.is, ...columns.is];
  if ([...recoveredIn(before)].some((id) => shown.includes(id) && !kept.has(id))) return NOT_KEPT;
  const { headerRow, headerColumn } = before.attrs;
  const isHeaderRow = after.attrs.headerRow !== headerRow && rows.is.includes(rows.was[0] ?? '');
  const isHeaderColumn = after.attrs.headerColumn !== headerColumn && columns.is.includes(columns.was[0] ?? '');
  return isHeaderRow || isHeaderColumn ? NOT_HEADER : undefined;
}

function isMoved({ was, is }: { was: readonly string[]; is: readonly string[] }): boolean {
  const kept = is.filter((id) => was.includes(id));
  const stayed = was.filter((id) => is.includes(id));
  return kept.some((id, i) => id !== stayed[i]);
}

/** Whether words would go from the line behind a table into a paragraph of their own: a marker stands behind the words it parts. */
function splitsLineBehind(before: Node, { spot, removed, added }: Change): boolean {
  const end = spot.index + removed.filter(({ kind }) => kind === 'block').length;
  const holder = end < 0 ? undefined : before.child(end);
  if (!holder || !isTable(holder) || !added.some(({ kind }) => kind === 'block')) return false;
  return wordsOf(holder).content.size > 0 || added[0]?.kind !== 'block';
}

function isTable(node: Node): boolean {
  return node.type.name === 'table';
}

function isTableToken(token: Token): boolean {
  return token.kind === 'block' && isTable(token.node);
}
