import { normaliseContent } from './canonical-form.ts';
import { BlockId, SafeHref, type Inline, type TextRun } from './document-text.ts';
import type { LossList } from './loss-list.ts';

const FORMATS = ['strong', 'em', 'underline', 'sub', 'sup'] as const;
const KNOWN: ReadonlySet<string> = new Set(['text', 'break', 'note', 'link', ...FORMATS]);

/** Makes the inside of a block valid: words are kept, unsafe links and unknown formatting are dropped and noted. */
export function sanitiseContent(content: unknown, losses: LossList): Inline[] {
  if (typeof content === 'string') return sanitiseContent([{ text: content }], losses);
  if (!Array.isArray(content)) {
    if (content !== undefined && content !== null) losses.add('something that is not text was left out');
    return [];
  }
  return normaliseContent(content.flatMap((part: unknown) => sanitiseInline(part, losses)));
}

function sanitiseInline(part: unknown, losses: LossList): Inline[] {
  if (typeof part === 'string') return sanitiseInline({ text: part }, losses);
  if (!isRecord(part)) {
    losses.add('something that is not text was left out');
    return [];
  }
  if (part.break === true) return [{ break: true }];
  const note = BlockId.safeParse(part.note);
  if (note.success && part.text === undefined) return [{ note: note.data }];
  if (typeof part.text !== 'string') {
    losses.add('something that is not text was left out');
    return [];
  }
  const run: TextRun = { text: cleanText(part.text, losses) };
  for (const format of FORMATS) if (part[format] === true) run[format] = true;
  const link = safeLink(part.link, losses);
  if (link !== undefined) run.link = link;
  if (Object.keys(part).some((key) => !KNOWN.has(key))) losses.add('formatting that Concord does not have was left out');
  return run.text === '' ? [] : [run];
}

/** Whether an unknown value is an object whose keys can be read. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Tabs stay; line ends become breaks when the content is normalised; nothing else that cannot be seen is kept.
// eslint-disable-next-line no-control-regex -- finding control characters is the purpose
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|\p{Surrogate}/gu;

// Text without control characters and half surrogate pairs; Windows line ends count once.
function cleanText(text: string, losses: LossList): string {
  const clean = text.replace(CONTROLS, '');
  if (clean !== text) losses.add('characters that cannot be shown were left out');
  return clean.replace(/\r\n/g, '\n');
}

function safeLink(link: unknown, losses: LossList): string | undefined {
  if (link === undefined || link === null || link === '') return undefined;
  const trimmed = typeof link === 'string' ? link.trim() : link;
  const parsed = SafeHref.safeParse(trimmed);
  if (parsed.success) return parsed.data;
  losses.add('a link was dropped because its address is not safe; its words were kept');
  return undefined;
}
