import { createHash } from 'node:crypto';

/** SHA-256, in hex, of a picture's bytes: its name in the text, so that the fingerprint of a text covers its pictures. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
