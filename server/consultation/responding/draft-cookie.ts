import type { Request } from 'express';
import { readCookie } from '../../platform/http/caller.ts';
import { hashOf } from './keys.ts';

const NAME = 'concord-response';
const SECONDS = 30 * 24 * 60 * 60; // thirty days after the last save (CON-25)
const KEY = /^[\w-]{22}$/;

/** Whose cookie: the consultation it is limited to, and whether this installation is reached by https. */
export type CookieScope = { reference: string; secure: boolean };

/** The hash of the key in a request's cookie, or nothing. */
export function keyHashOf(request: Request): string | undefined {
  const key = keyOf(request);
  return key && hashOf(key);
}

/** The key in a request's cookie, or nothing. */
export function keyOf(request: Request): string | undefined {
  const value = readCookie(request.headers.cookie, NAME);
  return value !== undefined && KEY.test(value) ? value : undefined;
}

/** The header that lets a browser keep a draft: one strictly necessary cookie, sent to this consultation's respond pages only. */
export function keepCookie(key: string, scope: CookieScope): { 'Set-Cookie': string } {
  return { 'Set-Cookie': `${NAME}=${key}; ${attributes(scope)}; Max-Age=${SECONDS}` };
}

/** The header that makes a browser forget the draft. */
export function clearCookie(scope: CookieScope): { 'Set-Cookie': string } {
  return { 'Set-Cookie': `${NAME}=; ${attributes(scope)}; Max-Age=0` };
}

function attributes({ reference, secure }: CookieScope): string {
  return `Path=/respond/${reference}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
