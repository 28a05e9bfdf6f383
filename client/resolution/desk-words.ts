import type { PointStatus, QueuePoint, WhereNow } from '../../shared/resolution/api.ts';
import { OUTCOMES, type Outcome } from '../../shared/resolution/disposition.ts';
import type { TagTone } from '../ui/tag.tsx';

/** What each status is called on screen. */
export const STATUS_WORDS: Record<PointStatus, string> = {
  undecided: 'Undecided',
  'not-applied': 'Change not made yet',
  done: 'Done',
};

/** Where a point stands in one or two words, as its row in the list says it. */
export function standingOf({ status, outcome }: Pick<QueuePoint, 'status' | 'outcome'>): { words: string; tone: TagTone } {
  if (status === 'undecided' || outcome === null) return { words: STATUS_WORDS.undecided, tone: 'quiet' };
  if (status === 'not-applied') return { words: STATUS_WORDS['not-applied'], tone: 'warn' };
  return { words: outcomeWords(outcome), tone: 'on' };
}

/** An outcome as it is said. */
export function outcomeWords(outcome: Outcome): string {
  return OUTCOMES[outcome].label;
}

/** What became of the quoted words, as a tag says it. */
export function verdictWords({ verdict }: WhereNow): { words: string; tone: TagTone } {
  const words = verdict.charAt(0).toUpperCase() + verdict.slice(1);
  if (verdict === 'exact') return { words, tone: 'on' };
  if (verdict === 'moved') return { words, tone: 'move' };
  return { words, tone: verdict === 'gone' ? 'err' : 'warn' };
}

/** A point's place as people cite it. */
export function placeWords(clauseNumber: string): string {
  return clauseNumber === '' ? 'the whole document' : clauseNumber;
}

/** A count with its noun. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
