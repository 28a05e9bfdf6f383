import type { Access } from '../identity/access.ts';
import type { Store } from '../platform/database/store.ts';
import type { Announcements } from '../platform/live/announcements.ts';
import type { DirectoryAnswers } from './answers.ts';

/** What the directory's routes and acts are given. */
export type DirectoryParts = {
  store: Store;
  access: Access;
  announcements: Pick<Announcements, 'announce' | 'dropPerson'>;
  answers: DirectoryAnswers;
};
