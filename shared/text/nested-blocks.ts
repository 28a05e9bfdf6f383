import { placesOf, type Place } from './clause-numbers.ts';
import type { Block, DocumentText, TableBlock, TextBlock } from './document-text.ts';

/** A text block with the list items and further paragraphs that stand inside it. */
export type NestedText = { block: TextBlock; place: Place; inside: NestedText[] };

/** A table with the places of itself, its rows and its cells' blocks. */
export type NestedTable = { block: TableBlock; place: Place };

/** One top-level thing of a section. */
export type NestedBlock = NestedText | NestedTable;

/** A top heading with what follows it, or what stands before the first heading. */
export type NestedSection = { heading: NestedText | undefined; blocks: NestedBlock[] };

/** The flat blocks of a document as a tree: sections, clauses with their lettered clauses, lists in lists, and the notes apart. */
export function nestBlocks(text: DocumentText): { sections: NestedSection[]; notes: NestedText[]; places: Map<string, Place> } {
  const places = new Map(placesOf(text).map((place) => [place.blockId, place]));
  const sections: NestedSection[] = [{ heading: undefined, blocks: [] }];
  const notes: NestedText[] = [];
  let open: OpenItem[] = [];
  for (const block of text.blocks) {
    const place = knownPlace(places, block);
    const section = sections[sections.length - 1];
    if (block.kind !== 'table' && place.address.startsWith('n-')) {
      nestNote({ block, place, inside: [] }, notes);
      continue;
    }
    if (block.kind === 'table') section.blocks.push({ block, place });
    else if (block.kind === 'heading' && place.depth === 1) sections.push({ heading: { block, place, inside: [] }, blocks: [] });
    else {
      open = nestText({ block, place, inside: [] }, open, (node) => section.blocks.push(node));
      continue;
    }
    open = [];
  }
  return { sections: sections.filter((section) => section.heading || section.blocks.length > 0), notes, places };
}

function nestNote(node: NestedText, notes: NestedText[]): void {
  if (node.block.kind === 'note') notes.push(node);
  else notes[notes.length - 1].inside.push(node); // a further paragraph follows its note
}

/** The text blocks of one table cell as a tree. */
export function nestCell(blocks: readonly TextBlock[], places: Map<string, Place>): NestedText[] {
  const top: NestedText[] = [];
  let open: OpenItem[] = [];
  for (const block of blocks)
    open = nestText({ block, place: knownPlace(places, block), inside: [] }, open, (node) => top.push(node));
  return top;
}

type OpenItem = { node: NestedText; rank: number };

// Clauses rank 0 to 2 and bullets below them from 3, so that a bullet after "(a)" stands inside (a) and the next clause closes it.
function rankOf(block: TextBlock): number | undefined {
  if (block.kind === 'clause') return block.level;
  if (block.kind === 'bullet') return 3 + block.level;
  return undefined;
}

function nestText(node: NestedText, open: OpenItem[], top: (node: NestedText) => void): OpenItem[] {
  const { block } = node;
  const rank = rankOf(block);
  const above =
    rank !== undefined ? open.filter((item) => item.rank < rank) : block.kind === 'continued' ? goneOn(block, open) : [];
  if (above.length > 0) above[above.length - 1].node.inside.push(node);
  else top(node);
  return rank === undefined ? above : [...above, { node, rank }];
}

// A further paragraph belongs to the nearest open item of its level; without one to the innermost item.
function goneOn(block: TextBlock, open: OpenItem[]): OpenItem[] {
  for (let index = open.length - 1; index >= 0; index--)
    if (open[index].node.block.level === block.level) return open.slice(0, index + 1);
  return open;
}

function knownPlace(places: Map<string, Place>, block: Block): Place {
  const place = places.get(block.id);
  if (!place) throw new Error(`No place for block ${block.id}`); // cannot be: places are made from the same text
  return place;
}
