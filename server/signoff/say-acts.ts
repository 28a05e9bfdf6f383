import type { SayAct } from '../drafting/timeline.ts';

/** What this room's entries of the record mean, in words that follow a name (REC-4). */
export const signoffActs: Readonly<Record<string, SayAct>> = {
  'ask-sign-off': ({ facts }) => `asked for sign-off of version ${String(facts['versionNumber'])}`,
  'take-position': ({ facts }) =>
    `signed a position: ${String(facts['position']).replaceAll('-', ' ')}${facts['passed'] === true ? '. With it the sign-off passed' : ''}`,
  'pass-sign-off': () => 'noted that the sign-off passed when its last day ended',
  'send-back': () => 'sent the version back to drafting',
};
