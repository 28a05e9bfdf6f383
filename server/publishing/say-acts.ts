import type { SayAct } from '../drafting/timeline.ts';

/** What this room's entries of the record mean, in words that follow a name (REC-4). */
export const publishingActs: Readonly<Record<string, SayAct>> = {
  'publish-release': ({ facts }) => `published release ${String(facts['number'])}`,
};
