import type { Anchor } from './anchor.ts';
import type { PassageIndex, Spot } from './passage-index.ts';
import { exactSightings, likeness, sightPassage, type Passage, type Sighting } from './passage-search.ts';
import { seenInOne, toldBySurroundings, toldByWords, type Seen, type Stretch } from './sight-anchor.ts';

/** Share of a passage that must stand in another block of its section for it to be called moved there. */
export const SECTION_FLOOR = 0.5;

/** The same anywhere else in the document, where look-alikes are many. */
export const DOCUMENT_FLOOR = 0.6;

/** Without knowledge of doubles (an anchor from elsewhere) this many characters must agree exactly. */
export const TELLING_LENGTH_UNKNOWN = 60;

const LIKELY_SPOTS = 6; // blocks with the most rare words in common, compared closely

/** The passage in another block, when the evidence is above the floors; never a look-alike that had been there all along. */
export function sightElsewhere(index: PassageIndex, anchor: Anchor): Seen | undefined {
  let best: { spot: Spot; sighting: Sighting; weight: number } | undefined;
  for (const spot of candidates(index, anchor)) {
    const section = anchor.sectionId !== undefined && spot.sectionId === anchor.sectionId;
    for (const sighting of sightings(anchor, spot)) {
      const weight = likeness(anchor, sighting) + sighting.kept + (section ? 0.1 : 0);
      if (isProof(anchor, sighting, section ? SECTION_FLOOR : DOCUMENT_FLOOR) && weight > (best?.weight ?? 0))
        best = { spot, sighting, weight };
    }
  }
  return best && seenInOne(best.spot, best.sighting);
}

function candidates(index: PassageIndex, anchor: Anchor): Spot[] {
  const others = (spot: Spot) => spot.blockId !== anchor.blockId;
  if (isTableAnchor(anchor))
    return index.spots.filter((spot) => spot.kind === 'table' && others(spot) && spot.words === anchor.quote);
  const exact = index.spots.filter((spot) => spot.kind === 'text' && spot.words.includes(anchor.quote));
  const likely = index.likely(anchor.quote + anchor.before + anchor.after, LIKELY_SPOTS);
  return [...new Set([...exact, ...likely.filter(others)])];
}

function isTableAnchor(anchor: Anchor): boolean {
  return /^Table \d+(?:, (?:row \d+|heading row))?$/.test(anchor.number);
}

function sightings(passage: Passage, spot: Spot): Sighting[] {
  const exact = exactSightings(passage, spot.words);
  if (exact.length > 0) return exact;
  const near = sightPassage(passage, spot.words);
  return near ? [near] : [];
}

function isProof(anchor: Anchor, sighting: Sighting, floor: number): boolean {
  if (sighting.kept < floor) return false;
  if (anchor.lookAlike === undefined) return sighting.kept === 1 && anchor.quote.length >= TELLING_LENGTH_UNKNOWN;
  return toldByWords(anchor, sighting.kept) || toldBySurroundings(anchor, sighting);
}

const LOOK_ALIKE_CHARS = 1_000; // a longer passage is told by its beginning

/** How like the most similar other place of a text is to a passage of it: its words alone, and with what stands around them. */
export function lookAlikes(
  index: PassageIndex,
  stretch: Stretch,
  passage: Passage,
): { lookAlike: number; lookAlikeAround: number } {
  const own = index.byId.get(stretch.blockId);
  if (own?.kind === 'table') {
    const double = index.spots.some((spot) => spot !== own && spot.kind === 'table' && spot.words === passage.quote) ? 1 : 0;
    return { lookAlike: double, lookAlikeAround: double };
  }
  const short = { before: passage.before, quote: passage.quote.slice(0, LOOK_ALIKE_CHARS), after: passage.after };
  const exact = index.spots.filter((spot) => spot !== own && spot.kind === 'text' && spot.words.includes(short.quote));
  const likely = index.likely(short.before + short.quote + short.after, LIKELY_SPOTS).filter((spot) => spot !== own);
  const besides = own ? [own.words.slice(0, stretch.start), own.words.slice(stretch.end)] : [];
  const places = [...besides, ...new Set([...exact, ...likely].map((spot) => spot.words))];
  const alone = { quote: short.quote, before: '', after: '' };
  const highest = (of: Passage) => Math.max(0, ...places.flatMap((words) => bestOf(of, words)));
  return { lookAlike: highest(alone), lookAlikeAround: passage.before + passage.after === '' ? highest(alone) : highest(short) };
}

function bestOf(passage: Passage, words: string): number[] {
  const exact = exactSightings(passage, words);
  const near = exact.length > 0 ? undefined : sightPassage(passage, words);
  return [...exact, ...(near ? [near] : [])].map((sighting) => likeness(passage, sighting));
}
