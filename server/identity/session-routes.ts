import type { Request, Response } from 'express';
import { endSession, readSession } from '../../shared/kernel/session-contract.ts';
import {
  endMyOtherSessions,
  endOneOfMySessions,
  listSessions,
  openSession,
  openSessionByLink,
  readMyRights,
  replacePassword,
  requestSignInLink,
} from '../../shared/identity/api.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Caller } from '../platform/http/caller.ts';
import { mount, type Door } from '../platform/http/door.ts';
import { networkOf } from '../platform/http/rate-limit.ts';
import { SESSION_COOKIE } from './access.ts';
import { passwordHashOf } from './account-store.ts';
import type { OpenedSession } from './auth.ts';
import { changePassword } from './change-password.ts';
import { endOneSession, endOtherSessions } from './end-session.ts';
import type { IdentityParts } from './identity-parts.ts';
import { sendSignInLink, signInWithLink, signInWithPassword } from './open-session.ts';
import { requirePerson } from './person-store.ts';
import { mayPassWithoutPassword, sessionsOf } from './session-store.ts';

const LINK_ANSWER_MS = 700; // every answer takes this long, so that its time does not tell whether the address is somebody's
const BROWSER_CHARS = 300;

/** Mounts signing in and out, the caller's sessions and password. */
export function mountSessions(door: Door, parts: IdentityParts): void {
  mountSigningIn(door, parts);
  mountOwnSessions(door, parts);
  mount(door, readMyRights, { handle: async ({ caller, query }) => ({ rights: await parts.access.rightsOf(caller, query) }) });
}

function mountSigningIn(door: Door, parts: IdentityParts): void {
  const { store, limits } = parts;
  mount(door, readSession, {
    handle: async ({ caller }) => {
      const person = caller.personId ? await requirePerson(store.read, caller.personId) : null;
      return { person: person && { id: person.id, name: person.name } };
    },
  });
  mount(door, openSession, {
    handle: async ({ body, request, response }) => {
      await limits.signInByNetwork.spend(networkOf(request));
      await limits.signInByAccount.spend(body.email);
      return welcome(parts, response, await signInWithPassword(parts, { ...body, browser: browserOf(request) }));
    },
  });
  mount(door, requestSignInLink, {
    handle: async ({ body, request }) => {
      await limits.linkByNetwork.spend(networkOf(request));
      await limits.linkByAccount.spend(body.email);
      await Promise.all([sendSignInLink(parts, body.email), new Promise((later) => setTimeout(later, LINK_ANSWER_MS))]);
      return {};
    },
  });
  mount(door, openSessionByLink, {
    handle: async ({ body, request, response }) => {
      await limits.signInByNetwork.spend(networkOf(request));
      return welcome(parts, response, await signInWithLink(parts, { ...body, browser: browserOf(request) }));
    },
  });
}

function mountOwnSessions(door: Door, parts: IdentityParts): void {
  const { store, limits } = parts;
  mount(door, endSession, {
    handle: async ({ caller, response }) => {
      const { personId, sessionId } = sessionOf(caller);
      await endOneSession(store, { personId, sessionId });
      parts.dropSockets(personId, 'signed-out');
      response.clearCookie(cookieName(parts), { path: '/', httpOnly: true, sameSite: 'lax', secure: parts.secure });
      return {};
    },
  });
  mount(door, listSessions, { handle: async ({ caller }) => listOwn(parts, sessionOf(caller)) });
  mount(door, endOneOfMySessions, {
    handle: async ({ caller, params }) => {
      const { personId } = sessionOf(caller);
      await endOneSession(store, { personId, sessionId: params.sessionId });
      parts.dropSockets(personId, 'session-ended');
      return {};
    },
  });
  mount(door, endMyOtherSessions, {
    handle: async ({ caller }) => {
      const { personId, sessionId } = sessionOf(caller);
      const ended = await endOtherSessions(store, { personId, keep: sessionId });
      parts.dropSockets(personId, 'session-ended');
      return { ended };
    },
  });
  mount(door, replacePassword, {
    handle: async ({ caller, body }) => {
      const { personId, sessionId } = sessionOf(caller);
      await limits.passwordByAccount.spend(personId);
      await changePassword(parts, { personId, sessionId, ...body });
      parts.dropSockets(personId, 'session-ended');
      return {};
    },
  });
}

async function listOwn({ store }: IdentityParts, { personId, sessionId }: { personId: string; sessionId: string }) {
  const { email } = await requirePerson(store.read, personId);
  const hasPassword = (await passwordHashOf(store.read, personId)) !== undefined;
  const sessions = await sessionsOf(store.read, personId);
  return {
    email,
    needsPresentPassword: hasPassword && !(await mayPassWithoutPassword(store.read, sessionId)),
    sessions: sessions.map(({ id, made_at, expires_at, browser, opened_by }) => ({
      id,
      openedAt: made_at,
      endsAt: expires_at,
      browser: browser ?? '',
      openedBy: opened_by === 'link' ? ('link' as const) : ('password' as const),
      present: id === sessionId,
    })),
  };
}

/** Gives the browser its cookies and says who has come in. */
export async function welcome({ store }: IdentityParts, response: Response, { personId, cookies }: OpenedSession) {
  for (const cookie of cookies) response.append('Set-Cookie', cookie);
  const { id, name } = await requirePerson(store.read, personId);
  return { person: { id, name } };
}

/** The browser's own description of itself, for the list of sessions. */
export function browserOf(request: Request): string {
  return (request.get('user-agent') ?? '').slice(0, BROWSER_CHARS);
}

function cookieName({ secure }: IdentityParts): string {
  return secure ? `__Secure-${SESSION_COOKIE}` : SESSION_COOKIE;
}

/** The door has asked for a session already; this says so to the types. */
function sessionOf({ personId, sessionId }: Caller): { personId: string; sessionId: string } {
  if (!personId || !sessionId) throw new Problem('sign-in-needed', 401, 'Sign in to go on.');
  return { personId, sessionId };
}
