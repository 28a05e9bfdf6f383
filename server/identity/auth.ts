import { betterAuth } from 'better-auth/minimal';
import { isAPIError } from 'better-auth/api';
import { magicLink } from 'better-auth/plugins/magic-link';
import { makeId } from '../../shared/kernel/ids.ts';
import { PASSWORD_CHARS } from '../../shared/identity/sign-in.ts';
import type { Store } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import { hashToken, SESSION_COOKIE } from './access.ts';
import { authDatabase } from './auth-store.ts';
import { getPerson } from './person-store.ts';

const SESSION_SECONDS = 14 * 24 * 3600; // a person who comes once a week stays signed in on their own device
const LINK_SECONDS = 15 * 60; // mail arrives within minutes; an old link in a mailbox opens nothing

/** A session that has just been opened, with the cookies the browser must keep. */
export type OpenedSession = { personId: string; cookies: string[] };

/** What Concord uses of better-auth; nothing else of it is reachable from outside this file. */
export type Auth = {
  /** Opens a session for an address and its password; undefined when they do not belong together, after the same time. */
  openWithPassword(given: { email: string; password: string; browser: string }): Promise<OpenedSession | undefined>;
  /** Makes a single-use token that signs the holder of an address in. */
  makeLinkToken(email: string): Promise<string>;
  /** Opens a session with a token and spends it; undefined when it is not good (any more). */
  openWithToken(given: { token: string; browser: string }): Promise<OpenedSession | undefined>;
  hashPassword(password: string): Promise<string>;
  passwordFits(hash: string, password: string): Promise<boolean>;
};

/** Opens sign-in over a store; call none of it inside a transaction. */
export function openAuth({ store, secret, secure }: { store: Store; secret: string; secure: boolean }): Auth {
  const made = new Map<string, string>(); // tokens on their way from the plugin to makeLinkToken, by request
  const auth = betterAuth({
    ...options(store, { secret, secure }),
    plugins: [
      magicLink({
        disableSignUp: true,
        expiresIn: LINK_SECONDS,
        storeToken: 'hashed',
        sendMagicLink: ({ token, metadata }) => void made.set(String(metadata?.['request']), token),
      }),
    ],
  });
  return {
    openWithPassword: ({ email, password, browser }) =>
      opened(auth.api.signInEmail({ body: { email, password }, headers: browserHeaders(browser), returnHeaders: true })),
    async makeLinkToken(email) {
      const request = makeId();
      await auth.api.signInMagicLink({ body: { email, metadata: { request } }, headers: new Headers() });
      const token = made.get(request);
      made.delete(request);
      if (!token) throw new Error('better-auth made no token for a one-time link');
      return token;
    },
    openWithToken: ({ token, browser }) =>
      opened(auth.api.magicLinkVerify({ query: { token }, headers: browserHeaders(browser), returnHeaders: true })),
    hashPassword: async (password) => (await auth.$context).password.hash(password),
    passwordFits: async (hash, password) => (await auth.$context).password.verify({ hash, password }),
  };
}

function options(store: Store, { secret, secure }: { secret: string; secure: boolean }) {
  const made = { createdAt: 'made_at', updatedAt: 'updated_at' };
  return {
    baseURL: secure ? 'https://concord.invalid' : 'http://concord.invalid', // no address of its own is ever shown or followed
    secret,
    database: authDatabase(store, hashToken),
    telemetry: { enabled: false },
    logger: { disabled: true }, // it would log that an account does not exist; we say and log neither
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_CHARS.least,
      maxPasswordLength: PASSWORD_CHARS.most,
    },
    user: { modelName: 'person', fields: { ...made, emailVerified: 'email_proven' } },
    account: { fields: accountFields(made) },
    session: {
      expiresIn: SESSION_SECONDS,
      fields: { ...made, userId: 'person_id', expiresAt: 'expires_at', ipAddress: 'network', userAgent: 'browser' },
      additionalFields: { openedBy: { type: 'string', required: false, input: false, fieldName: 'opened_by' } },
    },
    verification: { fields: { ...made, expiresAt: 'expires_at' } },
    databaseHooks: { session: { create: { before: openedHow(store) } } },
    advanced: {
      useSecureCookies: secure,
      cookies: { session_token: { name: SESSION_COOKIE } },
      database: { generateId: () => makeId(), validateSchema: false },
      disableCSRFCheck: true, // our own door asks for same-site proof on every change (PLT-3)
      disableOriginCheck: true,
      ipAddress: { disableIpTracking: true },
    },
  } as const;
}

function accountFields<M>(made: M) {
  return {
    ...made,
    userId: 'person_id',
    providerId: 'provider',
    accountId: 'provider_account',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
  };
}

/** Refuses a session to a person whose access was stopped, notes by which way it was opened, and counts its time by the database's clock (PLT-28). */
function openedHow(store: Store) {
  return async <S extends { userId: string }>(session: S, context: { path?: string } | null) => {
    const person = await getPerson(store.read, session.userId);
    if (!person || person.closed_at !== null) return false;
    const openedBy = context?.path?.includes('magic-link') ? 'link' : 'password';
    const now = new Date(await databaseNow(store.read));
    const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000);
    return { data: { ...session, openedBy, createdAt: now, updatedAt: now, expiresAt } };
  };
}

/** What better-auth answered; every refusal of it is the same to us. */
async function opened(
  answer: Promise<{ headers: Headers; response: { user: { id: string } } }>,
): Promise<OpenedSession | undefined> {
  try {
    const { headers, response } = await answer;
    return { personId: response.user.id, cookies: headers.getSetCookie() };
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return undefined;
    throw error;
  }
}

function browserHeaders(browser: string): Headers {
  return new Headers({ 'user-agent': browser });
}
