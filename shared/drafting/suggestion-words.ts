import { decodeKind, type BlockKind } from '../text/live/block-marker.ts';
import type { FormatKey } from '../text/live/inline-formats.ts';
import type { Suggestion, SuggestionPart } from '../text/live/list-suggestions.ts';

const STARTS_IN_WORD = /^[\p{L}\p{N}\p{M}]/u;
const ENDS_IN_WORD = /[\p{L}\p{N}\p{M}]$/u;
const LONGEST = 160; // characters of a suggestion that a card shows; the text itself shows all

/** The formats as people call them. */
export const FORMAT_WORDS: Record<FormatKey, string> = {
  strong: 'bold',
  em: 'italic',
  underline: 'underlined',
  sub: 'subscript',
  sup: 'superscript',
  link: 'a link',
};

const KIND_WORDS: Partial<Record<BlockKind, string>> = {
  paragraph: 'plain paragraph',
  clause: 'numbered clause',
  bullet: 'bullet',
  quote: 'quotation',
  image: 'picture',
  continued: 'continued paragraph',
};

/** A kind and level as people call it. */
export function kindWords(kind: BlockKind, level: number): string {
  if (kind === 'heading') return `heading ${level}`;
  const words = KIND_WORDS[kind] ?? 'another kind of block';
  return level > 0 ? `${words}, level ${level + 1}` : words;
}

/** What a suggestion does, in one line. */
export function suggestionWords({ parts, word }: Suggestion): string {
  const added = parts.find(({ act }) => act === 'addition');
  const words = added ? lineAdded(added) : replacing(textsOf(parts, 'deletion'), textsOf(parts, 'insertion'), word);
  const sentences = [words, ...parts.flatMap(removalWords), ...parts.flatMap(formatWords), ...parts.flatMap(conversionWords)];
  const found = sentences.filter((sentence) => sentence !== '');
  return found.length > 0 ? [...new Set(found)].join(' ') : breakWords(parts);
}

function lineAdded(part: SuggestionPart): string {
  const words = part.act === 'addition' ? shortened(part.text) : '';
  return `Adds a ${lineName(part)}${words ? `: “${words}”` : ''}.`;
}

function removalWords(part: SuggestionPart): string[] {
  if (part.act !== 'removal') return [];
  const words = shortened(part.text);
  return [`Takes out the ${words ? `${lineName(part)} “${words}”` : `empty ${lineName(part)}`}.`];
}

function lineName(part: SuggestionPart): string {
  return 'axis' in part && part.axis === 'k' ? 'column' : 'row';
}

/** What goes and what comes; where that is a part of a word, the word as it is and as it would be. */
function replacing(deleted: string, inserted: string, { before, behind }: Suggestion['word']): string {
  const [lead, end] = [STARTS_IN_WORD, ENDS_IN_WORD].map((sign) => sign.test(deleted) || sign.test(inserted));
  const around = (text: string): string => shortened(`${lead ? before : ''}${text}${end ? behind : ''}`);
  const [was, is] = [around(deleted), around(inserted)];
  if (was && is) return `Replaces “${was}” with “${is}”.`;
  if (was) return `Takes out “${was}”.`;
  return is ? `Adds “${is}”.` : '';
}

function textsOf(parts: readonly SuggestionPart[], act: 'insertion' | 'deletion'): string {
  return parts.map((part) => (part.act === act ? (part.isMarker ? ` ${part.text}` : part.text) : '')).join('');
}

function shortened(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}

function formatWords(part: SuggestionPart): string[] {
  if (part.act !== 'format' || !part.text.trim()) return [];
  const wish = part.value === null ? `not ${FORMAT_WORDS[part.key]}` : FORMAT_WORDS[part.key];
  const address = typeof part.value === 'string' ? ` to ${part.value}` : '';
  return [`Makes “${part.text.trim()}” ${wish}${address}.`];
}

function conversionWords(part: SuggestionPart): string[] {
  if (part.act !== 'conversion') return [];
  const { kind, level } = decodeKind(part.to);
  return [`Makes this a ${kindWords(kind, level)}.`];
}

function breakWords(parts: readonly SuggestionPart[]): string {
  return parts.some(({ act }) => act === 'deletion')
    ? 'Joins this to what stands before.'
    : 'Begins a new paragraph or line here.';
}
