import { Problem } from '../kernel/problem.ts';

/** Roles a seat in a group can have; `shared/directory` holds their names and duties. */
export const SEAT_ROLES = [
  'chair',
  'vice-chair',
  'ncd-co-chair',
  'senate-member',
  'ppe-member',
  'professional-organisation-member',
  'accountable-commissioner',
  'collaborating-commissioner',
  'public-health-lead',
  'pharmacist',
  'attending-adviser',
  'secretariat',
  'analyst',
] as const;

/** A role of a seat in a group. */
export type SeatRole = (typeof SEAT_ROLES)[number];

/** Every role a right can be given to: the seats' roles, and the administrators of the installation. */
export const ROLES = [...SEAT_ROLES, 'administrator'] as const;

/** A role that rights are given to. */
export type Role = (typeof ROLES)[number];

const LEADING: readonly Role[] = ['chair', 'vice-chair', 'ncd-co-chair'];
const EDITING: readonly Role[] = [...LEADING, 'senate-member', 'ppe-member', 'accountable-commissioner', 'public-health-lead'];
const EVERY_SEAT: readonly Role[] = SEAT_ROLES;
const seatsBut = (...without: Role[]): readonly Role[] => SEAT_ROLES.filter((role) => !without.includes(role));

/**
 * Who may do what: the one table, used by both ends (MEM-8). Administrators manage and do not read (MEM-13), so they have no right to
 * drafts, responses or the record of a group.
 */
export const RIGHTS = {
  'manage-installation': ['administrator'],
  'manage-people': ['administrator'],
  'read-group': [...EVERY_SEAT, 'administrator'],
  'manage-seats': ['chair', 'secretariat', 'administrator'],
  'make-document': [...LEADING, 'accountable-commissioner', 'secretariat'],
  'read-draft': seatsBut('analyst'),
  'edit-draft': EDITING,
  'suggest-in-draft': [...EDITING, 'professional-organisation-member', 'collaborating-commissioner'],
  'guard-document': LEADING,
  'erase-words': ['chair'],
  'freeze-version': [...LEADING, 'secretariat'],
  'open-consultation': [...LEADING, 'secretariat'],
  'read-responses': EVERY_SEAT,
  'read-addresses': ['secretariat'],
  'decide-points': LEADING,
  'ask-sign-off': [...LEADING, 'secretariat'],
  'record-body-position': ['accountable-commissioner', 'secretariat'],
  'publish-release': ['accountable-commissioner', 'secretariat'],
  'read-record': EVERY_SEAT,
} as const satisfies Record<string, readonly Role[]>;

/** A right that is asked about: in the installation, in a group, or in a document. */
export type Right = keyof typeof RIGHTS;

/** Rights that are about the whole installation and need no group. */
export const INSTALLATION_RIGHTS: readonly Right[] = ['manage-installation', 'manage-people'];

/** Every right by name, in the order of the table. */
export const ALL_RIGHTS = Object.keys(RIGHTS) as Right[]; // the keys of a literal object

/** What each right lets a person do, as the page "Who can do what" says it. */
export const RIGHT_WORDS: Record<Right, string> = {
  'manage-installation': 'Manage groups and settings of this installation',
  'manage-people': 'Invite people, and stop their access',
  'read-group': 'Follow what happens in the group',
  'manage-seats': 'Give and end seats',
  'make-document': 'Start a document',
  'read-draft': 'Read drafts and versions',
  'edit-draft': 'Write in drafts',
  'suggest-in-draft': 'Suggest changes to drafts',
  'guard-document': 'Say who edits a document and who suggests',
  'erase-words': 'Erase words from a draft for good',
  'freeze-version': 'Freeze a version',
  'open-consultation': 'Open a consultation',
  'read-responses': 'Read responses before they are published',
  'read-addresses': 'See e-mail addresses of people who respond',
  'decide-points': 'Decide points',
  'ask-sign-off': 'Ask for sign-off',
  'record-body-position': 'Record what a board decided',
  'publish-release': 'Publish a release',
  'read-record': 'Read the record of a document',
};

/** Says whether a person with these roles has a right; roles are those of the group the right is asked about, plus `administrator`. */
export function mayDo(roles: readonly Role[], right: Right): boolean {
  const holders: readonly Role[] = RIGHTS[right];
  return roles.some((role) => holders.includes(role));
}

/** Says whether a word is the name of a right. */
export function isRight(word: string): word is Right {
  return Object.hasOwn(RIGHTS, word);
}

/** The refusal of an act whose right the caller does not have, where the thing itself is no secret. */
export function notAllowed(right: Right): Problem {
  return new Problem('not-allowed', 403, `You do not have the right to do this here: ${lowerFirst(RIGHT_WORDS[right])}.`, {
    right,
  });
}

/** The answer about a thing the caller may not know of: the same as for one that does not exist. */
export function notFound(): Problem {
  return new Problem('not-found', 404, 'There is nothing here. It may have moved, or you may have no right to see it.');
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
