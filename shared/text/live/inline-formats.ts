import { BlockId, SafeHref, type TextRun } from '../document-text.ts';
import type { Formats } from './flat-root.ts';

/** The formats a run of characters can have; `link` carries an address, the others are on or off. */
export const FORMAT_KEYS = ['strong', 'em', 'underline', 'sub', 'sup', 'link'] as const;
/** The name of one format. */
export type FormatKey = (typeof FORMAT_KEYS)[number];

/** The break inside a block, as it stands in the shared text. */
export const BREAK_ATOM = { br: 1 } as const;

/** Whether an address may stand in a link (PLT-2). */
export function isSafeHref(value: unknown): value is string {
  return SafeHref.safeParse(value).success;
}

/** Whether an atom is a line break. */
export function isBreak(atom: unknown): boolean {
  return typeof atom === 'object' && atom !== null && 'br' in atom && atom.br === BREAK_ATOM.br && Object.keys(atom).length === 1;
}

/** The note an atom is the mark of, or undefined for any other atom. */
export function noteOf(atom: unknown): string | undefined {
  if (typeof atom !== 'object' || atom === null || !('fn' in atom) || Object.keys(atom).length !== 1) return undefined;
  const id = BlockId.safeParse(atom.fn);
  return id.success ? id.data : undefined;
}

/** The mark of a note, as it stands in the shared text. */
export function noteAtom(note: string): Record<string, unknown> {
  return { fn: note };
}

/** The value of one format as it counts: an unsafe link or an unknown value counts as off (null). */
export function formatValue(formats: Formats, key: FormatKey): true | string | null {
  const value = formats[key];
  if (key === 'link') return isSafeHref(value) ? value : null;
  return value === true ? true : null;
}

/** Whether two sets of formats look the same. */
export function sameFormats(a: Formats, b: Formats): boolean {
  return FORMAT_KEYS.every((key) => formatValue(a, key) === formatValue(b, key));
}

/** Whether a format item is one this version writes. */
export function isKnownFormat(key: string, value: unknown): boolean {
  if (!FORMAT_KEYS.some((known) => known === key)) return false;
  return value === null || (key === 'link' ? isSafeHref(value) : value === true);
}

/** A run of the canonical text with these formats; formats that are off are absent. */
export function runOf(text: string, formats: Formats): TextRun {
  const run: TextRun = { text };
  for (const key of FORMAT_KEYS) {
    const value = formatValue(formats, key);
    if (value === null) continue;
    if (key === 'link') run.link = String(value);
    else run[key] = true;
  }
  return run;
}

/** The formats of a run of the canonical text. */
export function formatsOfRun(run: TextRun): Formats {
  const formats: Record<string, unknown> = {};
  for (const key of FORMAT_KEYS) if (run[key] !== undefined) formats[key] = run[key];
  return formats;
}

/** Replaces halves of broken surrogate pairs, which the wire cannot carry, by the replacement character. */
export function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
