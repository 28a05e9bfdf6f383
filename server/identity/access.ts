import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import {
  ALL_RIGHTS,
  INSTALLATION_RIGHTS,
  isRight,
  mayDo,
  notAllowed,
  notFound,
  type Right,
  type Role,
  type SeatRole,
} from '../../shared/identity/rules.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Reader, Store } from '../platform/database/store.ts';
import { nobody, readCookie, type Caller, type Scope } from '../platform/http/caller.ts';
import { isAdministrator } from './person-store.ts';
import type { AccessQuestions } from './questions.ts';
import { findLiveSession } from './session-store.ts';

/** Name of the session cookie; browsers that see https get it with the prefix that forbids http. */
export const SESSION_COOKIE = 'concord.session';

/** Whether somebody may hear announcements about one id of a kind. */
export type MayHear = (db: Reader, caller: Caller, id: string) => Promise<boolean>;

/** Who asks and what they may do: the one place where both are decided. */
export type Access = {
  resolveCaller(headers: IncomingHttpHeaders): Promise<Caller>;
  /** Throws 401, 403 or 404 unless the caller has the right in the scope. */
  authorise(caller: Caller, right: string, scope: Scope): Promise<void>;
  /** The rights a caller has in a scope, for pages that hide what would be refused. */
  rightsOf(caller: Caller, scope: Scope): Promise<Right[]>;
  /** Whether a caller may hear a topic of announcements; unknown kinds of topic are never heard. */
  mayHear(caller: Caller, topic: string): Promise<boolean>;
  /** A later room answers some of identity's questions. */
  answer(answers: Partial<AccessQuestions>): void;
  /** A later room says who may hear topics of a kind, for instance `consultation`. */
  answerTopic(kind: string, mayHear: MayHear): void;
  /** A later room ends what it keeps open for a person, when sessions or the access of that person have ended. */
  onSessionsEnded(act: (personId: string, reason: string) => void): void;
  /** Tells every room that sessions of a person have ended. */
  tellSessionsEnded(personId: string, reason: string): void;
};

type Standing = { roles: readonly Role[]; seats: readonly SeatRole[]; extra: readonly Right[] };

/** Opens the access to a store; rooms add their answers as they open. */
export function openAccess(store: Store): Access {
  let questions: AccessQuestions = {
    rolesInGroup: async () => Promise.resolve(undefined),
    groupOfDocument: async () => Promise.resolve(undefined),
    stepRights: async () => Promise.resolve([]),
  };
  const topics = new Map<string, MayHear>();
  const ended: ((personId: string, reason: string) => void)[] = [];
  const db = store.read;
  const access: Access = {
    resolveCaller: async (headers) => callerOf(db, headers.cookie),
    authorise: async (caller, right, scope) => {
      if (right === 'anyone') return;
      if (!caller.personId) throw new Problem('sign-in-needed', 401, 'Sign in to go on.');
      if (right === 'signed-in') return;
      if (!isRight(right)) throw new Error(`there is no right called ${right}`);
      await requireRight(db, questions, { personId: caller.personId, right, scope });
    },
    rightsOf: async ({ personId }, scope) => {
      if (!personId) return [];
      const standing = await standingOf(db, questions, personId, scope);
      if (!standing) return [];
      const inGroup = scope.groupId !== undefined || scope.documentId !== undefined;
      return rightsFrom(standing).filter((right) => inGroup || INSTALLATION_RIGHTS.includes(right));
    },
    mayHear: async (caller, topic) => {
      const [kind = '', id = ''] = topic.split(':');
      return (await topics.get(kind)?.(db, caller, id)) ?? false;
    },
    answer: (answers) => void (questions = { ...questions, ...answers }),
    answerTopic: (kind, mayHear) => void topics.set(kind, mayHear),
    onSessionsEnded: (act) => void ended.push(act),
    tellSessionsEnded: (personId, reason) => ended.forEach((act) => act(personId, reason)),
  };
  const may = (right: Right, scope: (id: string) => Scope): MayHear => {
    return async (_db, caller, id) => (await access.rightsOf(caller, scope(id))).includes(right);
  };
  access.answerTopic('person', async (_db, caller, id) => Promise.resolve(caller.personId === id));
  access.answerTopic(
    'group',
    may('read-group', (groupId) => ({ groupId })),
  );
  access.answerTopic(
    'document',
    may('read-draft', (documentId) => ({ documentId })),
  );
  return access;
}

/** The form in which a session's token is kept: a stolen database opens no session. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** The session token in a Cookie header, without the signature behind it. */
function tokenIn(cookies: string | undefined): string | undefined {
  const value = readCookie(cookies, `__Secure-${SESSION_COOKIE}`) ?? readCookie(cookies, SESSION_COOKIE);
  return value?.split('.')[0];
}

async function callerOf(db: Reader, cookies: string | undefined): Promise<Caller> {
  const token = tokenIn(cookies);
  if (!token) return nobody;
  const session = await findLiveSession(db, hashToken(token));
  return session ? { personId: session.person_id, sessionId: session.id, signedInAt: session.made_at } : nobody;
}

async function requireRight(
  db: Reader,
  questions: AccessQuestions,
  { personId, right, scope }: { personId: string; right: Right; scope: Scope },
): Promise<void> {
  const installationWide = INSTALLATION_RIGHTS.includes(right);
  if (!installationWide && !scope.groupId && !scope.documentId) throw new Error(`the right ${right} needs a group or a document`);
  const standing = await standingOf(db, questions, personId, installationWide ? {} : scope);
  if (!standing) throw notFound();
  if (rightsFrom(standing).includes(right)) return;
  const knowsOfIt = scope.documentId === undefined || standing.seats.length > 0 || standing.extra.length > 0;
  throw knowsOfIt ? notAllowed(right) : notFound(); // a document is private to its group: others do not learn that it exists
}

/** What a person is in a scope; undefined when the group or document of the scope does not exist. */
async function standingOf(
  db: Reader,
  questions: AccessQuestions,
  personId: string,
  { groupId, documentId }: Scope,
): Promise<Standing | undefined> {
  const administrator: readonly Role[] = (await isAdministrator(db, personId)) ? ['administrator'] : [];
  if (groupId === undefined && documentId === undefined) return { roles: administrator, seats: [], extra: [] };
  const owner = documentId === undefined ? groupId : await questions.groupOfDocument(db, documentId);
  const seats = owner === undefined ? undefined : await questions.rolesInGroup(db, personId, owner);
  if (!seats) return undefined;
  const extra = documentId === undefined ? [] : await questions.stepRights(db, personId, documentId);
  return { roles: [...seats, ...administrator], seats, extra };
}

function rightsFrom({ roles, extra }: Standing): Right[] {
  const table = (right: Right): boolean => mayDo(roles, right) || extra.includes(right);
  return ALL_RIGHTS.filter(table);
}
