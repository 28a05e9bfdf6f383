import { placeOf, type Place } from './clause-numbers.ts';
import type { DocumentText } from './document-text.ts';
import { blockText } from './plain-text.ts';

/** A place that somebody may mean, with the first words that stand there. */
export type FoundPlace = { place: Place; words: string };

const MOST_FOUND = 30; // more is no choice but a second text
const WORDS_SHOWN = 80; // characters; one line of the list

/**
 * The places somebody may mean by what they typed: "3.2", "clause 3.2a", "table 2", or words that stand there. Numbers come
 * before words, an exact number first; nothing typed gives the headings.
 */
export function seekPlaces(text: DocumentText, typed: string): FoundPlace[] {
  const wanted = asNumber(typed);
  const words = typed.trim().toLowerCase();
  const ranked = text.blocks.flatMap((block) => {
    const place = placeOf(text, block.id);
    if (!place) return [];
    const own = blockText(block);
    const rank = words === '' ? headingRank(place) : rankOf(place, own, { wanted, words });
    return rank === undefined ? [] : [{ rank, found: { place, words: shortened(own) } }];
  });
  ranked.sort((one, other) => one.rank - other.rank || one.found.place.ordinal - other.found.place.ordinal);
  return ranked.slice(0, MOST_FOUND).map(({ found }) => found);
}

function headingRank(place: Place): number | undefined {
  return place.kind === 'heading' ? 0 : undefined;
}

function rankOf(place: Place, own: string, { wanted, words }: { wanted: string; words: string }): number | undefined {
  const number = asNumber(place.number);
  if (number === wanted) return 0;
  if (wanted !== '' && number.startsWith(wanted)) return 1;
  return own.toLowerCase().includes(words) ? 2 : undefined;
}

/** A number as it is compared: "Clause 3.2 (a)" and "3.2a" are one. */
function asNumber(words: string): string {
  return words
    .trim()
    .toLowerCase()
    .replace(/^(?:clauses?|sections?|paragraphs?)\s+/, '')
    .replace(/[\s()]/g, '')
    .replace(/\.$/, '');
}

function shortened(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > WORDS_SHOWN ? `${line.slice(0, WORDS_SHOWN).trimEnd()}…` : line;
}
