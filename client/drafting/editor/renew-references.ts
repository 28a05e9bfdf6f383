import type { Mark, Node } from '@tiptap/pm/model';
import type { Command, Transaction } from '@tiptap/pm/state';
import { placesOf, type Place } from '../../../shared/text/clause-numbers.ts';
import type { Block } from '../../../shared/text/document-text.ts';
import { attributesOfNode } from '../../../shared/text/live/document-schema.ts';
import { citationNow, citationOf, referenceLink } from '../../../shared/text/references.ts';
import { linkRange } from './block-commands.ts';
import { outlineOf } from './block-outline.ts';

/**
 * Makes the selection, or the link at the caret, a reference. Without words, and where the words only cite the place it led to
 * before, they become the citation of the new place; anybody's own words stay.
 */
export function setReference(link: string, place: Place): Command {
  return (state, dispatch) => {
    const type = state.schema.marks.link;
    if (!type) return false;
    const { from, to } = linkRange(state);
    const transaction = state.tr;
    const cites = from === to || citationNow(state.doc.textBetween(from, to), place) !== undefined;
    const words = cites ? citationOf(place) : undefined;
    if (words !== undefined) transaction.insertText(words, from, to);
    const end = words === undefined ? to : from + words.length;
    transaction.addMark(from, end, type.create({ href: link })).removeStoredMark(type);
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

/** Writes the present number into every reference whose target now has another one; answers how many there were. */
export function renewReferencesIn(transaction: Transaction): number {
  const stale = staleReferences(transaction.doc);
  for (const { from, to, words, marks } of stale.reverse()) {
    transaction.replaceWith(from, to, transaction.doc.type.schema.text(words, marks));
  }
  return stale.length;
}

/** Command: renews the numbers in all references. */
export const renewReferences: Command = (state, dispatch) => {
  const transaction = state.tr;
  if (renewReferencesIn(transaction) === 0) return false;
  dispatch?.(transaction);
  return true;
};

type Stale = { from: number; to: number; words: string; marks: readonly Mark[] };

function staleReferences(doc: Node): Stale[] {
  const stale: Stale[] = [];
  let places: Map<string, Place> | undefined;
  doc.descendants((node, position) => {
    const link = node.isText ? linkOf(node) : undefined;
    if (link === undefined) return;
    places ??= placesIn(doc);
    const target = places.get(link);
    const words = target && citationNow(node.text ?? '', target);
    if (words === undefined || words === node.text) return;
    stale.push({ from: position, to: position + node.nodeSize, words, marks: node.marks });
  });
  return stale;
}

function linkOf(node: Node): string | undefined {
  const href: unknown = node.marks.find((mark) => mark.type.name === 'link')?.attrs.href;
  return typeof href === 'string' && href.startsWith('#b-') ? href : undefined;
}

/** The places of the editor's document by the link that leads there; words do not matter for numbers. */
function placesIn(doc: Node): Map<string, Place> {
  const blocks = doc.children.map((node): Block => {
    const { id, table } = attributesOfNode(node);
    return table ? { id, kind: 'table', ...table } : outlineOf(node);
  });
  return new Map(placesOf({ schema: 1, blocks }).map((place) => [referenceLink(place.blockId), place]));
}
