import { Fragment, Mark, type Node, type NodeType, type Schema } from '@tiptap/pm/model';
import type * as Y from 'yjs';
import { attributesOf, type BlockAttributes } from './block-marker.ts';
import { eachInline, listMarkers, openRoots, type BlockMarker, type Formats, type FlatRoots } from './flat-root.ts';
import { FORMAT_KEYS, formatValue, isBreak, noteOf } from './inline-formats.ts';
import { renderTable } from './render-table.ts';
import { atomOf, kindOf, textOf, type FlatItem } from './yjs-internals.ts';

/** The editor's document for a shared text, made from nothing but the shared text. */
export function renderDocument(doc: Y.Doc, schema: Schema): Node {
  const roots = openRoots(doc);
  return docOf(
    schema,
    listMarkers(roots).map((marker) => renderBlock(roots, schema, marker)),
  );
}

/** One block of the editor's document. */
export function renderBlock(roots: FlatRoots, schema: Schema, marker: BlockMarker): Node {
  return blockAround(roots, schema, attributesOf(roots, marker), renderWords(roots, schema, marker));
}

/** One block with the attributes its marker gives and no words of its own; a table comes with its rows. */
export function emptyBlock(roots: FlatRoots, schema: Schema, marker: BlockMarker): Node {
  return blockAround(roots, schema, attributesOf(roots, marker), Fragment.empty);
}

/** A block's own words: those of a table stand behind it. */
export function renderWords(roots: FlatRoots, schema: Schema, marker: BlockMarker): Fragment {
  const nodes: Node[] = [];
  eachInline(roots, marker, (item, formats) => nodes.push(...inlineNodes(schema, item, marksFor(schema, formats))));
  return Fragment.fromArray(nodes);
}

function blockAround(roots: FlatRoots, schema: Schema, attributes: BlockAttributes, words: Fragment): Node {
  const { id, kind, level, pageBreak = false, picture, table, tableId } = attributes;
  if (tableId !== null) {
    const behind = nodeType(schema, 'behind').create(null, words);
    return renderTable({ roots, schema, renderBlock }, { id, tableId }, behind);
  }
  if (table) return nodeType(schema, 'keptTable').create({ id, table }, words);
  if (picture) return nodeType(schema, 'picture').create({ id, picture, pageBreak }, words);
  return nodeType(schema, 'block').create({ id, kind, level, pageBreak }, words);
}

/** The type of node that shows a block with these attributes. */
export function nodeTypeFor(schema: Schema, { picture, table, tableId }: BlockAttributes): NodeType {
  if (tableId !== null) return nodeType(schema, 'table');
  if (picture) return nodeType(schema, 'picture');
  return nodeType(schema, table ? 'keptTable' : 'block');
}

/** The nodes that stand for one live text item or atom. */
export function inlineNodes(schema: Schema, item: FlatItem, marks: readonly Mark[]): Node[] {
  const text = textOf(item);
  if (text) return [schema.text(text, marks)];
  if (isBreak(atomOf(item))) return [nodeType(schema, 'lineBreak').create(null, null, marks)];
  const atom = atomOf(item) ?? null;
  const note = noteOf(atom);
  if (note !== undefined) return [nodeType(schema, 'noteMark').create({ note }, null, marks)];
  return Array.from({ length: item.length }, () => nodeType(schema, 'unknownAtom').create({ atom }, null, marks));
}

/** Whether an item holds text or atoms that the editor shows inside a block. */
export function isInline(item: FlatItem): boolean {
  return kindOf(item) !== 'marker' && item.countable;
}

/** The editor's marks for the formats in force. */
export function marksFor(schema: Schema, formats: Formats): readonly Mark[] {
  const marks: Mark[] = [];
  for (const key of FORMAT_KEYS) {
    const value = formatValue(formats, key);
    if (value !== null) marks.push(markFor(schema, key, value));
  }
  return Mark.setFrom(marks);
}

/** The mark for one format that is on. */
export function markFor(schema: Schema, key: string, value: true | string): Mark {
  const type = schema.marks[key];
  if (!type) throw new Error(`The schema has no mark "${key}".`);
  return type.create(value === true ? null : { href: value });
}

/** The formats that a node's marks mean in the shared text. */
export function formatsOfMarks(marks: readonly Mark[]): Formats {
  const formats: Record<string, unknown> = {};
  for (const mark of marks) formats[mark.type.name] = mark.type.name === 'link' ? mark.attrs.href : true;
  return formats;
}

function docOf(schema: Schema, blocks: Node[]): Node {
  return schema.topNodeType.create(null, blocks);
}

function nodeType(schema: Schema, name: string): NodeType {
  const type = schema.nodes[name];
  if (!type) throw new Error(`The schema has no node "${name}".`);
  return type;
}
