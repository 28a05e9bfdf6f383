import { z } from 'zod';
import { KnownReference } from '../form-fields.ts';
import type { HouseParts } from '../../platform/house-parts.ts';
import type { RateLimit } from '../../platform/http/rate-limit.ts';
import type { CookieScope } from './draft-cookie.ts';
import type { FormTokens } from './form-token.ts';

/** What the pages of a response share. */
export type RespondParts = HouseParts & {
  tokens: FormTokens;
  /** Sendings from one network; above the ceiling they are held, never refused (CON-41). */
  sendings: RateLimit;
  /** Tries of private codes and references from one network. */
  tries: RateLimit;
  secure: boolean;
};

/** No input. */
export const NONE = z.object({});

/** The consultation in an address; whether there is one is decided by looking. */
export const InConsultation = z.object({ reference: KnownReference });

/** The cookie's scope for a consultation. */
export function cookieScope({ secure }: RespondParts, reference: string): CookieScope {
  return { reference, secure };
}
