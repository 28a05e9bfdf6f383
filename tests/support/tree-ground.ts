import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import type { DocumentText, TextBlock } from '../../shared/text/document-text.ts';
import type { BlockPlace, RelativePlace } from '../../shared/text/live/relative-place.ts';
import { blockText } from '../../shared/text/plain-text.ts';
import type { HintOf } from '../../shared/text/renewal.ts';
import type { AnchorGround } from './anchor-trial.ts';
import { openTree } from './tree-writer.ts';
import type { WordWriter } from './word-cases.ts';

/**
 * The stock tree binding as the ground of an anchor trial. Every block is a paragraph that has its kind as an attribute, so that
 * converting one replaces no element, and keeps its id when it is moved, cut or pasted: both are in the tree binding's favour.
 */
export function treeGround(text: DocumentText, seed: number): AnchorGround {
  const doc = new Y.Doc();
  doc.clientID = seed;
  const writer = openTree(doc);
  fill(writer, text);
  const fragment = doc.getXmlFragment('tree');
  return {
    editor: {
      get state() {
        return writer.state;
      },
      change: (transaction) => writer.change(transaction),
      moveSection: (from, to, gap) => {
        const { doc: now, tr } = writer.state;
        const at = (index: number): number => now.children.slice(0, index).reduce((sum, node) => sum + node.nodeSize, 0);
        const section = now.slice(at(from), at(to)).content;
        tr.delete(at(from), at(to));
        return tr.insert(tr.mapping.map(at(gap)), section);
      },
    },
    text: () => textOfTree(writer, fragment),
    tie: (blockId, start, end) => tie(fragment, blockId, start, end),
    hints: () => hintsIn(doc, fragment),
    close: () => writer.close(),
  };
}

function fill(writer: WordWriter, { blocks }: DocumentText): void {
  const { tr, schema, doc } = writer.state;
  const nodes = blocks.map((block) => {
    const words = blockText(block);
    const attributes = block.kind === 'table' ? {} : { id: block.id, kind: block.kind, level: block.level };
    return schema.node('paragraph', attributes, words === '' ? [] : [schema.text(words)]);
  });
  writer.change(tr.replaceWith(0, doc.content.size, nodes));
}

// The editor's text; it must be that of the shared document, block by block.
function textOfTree({ state }: WordWriter, fragment: Y.XmlFragment): DocumentText {
  const shared = elementsOf(fragment).map((element) => textsOf(element).join(''));
  const blocks = state.doc.children.map(({ attrs, textContent }, at): TextBlock => {
    if (textContent !== shared[at]) throw new Error(`block ${at} of the editor is not that of the shared document`);
    const { id, kind, level } = attrs as Pick<TextBlock, 'id' | 'kind' | 'level'>; // as they were filled in
    return { id, kind, level, content: textContent === '' ? [] : [{ text: textContent }] };
  });
  return { schema: 1, blocks };
}

function elementsOf(fragment: Y.XmlFragment): Y.XmlElement[] {
  return fragment.toArray().filter((child) => child instanceof Y.XmlElement);
}

function partsOf(element: Y.XmlElement): Y.XmlText[] {
  return element.toArray().filter((child) => child instanceof Y.XmlText);
}

function textsOf(element: Y.XmlElement): string[] {
  return partsOf(element).map((part) => (part.toDelta() as { insert: string }[]).map(({ insert }) => insert).join(''));
}

// As Yjs does it: the start holds on to the character right of it, the end to the one left of it.
function tie(fragment: Y.XmlFragment, blockId: string, start: number, end: number): RelativePlace | undefined {
  const element = elementsOf(fragment).find((each) => each.getAttribute('id') === blockId);
  const [from, to] = [element && spotIn(element, start, 0), element && spotIn(element, end, -1)];
  return from === undefined || to === undefined ? undefined : { start: from, end: to };
}

function spotIn(element: Y.XmlElement, offset: number, assoc: number): string | undefined {
  let rest = offset;
  for (const part of partsOf(element)) {
    if (rest < part.length || (rest === part.length && assoc < 0))
      return toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(part, rest, assoc)));
    rest -= part.length;
  }
  return undefined;
}

function hintsIn(doc: Y.Doc, fragment: Y.XmlFragment): HintOf {
  const elements = elementsOf(fragment);
  const idOf = (at: number): string => String(elements[at]?.getAttribute('id'));
  return ({ start, end }) => {
    const [from, to] = [placeOf(doc, elements, start), placeOf(doc, elements, end)];
    if (!from || !to || from.block > to.block) return undefined;
    if (from.block === to.block) return { blockId: idOf(from.block), start: from.offset, end: Math.max(from.offset, to.offset) };
    const length = textsOf(elements[from.block]!).join('').length;
    const [head, tail]: BlockPlace[] = [
      { blockId: idOf(from.block), start: from.offset, end: length },
      { blockId: idOf(to.block), start: 0, end: to.offset },
    ];
    return head!.end - head!.start >= tail!.end ? { ...head!, more: [tail!] } : { ...tail!, more: [head!] };
  };
}

// Yjs gives index 0 of a text that was deleted: such a position is none.
function placeOf(doc: Y.Doc, elements: Y.XmlElement[], encoded: string): { block: number; offset: number } | undefined {
  const found = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(fromBase64(encoded)), doc);
  const part = found?.type;
  if (!found || !(part instanceof Y.XmlText) || part._item?.deleted) return undefined;
  const block = elements.findIndex((element) => element === part.parent);
  const parts = elements[block] ? partsOf(elements[block]) : [];
  const before = parts.slice(0, parts.indexOf(part)).reduce((sum, each) => sum + each.length, 0);
  return block < 0 ? undefined : { block, offset: before + found.index };
}
