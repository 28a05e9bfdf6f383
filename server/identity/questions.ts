import type { Right, SeatRole } from '../../shared/identity/rules.ts';
import type { Reader } from '../platform/database/store.ts';

/** What identity asks of later rooms to decide who may do what; the house wires the answers. */
export type AccessQuestions = {
  /** Roles a person's seats in a group give at this moment; undefined when there is no such group. Directory answers. */
  rolesInGroup(db: Reader, personId: string, groupId: string): Promise<readonly SeatRole[] | undefined>;
  /** The group that owns a document; undefined when there is no such document. Drafting answers. */
  groupOfDocument(db: Reader, documentId: string): Promise<string | undefined>;
  /** Rights in a document that a step of its sign-off gives a person, from that step on. Sign-off answers. */
  stepRights(db: Reader, personId: string, documentId: string): Promise<readonly Right[]>;
};
