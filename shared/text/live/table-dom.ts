import type { DOMOutputSpec } from '@tiptap/pm/model';
import type { Inline, TextBlock } from '../document-text.ts';
import type { TableContent } from './block-marker.ts';
import { isSafeHref } from './inline-formats.ts';

type Spec = readonly [string, ...unknown[]];
const MARK_TAGS = { strong: 'strong', em: 'em', underline: 'u', sub: 'sub', sup: 'sup' } as const;

/** A stored table as a real table with headers, read-only in the editor. */
export function tableSpecOf(table: TableContent | null): DOMOutputSpec {
  const rows = (table?.rows ?? []).map((row, rowIndex): Spec => {
    const cells = row.cells.map((cell, columnIndex): Spec => {
      const scope = table?.headerRow && rowIndex === 0 ? 'col' : table?.headerColumn && columnIndex === 0 ? 'row' : undefined;
      const content = cell.blocks.map(blockSpecOf);
      return scope ? ['th', { scope, 'data-id': cell.id }, ...content] : ['td', { 'data-id': cell.id }, ...content];
    });
    return ['tr', { 'data-id': row.id }, ...cells];
  });
  const element: Spec = ['table', { class: 'c-text-table', contenteditable: 'false' }, ['tbody', ...rows]];
  return ['div', { class: 'c-table-frame', contenteditable: 'false' }, element];
}

function blockSpecOf(block: TextBlock): Spec {
  const tag = block.kind === 'quote' ? 'blockquote' : 'p';
  const name = `c-block c-kind-${block.kind} c-level-${block.level}`;
  return [tag, { class: name, 'data-id': block.id }, ...block.content.map(inlineSpecOf)];
}

function inlineSpecOf(inline: Inline): Spec | string {
  if (!('text' in inline)) return ['br'];
  let spec: Spec | string = inline.text;
  for (const [key, tag] of Object.entries(MARK_TAGS)) if (inline[key as keyof typeof MARK_TAGS]) spec = [tag, spec];
  return isSafeHref(inline.link) ? ['a', { href: inline.link, rel: 'noopener noreferrer nofollow' }, spec] : spec;
}
