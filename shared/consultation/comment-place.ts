import { placeOf, type Place } from '../text/clause-numbers.ts';
import { anchoredText } from '../text/anchor.ts';
import type { DocumentText } from '../text/document-text.ts';
import { blockText } from '../text/plain-text.ts';

/** A place of a frozen text that can be commented on. */
export type CommentPlace = {
  /** The block, table or table row; null for the whole document. */
  blockId: string | null;
  /** How a sentence names it: "3.2.3", "section 3", "paragraph 2 of 3.2, Referral", "the whole document". */
  name: string;
  /** The citation as a table column shows it: "3.2.3"; empty for the whole document. */
  number: string;
  /** Fragment id in the page; empty for the whole document. */
  address: string;
  /** What stands there; empty for the whole document. */
  text: string;
  /** Whether its words can be rewritten as one piece: not for a table, a row, a picture or the whole document. */
  canPropose: boolean;
  /** Place in reading order; 0 for the whole document. */
  ordinal: number;
};

const WHOLE: ReadonlySet<Place['kind']> = new Set(['table', 'row', 'image']); // what is not words alone

/** How a control names a place: clauses and rows by their number, paragraphs by their place in words. */
export function commentName(place: Place): string {
  if (place.kind === 'heading') return place.depth === 1 ? `section ${place.number}` : place.number;
  if (place.kind === 'clause' || WHOLE.has(place.kind)) return place.number;
  return place.name;
}

/** The place of a block in a frozen text, or nothing when it cannot be commented on there. */
export function commentPlace(text: DocumentText, blockId: string | null): CommentPlace | undefined {
  if (blockId === null)
    return { blockId: null, name: 'the whole document', number: '', address: '', text: '', canPropose: false, ordinal: 0 };
  const place = placeOf(text, blockId);
  const words = anchoredText(text, blockId);
  if (!place || words === undefined || cellBlockIds(text).has(blockId)) return undefined;
  const { number, address, ordinal } = place;
  const canPropose = !WHOLE.has(place.kind);
  return { blockId, name: commentName(place), number, address, text: words, canPropose, ordinal };
}

/** The ids of the blocks inside table cells, which are commented on by their row. */
export function cellBlockIds(text: DocumentText): Set<string> {
  const known = KNOWN.get(text);
  if (known) return known;
  const cells = text.blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flatMap((row) => row.cells) : []));
  const ids = new Set(cells.flatMap(({ blocks }) => blocks.map(({ id }) => id)));
  KNOWN.set(text, ids);
  return ids;
}

/** The headings above a place, as one line such as "Section 3, Diagnosis. 3.2, Tests and biopsy" with a full stop. */
export function headingsAbove(text: DocumentText, blockId: string): string {
  const open: { number: string; words: string; depth: number }[] = [];
  for (const block of text.blocks) {
    const place = placeOf(text, block.id);
    if (place?.kind === 'heading' && block.kind !== 'table' && place.label !== '') {
      while ((open.at(-1)?.depth ?? 0) >= place.depth) open.pop();
      open.push({ number: place.number, words: blockText(block), depth: place.depth });
    }
    const inside = block.kind === 'table' && block.rows.some((row) => row.id === blockId);
    if (block.id === blockId || inside) break;
  }
  return open.map(({ number, words, depth }) => `${depth === 1 ? 'Section ' : ''}${number}, ${words}.`).join(' ');
}

// A frozen text never changes, so the ids inside its tables are gathered once.
const KNOWN = new WeakMap<DocumentText, Set<string>>();
