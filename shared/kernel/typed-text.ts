import { z } from 'zod';

/** Text as people type it: without its spaces at both ends, and without the NUL that only programs send and no database keeps. */
export function typedText(most: number, tooLong = 'This is too long.'): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .max(most, tooLong)
    .refine((text) => !text.includes('\0'), 'This holds a character that cannot be kept.');
}

/** The same, and not empty. */
export function neededText(empty: string, most: number, tooLong?: string): z.ZodType<string, string> {
  return typedText(most, tooLong).refine((text) => text !== '', empty);
}
