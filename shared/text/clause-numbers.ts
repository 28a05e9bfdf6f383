import type { DocumentText, TableBlock } from './document-text.ts';
import { noteNumbers } from './notes.ts';
import { PlaceCount, type Place } from './place-count.ts';

export type { Place } from './place-count.ts';

/** A heading of the contents list with the headings below it. */
export type OutlineEntry = {
  blockId: string;
  number: string;
  heading: string;
  address: string;
  depth: number;
  children: OutlineEntry[];
};

/** The label printed beside each block that has one ("2.1.1", "(a)", "Table 3"), by block id; computed, never typed (DRA-22). */
export function numberBlocks(text: DocumentText): Map<string, string> {
  const labels = new Map<string, string>();
  for (const place of placesOf(text)) if (place.label !== '') labels.set(place.blockId, place.label);
  return labels;
}

/** The place of one block, table or table row, or nothing when the document has none of this id. */
export function placeOf(text: DocumentText, blockId: string): Place | undefined {
  return placesById(text).get(blockId);
}

/** The places of all blocks, tables, table rows and blocks in cells, in reading order. */
export function placesOf(text: DocumentText): Place[] {
  return [...placesById(text).values()];
}

/** The headings of a document as a tree, for contents lists. */
export function outline(text: DocumentText): OutlineEntry[] {
  const top: OutlineEntry[] = [];
  const open: OutlineEntry[] = [];
  for (const place of placesOf(text)) {
    if (place.kind !== 'heading' || place.label === '') continue;
    const { blockId, number, heading, address, depth } = place;
    const entry: OutlineEntry = { blockId, number, heading, address, depth, children: [] };
    (open[depth - 2]?.children ?? top).push(entry);
    open.length = depth - 1;
    open.push(entry);
  }
  return top;
}

// A text is a value and never changes after it is made, so its places are worked out once.
const KNOWN = new WeakMap<DocumentText, Map<string, Place>>();

function placesById(text: DocumentText): Map<string, Place> {
  const known = KNOWN.get(text);
  if (known) return known;
  const count = new PlaceCount(undefined, noteNumbers(text));
  const places = text.blocks.flatMap((block) => (block.kind === 'table' ? tablePlaces(block, count) : [count.place(block)]));
  const byId = new Map(places.map((place, index) => [place.blockId, { ...place, ordinal: index + 1 }]));
  KNOWN.set(text, byId);
  return byId;
}

function tablePlaces(table: TableBlock, count: PlaceCount): Place[] {
  const own = count.table(table);
  const places = [own];
  table.rows.forEach((row, index) => {
    const rank = table.headerRow ? index : index + 1; // the heading row is not counted: "row 1" is the first row with answers
    const rowName = rank === 0 ? `${own.number}, heading row` : `${own.number}, row ${rank}`;
    const rowPlace: Place = {
      ...own,
      blockId: row.id,
      kind: 'row',
      rank,
      label: '',
      number: rowName,
      name: rowName,
      address: `${own.address}-r${rank}`,
    };
    places.push(rowPlace);
    row.cells.forEach((cell, column) => {
      const inside = new PlaceCount({
        number: `${rowName}, column ${column + 1}`,
        address: `${rowPlace.address}-c${column + 1}`,
        around: own,
        alone: cell.blocks.length === 1,
      });
      for (const block of cell.blocks) places.push(inside.place(block));
    });
  });
  return places;
}
