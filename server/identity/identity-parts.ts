import { rateLimit, type RateLimit } from '../platform/http/rate-limit.ts';
import type { Store } from '../platform/database/store.ts';
import type { Access } from './access.ts';
import type { Auth } from './auth.ts';

const MINUTE = 60; // seconds
const HOUR = 60 * MINUTE;

/** What identity's routes and acts are given. */
export type IdentityParts = {
  store: Store;
  auth: Auth;
  access: Access;
  /** The installation is reached over https, so its cookies forbid http. */
  secure: boolean;
  baseUrl: () => string;
  /** Ends a person's sockets, when their sessions or rights have ended. */
  dropSockets: (personId: string, reason: string) => void;
  limits: IdentityLimits;
};

/** How often things may be tried: by the account named, whether or not it exists, and by the network that asks (PLT-7). */
export type IdentityLimits = Record<
  | 'signInByAccount'
  | 'signInByNetwork'
  | 'linkByAccount'
  | 'linkByNetwork'
  | 'passwordByAccount'
  | 'codeByNetwork'
  | 'invitationByNetwork',
  RateLimit
>;

/** The limits of one process: a person who mistypes is not hurt, a program that guesses gets a few tries a minute. */
export function identityLimits(): IdentityLimits {
  return {
    signInByAccount: rateLimit(10, 15 * MINUTE),
    signInByNetwork: rateLimit(100, 15 * MINUTE), // a hospital comes from one address
    linkByAccount: rateLimit(5, HOUR),
    linkByNetwork: rateLimit(50, HOUR),
    passwordByAccount: rateLimit(10, 15 * MINUTE),
    codeByNetwork: rateLimit(20, 15 * MINUTE),
    invitationByNetwork: rateLimit(30, 15 * MINUTE),
  };
}
