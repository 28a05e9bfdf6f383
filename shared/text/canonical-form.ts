import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { Problem } from '../kernel/problem.ts';
import type { Block, DocumentText, Inline, TextBlock, TextRun } from './document-text.ts';
import { settleNotes } from './notes.ts';
import { normalisePicture } from './pictures.ts';
import { textFaults } from './text-faults.ts';

/** The one spelling of a text: RFC 8785 JSON of its normalised form; two texts that say the same have the same bytes (TXT-7). */
export function canonicalForm(text: DocumentText): string {
  const normal = normaliseText(text);
  const faults = textFaults(normal);
  if (faults.length > 0) throw new Problem('text-not-valid', 422, `This text cannot be kept as it is: ${faults[0]}.`, { faults });
  const form = canonicalize(normal);
  if (form === undefined) throw new Problem('text-not-valid', 422, 'This text cannot be kept as it is: it is empty.');
  return form;
}

/** The same spelling of a text that need not be valid, for instance with a paragraph too long for a version: what a draft says may always be kept (DRA-25). */
export function spelling(text: DocumentText): { form: string; hash: string } {
  const form = canonicalize(normaliseText(text)) ?? '';
  return { form, hash: bytesToHex(sha256(utf8ToBytes(form))) };
}

/** SHA-256, in hex, of the UTF-8 bytes of the canonical form: what a signature binds to and a reader can check. */
export function contentHash(text: DocumentText): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalForm(text))));
}

const FINGERPRINT_DIGITS = 16; // 64 bits: enough for an eye to compare, the whole hash decides

/** The start of a content hash in fours as people read it: "7f3a 91c4 0be2 58d6". */
export function shortFingerprint(hash: string): string {
  return hash.slice(0, FINGERPRINT_DIGITS).replace(/(.{4})(?=.)/g, '$1 ');
}

/** The same text with NFC strings, no empty runs, neighbours of equal formatting joined and notes in order; doing it twice changes nothing. */
export function normaliseText(text: DocumentText): DocumentText {
  return { ...text, blocks: settleNotes(text).blocks.map(normaliseBlock) };
}

/** Joins neighbouring runs of equal formatting, drops empty ones, and brings every string into NFC. */
export function normaliseContent(content: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const part of content.flatMap(withoutLineFeeds)) {
    const last = joined[joined.length - 1];
    if ('break' in part) joined.push({ break: true });
    else if ('note' in part) joined.push({ note: part.note });
    else if (part.text === '') continue;
    else if (last && 'text' in last && sameFormat(last, part))
      joined[joined.length - 1] = { ...last, text: last.text + part.text };
    else joined.push({ ...part });
  }
  return joined.map((part) => ('text' in part ? { ...part, text: part.text.normalize('NFC') } : part));
}

/** Whether two runs are formatted alike, links included. */
export function sameFormat(one: TextRun, other: TextRun): boolean {
  return (
    one.strong === other.strong &&
    one.em === other.em &&
    one.underline === other.underline &&
    one.sub === other.sub &&
    one.sup === other.sup &&
    one.link === other.link
  );
}

function normaliseBlock(block: Block): Block {
  if (block.kind !== 'table') return normaliseTextBlock(block);
  const rows = block.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map(normaliseTextBlock) })),
  }));
  return { ...block, rows };
}

function normaliseTextBlock(block: TextBlock): TextBlock {
  const picture = block.picture ? { picture: normalisePicture(block.picture) } : {};
  return { ...block, ...picture, content: normaliseContent(block.content) };
}

// One for one, so that every offset of the text stays right: anything that ends a line is a break (Word writes a vertical tab),
// and what no document may hold (other controls, half surrogate pairs) is shown as U+FFFD.
const LINE_END = /[\n\v\f\r\u0085\u2028\u2029]/;
// eslint-disable-next-line no-control-regex -- finding control characters is the purpose
const FORBIDDEN = /[\u0000-\u0008\u000e-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu;

function withoutLineFeeds(part: Inline): Inline[] {
  if (!('text' in part)) return [part];
  const clean = part.text.replace(FORBIDDEN, '\ufffd');
  if (!LINE_END.test(clean)) return [{ ...part, text: clean }];
  return clean.split(LINE_END).flatMap((piece, index): Inline[] => {
    const run = { ...part, text: piece };
    return index === 0 ? [run] : [{ break: true }, run];
  });
}
