import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';
import { MAX_LINE_CHARS, MAX_SEAT_REASON_CHARS } from '../kernel/limits.ts';
import { neededText, typedText } from '../kernel/typed-text.ts';
import { ALL_RIGHTS } from './rules.ts';
import { Email, GivenPassword, LinkToken, NewPassword, PersonName } from './sign-in.ts';

const nothing = z.object({});
const onePerson = z.object({ personId: Id });
const signedIn = z.object({ person: z.object({ id: Id, name: z.string() }) });

/** Signs in with e-mail address and password. */
export const openSession = endpoint({
  method: 'POST',
  path: '/api/session',
  right: 'anyone',
  params: nothing,
  query: nothing,
  body: z.object({ email: Email, password: GivenPassword }),
  output: signedIn,
});

/** Asks for a one-time link by e-mail; the answer is the same whether or not somebody has the address. */
export const requestSignInLink = endpoint({
  method: 'POST',
  path: '/api/session/link',
  right: 'anyone',
  params: nothing,
  query: nothing,
  body: z.object({ email: Email }),
  output: nothing,
});

/** Signs in with the token of a one-time link, which is spent by it. */
export const openSessionByLink = endpoint({
  method: 'POST',
  path: '/api/session/by-link',
  right: 'anyone',
  params: nothing,
  query: nothing,
  body: z.object({ token: LinkToken }),
  output: signedIn,
});

/** The caller's open sessions, newest first, and whether the present one may set a password without the old one. */
export const listSessions = endpoint({
  method: 'GET',
  path: '/api/sessions',
  right: 'signed-in',
  params: nothing,
  query: nothing,
  body: nothing,
  output: z.object({
    email: z.string(),
    needsPresentPassword: z.boolean(),
    sessions: z.array(
      z.object({
        id: Id,
        openedAt: Instant,
        endsAt: Instant,
        browser: z.string(),
        openedBy: z.enum(['password', 'link']),
        present: z.boolean(),
      }),
    ),
  }),
});

/** Ends one of the caller's sessions. */
export const endOneOfMySessions = endpoint({
  method: 'DELETE',
  path: '/api/sessions/:sessionId',
  right: 'signed-in',
  params: z.object({ sessionId: Id }),
  query: nothing,
  body: nothing,
  output: nothing,
});

/** Ends all of the caller's sessions but the present one. */
export const endMyOtherSessions = endpoint({
  method: 'DELETE',
  path: '/api/sessions',
  right: 'signed-in',
  params: nothing,
  query: nothing,
  body: nothing,
  output: z.object({ ended: z.number() }),
});

/** Changes the caller's password. */
export const replacePassword = endpoint({
  method: 'PUT',
  path: '/api/password',
  right: 'signed-in',
  params: nothing,
  query: nothing,
  body: z.object({ current: z.string().max(MAX_LINE_CHARS), next: NewPassword }),
  output: nothing,
});

/** Whether this installation waits for its first administrator. */
export const readFirstAdministrator = endpoint({
  method: 'GET',
  path: '/api/first-administrator',
  right: 'anyone',
  params: nothing,
  query: nothing,
  body: nothing,
  output: z.object({ needed: z.boolean() }),
});

/** Makes the first administrator for whoever has the code that the server printed, and signs them in. */
export const makeFirstAdministrator = endpoint({
  method: 'POST',
  path: '/api/first-administrator',
  right: 'anyone',
  params: nothing,
  query: nothing,
  body: z.object({
    code: z.string().trim().min(1, 'Write the code.').max(60, 'This is not the code.'),
    name: PersonName,
    email: Email,
    password: NewPassword,
  }),
  output: signedIn,
});

/** Accepts an invitation and signs the person in; the address must be the one it was sent to. */
export const takeInvitation = endpoint({
  method: 'POST',
  path: '/api/invitations/acceptance',
  right: 'anyone',
  params: nothing,
  query: nothing,
  body: z.object({ token: LinkToken, email: Email, name: PersonName, password: NewPassword }),
  output: signedIn,
});

/** The rights the caller has in the installation, a group or a document, for pages that hide what would be refused. */
export const readMyRights = endpoint({
  method: 'GET',
  path: '/api/rights',
  right: 'signed-in',
  params: nothing,
  query: z.object({ groupId: Id.optional(), documentId: Id.optional() }),
  body: nothing,
  output: z.object({ rights: z.array(z.enum(ALL_RIGHTS)) }),
});

/** People of the installation for administrators, by name, a page at a time, with the invitations that wait. */
export const listAllPeople = endpoint({
  method: 'GET',
  path: '/api/people',
  right: 'manage-people',
  params: nothing,
  query: z.object({ search: typedText(MAX_LINE_CHARS).default(''), page: z.coerce.number().int().min(1).default(1) }),
  body: nothing,
  output: z.object({
    people: z.array(
      z.object({
        id: Id,
        name: z.string(),
        email: z.string(),
        state: z.enum(['invited', 'here', 'stopped']),
        administrator: z.boolean(),
      }),
    ),
    total: z.number(),
    perPage: z.number(),
    invitations: z.array(
      z.object({
        personId: Id,
        name: z.string(),
        email: z.string(),
        sentAt: Instant,
        endsAt: Instant,
        tooOld: z.boolean(),
      }),
    ),
  }),
});

/** Makes a person known and sends them an invitation. */
export const inviteSomebody = endpoint({
  method: 'POST',
  path: '/api/people',
  right: 'manage-people',
  params: nothing,
  query: nothing,
  body: z.object({ name: PersonName, email: Email }),
  output: z.object({ personId: Id }),
});

/** Sends the invitation again; the earlier link is dead. */
export const inviteSomebodyAgain = endpoint({
  method: 'POST',
  path: '/api/people/:personId/invitation',
  right: 'manage-people',
  params: onePerson,
  query: nothing,
  body: nothing,
  output: nothing,
});

/** Stops a person's access at once. */
export const stopPersonsAccess = endpoint({
  method: 'DELETE',
  path: '/api/people/:personId/access',
  right: 'manage-people',
  params: onePerson,
  query: nothing,
  body: z.object({ reason: neededText('Write why.', MAX_SEAT_REASON_CHARS, 'This reason is too long.') }),
  output: nothing,
});

/** Gives a person their access back. */
export const givePersonAccess = endpoint({
  method: 'PUT',
  path: '/api/people/:personId/access',
  right: 'manage-people',
  params: onePerson,
  query: nothing,
  body: nothing,
  output: nothing,
});

/** Makes a person an administrator. */
export const nameAdministrator = endpoint({
  method: 'PUT',
  path: '/api/people/:personId/administrator',
  right: 'manage-people',
  params: onePerson,
  query: nothing,
  body: nothing,
  output: nothing,
});

/** Ends a person's time as an administrator. */
export const dropAdministrator = endpoint({
  method: 'DELETE',
  path: '/api/people/:personId/administrator',
  right: 'manage-people',
  params: onePerson,
  query: nothing,
  body: nothing,
  output: nothing,
});
