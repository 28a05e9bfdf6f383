import canonicalize from 'canonicalize';
import { z } from 'zod';

/** Smallest number of people or points sharing a category before it is named beside a row (RES-21, CON-43). */
export const SMALLEST_NAMED_GROUP = 10;

/** What stands where a respondent did not let us publish their words (RES-21). */
export const NOT_PUBLISHED = 'Not published at the respondent’s request';

/** How a respondent allowed us to publish (CON-26). */
export const PublishPermission = z.enum(['with-name', 'without-name', 'not-at-all']);

/** One answered point as the response table gets it, before anything is withheld. */
export const AnsweredPoint = z.object({
  pointId: z.string(),
  responseId: z.string(),
  place: z.string(),
  quote: z.string(),
  kind: z.string(),
  comment: z.string(),
  proposedWording: z.string().nullable(),
  permission: PublishPermission,
  name: z.string().nullable(),
  category: z.string(),
  late: z.boolean(),
  outcome: z.string(),
  reply: z.string(),
});

/** One row of the published response table: every point has exactly one (RES-21). */
export const ResponseRow = z.object({
  number: z.int(),
  place: z.string(),
  quote: z.string(),
  from: z.string(),
  category: z.string(),
  kind: z.string(),
  comment: z.string(),
  proposedWording: z.string(),
  late: z.boolean(),
  outcome: z.string(),
  reply: z.string(),
});

export type AnsweredPoint = z.infer<typeof AnsweredPoint>;
export type ResponseRow = z.infer<typeof ResponseRow>;

/**
 * Turns answered points, given in document order, into public rows: numbers follow the order of the document and so say nothing
 * about the receipt, withheld words are replaced, and a category is named only where enough responses share it.
 */
export function responseTable(points: AnsweredPoint[]): ResponseRow[] {
  const responses = new Map(points.map((point) => [point.responseId, point.category]));
  const sharing = countBy([...responses.values()]);
  return points.map((point, index) => {
    const withheld = point.permission === 'not-at-all';
    return {
      number: index + 1,
      place: point.place,
      quote: point.quote,
      from: point.permission === 'with-name' && point.name ? point.name : 'Name not published',
      category: (sharing.get(point.category) ?? 0) >= SMALLEST_NAMED_GROUP ? point.category : 'Not shown, too few',
      kind: point.kind,
      comment: withheld ? NOT_PUBLISHED : point.comment,
      proposedWording: withheld || point.proposedWording === null ? '' : point.proposedWording,
      late: point.late,
      outcome: point.outcome,
      reply: point.reply,
    };
  });
}

/** The exact text of a row that its commitment in the record binds: RFC 8785, because a database keeps no order of names. */
export function rowText(row: ResponseRow): string {
  return canonicalize(row) ?? '';
}

const COLUMNS: [heading: string, value: (row: ResponseRow) => string][] = [
  ['Number', (row) => String(row.number)],
  ['Place', (row) => row.place],
  ['Words commented on', (row) => row.quote],
  ['From', (row) => row.from],
  ['Category', (row) => row.category],
  ['Kind', (row) => row.kind],
  ['Comment', (row) => row.comment],
  ['Proposed wording', (row) => row.proposedWording],
  ['Late', (row) => (row.late ? 'Late' : '')],
  ['Decision', (row) => row.outcome],
  ['Reply', (row) => row.reply],
];

/** The response table as CSV (RFC 4180, UTF-8 with a byte-order mark so that spreadsheets read it right); formulas are neutralised. */
export function responseTableCsv(rows: ResponseRow[]): string {
  const lines = [COLUMNS.map(([heading]) => cell(heading)), ...rows.map((row) => COLUMNS.map(([, value]) => cell(value(row))))];
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** A cell a spreadsheet reads as words: an apostrophe before anything it would take for a formula. */
function cell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function countBy(values: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
