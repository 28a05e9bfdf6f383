import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOT_PUBLISHED, responseTable, responseTableCsv, type AnsweredPoint } from '../../shared/publishing/response-table.ts';

/** An answered point with sensible contents. */
function anAnsweredPoint(over: Partial<AnsweredPoint> = {}): AnsweredPoint {
  const plain = {
    pointId: 'p',
    responseId: 'r',
    place: 'clause 3.2.1',
    quote: 'within 10 days',
    kind: 'technical',
    comment: 'Too slow',
    proposedWording: 'within 5 days',
  };
  return {
    ...plain,
    permission: 'with-name',
    name: 'Example Trust',
    category: 'service-provider',
    late: false,
    outcome: 'Accepted',
    reply: 'Changed',
    ...over,
  };
}

describe('the response table', () => {
  it('[RES-21] has one row for each point, numbered in the order of the document', () => {
    const rows = responseTable([
      anAnsweredPoint({ pointId: 'z' }),
      anAnsweredPoint({ pointId: 'a' }),
      anAnsweredPoint({ pointId: 'm' }),
    ]);
    expect(rows.map((row) => row.number)).toEqual([1, 2, 3]);
  });

  it('[RES-21] withheld words and names appear in no byte of any form', () => {
    const rows = responseTable([
      anAnsweredPoint({ permission: 'not-at-all', comment: 'SECRET-A', proposedWording: 'SECRET-B', name: 'SECRET-C' }),
      anAnsweredPoint({ permission: 'without-name', name: 'SECRET-D' }),
    ]);
    const everything = JSON.stringify(rows) + responseTableCsv(rows);
    expect(everything).not.toMatch(/SECRET/);
    expect(rows[0]?.comment).toBe(NOT_PUBLISHED);
    expect(rows[1]?.from).toBe('Name not published');
  });

  it('[RES-21] a category is named only where at least ten responses share it', () => {
    const many = (category: string, count: number): AnsweredPoint[] =>
      Array.from({ length: count }, (_, n) => anAnsweredPoint({ responseId: `${category}${n}`, category }));
    const rows = responseTable([...many('patient', 10), ...many('supplier', 9)]);
    expect(new Set(rows.map((row) => row.category))).toEqual(new Set(['patient', 'Not shown, too few']));
  });

  it('[RES-21] ten points of one respondent do not make a category big enough', () => {
    const rows = responseTable(Array.from({ length: 10 }, () => anAnsweredPoint({ responseId: 'one' })));
    expect(rows[0]?.category).toBe('Not shown, too few');
  });

  it('[RES-21] property: no cell of the CSV begins like a formula, and every field comes back whole', () => {
    const hostile = fc.oneof(fc.string(), fc.constantFrom('=1+1', '+CMD|x', '-2', '@SUM(A1)', '\t=1', 'a,"b"\r\nc'));
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 8 }), (comments) => {
        const csv = responseTableCsv(responseTable(comments.map((comment) => anAnsweredPoint({ comment }))));
        const cells = [...csv.slice(1).matchAll(/"((?:[^"]|"")*)"(?:,|\r\n)/g)].map((match) =>
          (match[1] ?? '').replaceAll('""', '"'),
        );
        const column = cells.filter((_, index) => index % 11 === 6).slice(1);
        expect(cells.every((text) => !/^[\s]*[=+\-@]/.test(text))).toBe(true);
        expect(column.map((text, index) => (text === comments[index] ? text : text.slice(1)))).toEqual(comments);
      }),
      { verbose: true },
    );
  });
});
