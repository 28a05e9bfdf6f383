import { randomBytes } from 'node:crypto';
import { makeId } from '../../../shared/kernel/ids.ts';
import { sha256Hex } from '../../../shared/record/entry.ts';

const KEY_BYTES = 16; // 128 bits: nobody guesses a draft

/** A new key for a browser's cookie. */
export function makeKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}

/** What is kept of a key, code or token: its hash, so that a copy of the database opens nothing. */
export function hashOf(secret: string): string {
  return sha256Hex(secret);
}

/** A new code to open a draft elsewhere: 100 bits that can be written down. */
export function makeCode(): string {
  return makeId();
}

/** A code as it is shown: "7xqm-2krd-9wth-c4vn-8p1e". */
export function groupCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

// What a hand writes for a sign that the alphabet does not have.
const MISREAD: Record<string, string> = { o: '0', i: '1', l: '1' };

/** A code as somebody typed it, or nothing when it cannot be one. */
export function readCode(typed: string): string | undefined {
  const code = typed
    .toLowerCase()
    .replace(/[\s-]/g, '')
    .replace(/[oil]/g, (sign) => MISREAD[sign] ?? sign);
  return /^[0-9a-hjkmnp-tv-z]{20}$/.test(code) ? code : undefined;
}
