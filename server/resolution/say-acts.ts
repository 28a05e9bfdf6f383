import { OUTCOMES, Outcome } from '../../shared/resolution/disposition.ts';
import type { SayAct } from '../drafting/timeline.ts';

/** What this room's entries of the record mean, in words that follow a name (REC-4). */
export const resolutionActs: Readonly<Record<string, SayAct>> = {
  'record-disposition': ({ facts }) => {
    const outcome = Outcome.safeParse(facts['outcome']);
    const words = outcome.success ? OUTCOMES[outcome.data].label.toLowerCase() : 'decided';
    return `decided a point: ${words}${Number(facts['revision']) > 1 ? ` (revision ${String(facts['revision'])})` : ''}`;
  },
  'apply-wording': () => 'put wording into the draft because of a point',
  'link-change': () => 'linked a change in the draft to a point',
  'unlink-change': () => 'took the link between a change and a point off',
  'add-remark': () => 'added a private remark to a point',
  'explain-change': () => 'gave the reason for a change',
};
