import { Schema, type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec } from '@tiptap/pm/model';
import type { Picture } from '../document-text.ts';
import { decodeKind, type BlockAttributes, type BlockKind, type TableContent } from './block-marker.ts';
import { isSafeHref } from './inline-formats.ts';
import { tableSpecOf } from './table-dom.ts';
import { behindSpec, gridSpec, tableCellSpec, tableRowSpec, tableSpec } from './table-schema.ts';

const HEADING_OFFSET = 1; // the page's own title is its h1

/** A paragraph, heading, clause, bullet, quote or continued block: one textblock with its permanent id. */
export const blockSpec: NodeSpec = {
  group: 'blocks',
  content: 'inline*',
  selectable: false,
  attrs: { id: { default: null }, kind: { default: 'paragraph' }, level: { default: 0 }, pageBreak: { default: false } },
  toDOM: (node) => [tagOf(node), domAttributesOf(node), 0],
  parseDOM: ['p', 'h2', 'h3', 'h4', 'h5', 'blockquote'].map((tag) => ({ tag, getAttrs: attributesFromDom })), // what browsers split
};

/** A table as an older Concord kept it: shown, not edited; its own inline content is the text directly behind it. */
export const keptTableSpec: NodeSpec = {
  group: 'blocks',
  content: 'inline*',
  isolating: true,
  attrs: { id: { default: null }, table: { default: null } },
  toDOM: (node) => [
    'div',
    { class: 'c-table-block', 'data-id': String(node.attrs.id) },
    tableSpecOf(keptTableOf(node)),
    ['p', { class: 'c-table-behind' }, 0],
  ],
};

/**
 * A picture with its caption. The element is drawn without the picture itself: where its bytes are depends on the page, so the editor
 * draws it (TXT-8).
 */
export const pictureSpec: NodeSpec = {
  group: 'blocks',
  content: 'inline*',
  isolating: true,
  attrs: { id: { default: null }, picture: { default: null }, pageBreak: { default: false } },
  toDOM: (node) => ['figure', pictureDomAttributes(node), ['figcaption', 0]],
};

/** A break inside a block. */
export const lineBreakSpec: NodeSpec = {
  group: 'inline',
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  toDOM: () => ['br'],
  parseDOM: [{ tag: 'br' }],
};

/** The mark of a note; its number is computed and shown by the editor. */
export const noteMarkSpec: NodeSpec = {
  group: 'inline',
  inline: true,
  atom: true,
  attrs: { note: { default: '' } },
  toDOM: (node) => ['sup', { class: 'c-note-mark', 'data-note': String(node.attrs.note) }],
};

/** Something a newer Concord wrote: it keeps its place, is shown as such and is never changed (TXT-11). */
export const unknownAtomSpec: NodeSpec = {
  group: 'inline',
  inline: true,
  atom: true,
  attrs: { atom: { default: null } },
  toDOM: () => ['span', { class: 'c-unknown' }, 'needs a newer Concord'],
};

/** The marks, by the name of their format in the shared text. */
export const markSpecs: Record<string, MarkSpec> = {
  strong: { toDOM: () => ['strong', 0], parseDOM: [{ tag: 'strong' }, { tag: 'b' }] },
  em: { toDOM: () => ['em', 0], parseDOM: [{ tag: 'em' }, { tag: 'i' }] },
  underline: { toDOM: () => ['u', 0], parseDOM: [{ tag: 'u' }] },
  sub: { toDOM: () => ['sub', 0], parseDOM: [{ tag: 'sub' }] },
  sup: { toDOM: () => ['sup', 0], parseDOM: [{ tag: 'sup' }] },
  link: {
    attrs: { href: { default: '' } },
    inclusive: false,
    toDOM: (mark) => linkSpecOf(mark.attrs.href),
    parseDOM: [{ tag: 'a[href]', getAttrs: hrefFromDom }],
  },
};

/** The nodes of the editor's document by name. */
export const nodeSpecs: Record<string, NodeSpec> = {
  doc: { content: 'blocks+' },
  block: blockSpec,
  table: tableSpec,
  grid: gridSpec,
  tableRow: tableRowSpec,
  tableCell: tableCellSpec,
  behind: behindSpec,
  keptTable: keptTableSpec,
  picture: pictureSpec,
  text: { group: 'inline' },
  lineBreak: lineBreakSpec,
  noteMark: noteMarkSpec,
  unknownAtom: unknownAtomSpec,
};

/** The editor's schema, as tests and the server use it without an editor. */
export const documentSchema = new Schema({ nodes: nodeSpecs, marks: markSpecs });

/** Id, kind, level and table of a block in the editor. */
export function attributesOfNode(node: Node): BlockAttributes {
  const id = String(node.attrs.id ?? '');
  const isTable = node.type.name === 'table' || node.type.name === 'keptTable';
  if (isTable) return { id, kind: 'table', level: 0, table: keptTableOf(node), tableId: tableIdOf(node) };
  const pageBreak = node.attrs.pageBreak === true ? { pageBreak: true as const } : {};
  const picture = pictureOfNode(node);
  if (picture) return { id, kind: 'image', level: 0, picture, ...pageBreak, table: null, tableId: null };
  return {
    id,
    kind: node.attrs.kind as BlockKind,
    level: Number(node.attrs.level),
    ...pageBreak,
    table: null,
    tableId: null,
  }; // the schema's own attribute
}

/** The picture a node shows, or undefined for any other node. */
export function pictureOfNode(node: Node): Picture | undefined {
  return (node.attrs.picture as Picture | null | undefined) ?? undefined; // the schema's own attribute
}

/** The id of the content a table node shows, or null for any other node. */
export function tableIdOf(node: Node): string | null {
  return (node.attrs.tableId as string | null | undefined) ?? null; // the schema's own attribute
}

/** The content of a kept table's node, or null for any other node. */
export function keptTableOf(node: Node): TableContent | null {
  return (node.attrs.table as TableContent | null) ?? null; // the schema's own attribute
}

function tagOf(node: Node): string {
  if (node.attrs.kind === 'heading') return `h${Number(node.attrs.level) + HEADING_OFFSET}`;
  return node.attrs.kind === 'quote' ? 'blockquote' : 'p';
}

function domAttributesOf(node: Node): Record<string, string> {
  const { id, kind, level, pageBreak } = attributesOfNode(node);
  const name = `c-block c-kind-${kind} c-level-${level}`;
  const attributes = { class: name, 'data-id': id, 'data-kind': kind, 'data-level': String(level) };
  return pageBreak ? { ...attributes, 'data-page-break': 'New page' } : attributes;
}

function pictureDomAttributes(node: Node): Record<string, string> {
  const attributes = {
    class: 'c-picture',
    'data-id': String(node.attrs.id),
    'data-picture': JSON.stringify(pictureOfNode(node)),
  };
  return node.attrs.pageBreak === true ? { ...attributes, 'data-page-break': 'New page' } : attributes;
}

function linkSpecOf(href: unknown): DOMOutputSpec {
  return isSafeHref(href) ? ['a', { href, rel: 'noopener noreferrer nofollow' }, 0] : ['span', 0];
}

function attributesFromDom(dom: HTMLElement): Record<string, unknown> {
  const { kind, level } = decodeKind(`${dom.dataset.kind ?? 'paragraph'}:${dom.dataset.level ?? 0}`);
  return { id: dom.dataset.id ?? null, kind, level, pageBreak: dom.dataset.pageBreak !== undefined };
}

function hrefFromDom(dom: HTMLElement): { href: string } | false {
  const href = dom.getAttribute('href');
  return isSafeHref(href) ? { href } : false;
}
