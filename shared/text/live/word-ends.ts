import { commonEnds, type Ends, type Token } from './document-tokens.ts';

const LETTER = /[\p{L}\p{N}\p{M}]/u;

/**
 * What stays at the ends when one text takes the place of another, at the start at least so many tokens. Where several words go or
 * come no word is cut, if it can be helped: letters of two words that are alike by chance would else stay for each other, with what
 * somebody else types between the two (TXT-2).
 */
export function endsOfChange(removed: readonly Token[], added: readonly Token[], atLeast: number): Ends {
  const most = commonEnds(removed, added, atLeast);
  if (!isSeveral(between(removed, most)) && !isSeveral(between(added, most))) return most;
  const whole = cutBack(removed, added, commonEnds(removed, added, atLeast, startOfWord(removed, added, most.prefix)));
  return isOneWay(removed, added, most) && !isOneWay(removed, added, whole) ? most : whole;
}

/** How many tokens stay at the start without a word being cut behind them. */
function startOfWord(removed: readonly Token[], added: readonly Token[], prefix: number): number {
  let start = prefix;
  while (isLetter(removed[start - 1]) && (isLetter(removed[start]) || isLetter(added[start]))) start--;
  return start;
}

function cutBack(removed: readonly Token[], added: readonly Token[], { prefix, suffix }: Ends): Ends {
  let end = suffix;
  while (end > 0 && isLetter(removed.at(-end)) && (isLetter(removed.at(-end - 1)) || isLetter(added.at(-end - 1)))) end--;
  return { prefix, suffix: end };
}

/** Whether tokens only go or only come: then that is all that is written. */
function isOneWay(removed: readonly Token[], added: readonly Token[], ends: Ends): boolean {
  return !between(removed, ends).length || !between(added, ends).length;
}

function between(tokens: readonly Token[], { prefix, suffix }: Ends): readonly Token[] {
  return tokens.slice(prefix, tokens.length - suffix);
}

function isSeveral(tokens: readonly Token[]): boolean {
  return tokens.some((token) => !isLetter(token)) && tokens.some(isLetter);
}

/** Whether a token is a letter, a sign on one, or a figure: what words are made of. */
export function isLetter(token: Token | undefined): boolean {
  return token?.kind === 'unit' && LETTER.test(token.unit);
}
