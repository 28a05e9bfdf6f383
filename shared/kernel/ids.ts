import { z } from 'zod';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford base 32: no i, l, o, u to misread
const ID_LENGTH = 20; // 100 bits: no clash in any installation's life

/** An id as every table and route of Concord uses it: 20 characters of Crockford base 32. */
export const Id = z.string().regex(/^[0-9a-hjkmnp-tv-z]{20}$/, 'This is not an id Concord made.');

/** Makes a random id (100 bits) from the platform's cryptographic source; works in browser and server. */
export function makeId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_LENGTH));
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}
