import { z } from 'zod';
import { MAX_LINE_CHARS } from '../kernel/limits.ts';
import { neededText } from '../kernel/typed-text.ts';

/** Length of a password in characters: length is what makes one hard to guess; beyond the most, hashing would be a burden. */
export const PASSWORD_CHARS = { least: 12, most: 128 } as const;

/** An e-mail address as people type it; kept and compared in small letters. */
export const Email = z
  .string()
  .trim()
  .max(MAX_LINE_CHARS, 'This e-mail address is too long.')
  .pipe(z.email('Write an e-mail address in the right form, like name@example.org.'))
  .transform((email) => email.toLowerCase());

/** A password that is being chosen. */
export const NewPassword = z
  .string()
  .min(PASSWORD_CHARS.least, `Choose a password of at least ${PASSWORD_CHARS.least} characters.`)
  .max(PASSWORD_CHARS.most, `Choose a password of at most ${PASSWORD_CHARS.most} characters.`);

/** A password that is being given: any text, so that a wrong one is refused as wrong and not as malformed. */
export const GivenPassword = z.string().min(1, 'Write your password.').max(MAX_LINE_CHARS, 'This password is too long.');

/** The name a person is shown by. */
export const PersonName = neededText('Write a name.', MAX_LINE_CHARS, 'This name is too long.');

/** A one-time token as it stands in a link. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{20,80}$/, 'This link is not complete. Copy it whole from the mail.');
