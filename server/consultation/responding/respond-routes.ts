import { readSecret } from '../../platform/secrets.ts';
import type { HouseParts } from '../../platform/house-parts.ts';
import { rateLimit } from '../../platform/http/rate-limit.ts';
import { openCommenting } from './comment-routes.ts';
import { openFormTokens } from './form-token.ts';
import { openForms } from './form-routes.ts';
import type { RespondParts } from './respond-parts.ts';
import { openReturning } from './return-routes.ts';
import { openSending } from './send-routes.ts';

const HOUR = 3600; // seconds
const SENDINGS_AN_HOUR = 300; // a hospital's whole staff behind one address; above it responses are held, not refused
const TRIES_AN_HOUR = 30; // of a code with 100 bits: nobody guesses one, and a person mistypes three times

/** Mounts every page under a consultation's respond address; none of them is cached (CON-25). */
export function openResponding(house: HouseParts): void {
  const parts: RespondParts = {
    ...house,
    tokens: openFormTokens(readSecret(house.settings.dataDirectory, 'response-forms')),
    sendings: rateLimit(SENDINGS_AN_HOUR, HOUR),
    tries: rateLimit(TRIES_AN_HOUR, HOUR),
    secure: house.settings.baseUrl?.startsWith('https:') ?? false,
  };
  openForms(parts);
  openSending(parts);
  openReturning(parts);
  openCommenting(parts); // last: its address takes any word for a document
}
