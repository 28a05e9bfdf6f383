import { Mark, Node, type AnyExtension } from '@tiptap/core';
import { markSpecs, nodeSpecs } from '../../../shared/text/live/document-schema.ts';

/** The nodes and marks of the shared schema as Tiptap extensions. */
export function flatBlocks(): AnyExtension[] {
  const nodes = Object.keys(nodeSpecs).map(nodeExtension);
  return [...nodes, ...Object.keys(markSpecs).map(markExtension)];
}

function nodeExtension(name: string): AnyExtension {
  const { content, group, inline, atom, selectable, isolating, linebreakReplacement, attrs, toDOM, parseDOM } =
    nodeSpecs[name] ?? {};
  return Node.create({
    name,
    topNode: name === 'doc',
    content,
    group,
    inline,
    atom,
    selectable,
    isolating,
    linebreakReplacement,
    addAttributes: () => attributesFor(attrs),
    parseHTML: () => [...(parseDOM ?? [])],
    renderHTML: toDOM ? ({ node }) => toDOM(node) : undefined,
  });
}

function markExtension(name: string): AnyExtension {
  const { inclusive, attrs, toDOM, parseDOM } = markSpecs[name] ?? {};
  return Mark.create({
    name,
    inclusive,
    addAttributes: () => attributesFor(attrs),
    parseHTML: () => [...(parseDOM ?? [])],
    renderHTML: toDOM ? ({ mark }) => toDOM(mark, true) : undefined,
  });
}

/** Attributes as the schema has them; reading and writing HTML is the schema's own work, not Tiptap's. */
function attributesFor(attrs: Record<string, { default?: unknown }> = {}) {
  const kept = Object.entries(attrs).map(([name, { default: value }]) => {
    return [name, { default: value, rendered: false, parseHTML: () => null }] as const;
  });
  return Object.fromEntries(kept);
}
