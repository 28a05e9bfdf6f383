/** Finds in a text the stretches that say something, in UTF-16 units; none overlaps another. */
export type FindWords = (text: string) => { from: number; to: number }[];

/** A text as it is compared: small letters, one kind of space, dash and apostrophe, and where each unit stood. */
export type FoldedText = { units: string; starts: readonly number[]; ends: readonly number[] };

const UNSEEN = /[\u00AD\u200B-\u200D\u2060\uFE00-\uFE0F\uFEFF]/u; // what nobody sees between letters hides no words
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/[\u2010-\u2015\u2212]/gu, '-'],
  [/[\u2018\u2019\u02BC\u2032]/gu, "'"], // a word processor writes O’Brien where a keyboard writes O'Brien
];
const ACCENT = /\p{M}/u;

/** Folds a text for comparing; one character may become several units, and a run of spaces one. */
export function foldText(text: string): FoldedText {
  const [starts, ends]: [number[], number[]] = [[], []];
  const units: string[] = [];
  let at = 0;
  for (const sign of text) {
    const folded = foldSign(sign);
    if (folded === ' ' && units.at(-1) === ' ') ends[ends.length - 1] = at + sign.length;
    else {
      for (let n = 0; n < folded.length; n++) {
        units.push(folded[n] ?? '');
        starts.push(at);
        ends.push(at + sign.length);
      }
    }
    at += sign.length;
  }
  return { units: units.join(''), starts, ends };
}

const known = new Map<string, string>(); // a text has some hundred different signs, and normalising each of its 300,000 takes half a second

function foldSign(sign: string): string {
  const folded = known.get(sign) ?? foldNew(sign);
  if (!known.has(sign)) known.set(sign, folded);
  return folded;
}

function foldNew(sign: string): string {
  if (UNSEEN.test(sign)) return '';
  if (/\s/u.test(sign)) return ' ';
  let folded = sign.normalize('NFKD').toLowerCase();
  for (const [variants, plain] of ALIKE) folded = folded.replace(variants, plain);
  return folded;
}

/** A phrase as it is compared, without space around it. */
export function foldPhrase(words: string): string {
  return foldText(words).units.trim();
}

/**
 * Whether a stretch of a folded text is made of whole characters: it neither begins nor ends inside one, and no accent behind it makes
 * its last letter another.
 */
export function isWhole({ units, starts }: FoldedText, from: number, to: number): boolean {
  const cuts = (at: number): boolean => at > 0 && at < units.length && starts[at] === starts[at - 1];
  return !cuts(from) && !cuts(to) && !ACCENT.test(units[to] ?? '');
}

/** Finds a phrase wherever it stands, ignoring case and how its spaces, dashes and accents are written, also inside longer words. */
export function findPhrase(words: string): FindWords {
  const phrase = foldPhrase(words);
  return (text) => {
    if (phrase === '') return [];
    const folded = foldText(text);
    const found: ReturnType<FindWords> = [];
    for (let from = folded.units.indexOf(phrase); from >= 0;) {
      const to = from + phrase.length;
      const whole = isWhole(folded, from, to);
      if (whole) found.push({ from: folded.starts[from] ?? 0, to: folded.ends[to - 1] ?? text.length });
      from = folded.units.indexOf(phrase, whole ? to : from + 1);
    }
    return found;
  };
}

/** Whether an address says the words, as it is written or as it is meant ("john%20smith"). */
export function addressHolds(address: string, find: FindWords): boolean {
  return find(address).length > 0 || find(meantBy(address)).length > 0;
}

function meantBy(address: string): string {
  const spaced = address.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced; // a lone percent sign: the address means what it says
  }
}

/** Whether a value says the words in any string it is made of. */
export function valueHolds(value: unknown, find: FindWords): boolean {
  if (typeof value === 'string') return addressHolds(value, find);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((part) => valueHolds(part, find));
}

/** A string without the words; what is left may say them anew, so it is looked at until it does not. */
export function withoutWords(text: string, find: FindWords): string {
  let left = text;
  for (let found = find(left); found.length > 0; found = find(left)) {
    for (const { from, to } of found.reverse()) left = left.slice(0, from) + left.slice(to);
  }
  return left;
}

/** A value with the words taken out of every string it is made of. */
export function valueWithout<T>(value: T, find: FindWords): T {
  return changed(value, find) as T; // the same shape: only what strings say differs
}

function changed(value: unknown, find: FindWords): unknown {
  if (typeof value === 'string') return withoutWords(value, find);
  if (Array.isArray(value)) return value.map((part) => changed(part, find));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, changed(part, find)]));
}
