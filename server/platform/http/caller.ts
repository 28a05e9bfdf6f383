import type { IncomingHttpHeaders } from 'node:http';

/** Who is asking: a signed-in person, or nobody known. */
export type Caller = { personId: string | null; sessionId: string | null; signedInAt: string | null };

/** The caller of a request without a session. */
export const nobody: Caller = { personId: null, sessionId: null, signedInAt: null };

/** Finds the caller in a request's headers; wired by the house to the room that knows sessions. */
export type ResolveCaller = (headers: IncomingHttpHeaders) => Promise<Caller>;

/** What a right is asked about: the whole installation, one group, or one document. */
export type Scope = { groupId?: string | undefined; documentId?: string | undefined };

/** Throws a Problem (401, 403 or 404) when the caller does not have the right in that scope; wired by the house. */
export type Authorise = (caller: Caller, right: string, scope: Scope) => Promise<void>;

/** One value of the Cookie header, or undefined. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return decodeURIComponent(value.join('='));
  }
  return undefined;
}
