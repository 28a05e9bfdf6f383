import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extendConsultation } from '../../server/consultation/extend-consultation.ts';
import { contentHash, shortFingerprint } from '../../shared/text/canonical-form.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { aText } from '../support/builders.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { aConsultation, OPENS, plain, Respondent, type OpenedConsultation } from '../support/respondents.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

let house: Awaited<ReturnType<typeof startHouse>>;
let consultation: OpenedConsultation;
const silent = { announce: async () => Promise.resolve(), dropPerson: () => undefined, close: async () => Promise.resolve() };
const cell = (text: string) => ({
  id: makeId(),
  blocks: [{ id: makeId(), kind: 'paragraph' as const, level: 0, content: [{ text }] }],
});
const text: DocumentText = {
  schema: 1,
  blocks: [
    ...aText('The centre must offer a biopsy <script>alert(1)</script>.', 'Every person has a key worker.').blocks,
    { id: makeId(), kind: 'paragraph', level: 0, content: [{ text: 'A paragraph.' }] },
    {
      id: makeId(),
      kind: 'table',
      headerRow: true,
      headerColumn: false,
      rows: [
        { id: makeId(), cells: [cell('Step'), cell('Limit')] },
        { id: makeId(), cells: [cell('Told'), cell('28 days')] },
      ],
    },
  ],
};

beforeAll(async () => {
  house = await startHouse();
  await stopClock(house.store, OPENS);
  consultation = await aConsultation(house, { texts: [text] });
});
afterAll(() => house.close());

const read = (path = '1', headers: Record<string, string> = {}) =>
  new Respondent(house, consultation.reference).open(`/c/${consultation.reference}/${path}`, headers);
const articleOf = (page: string) => /<article[^>]*>.*<\/article>/s.exec(page)?.[0] ?? '';

describe('the public page of a version', () => {
  it('[CON-2a] has the same article bytes while it is open, after an extension, and for everybody', async () => {
    const first = await read();
    expect(articleOf(first.text)).toContain('Every person has a key worker.');
    await stopClock(house.store, '2026-11-23T12:00:00.000Z');
    await extendConsultation(
      { store: house.store, announcements: silent },
      {
        consultationId: consultation.id,
        closesAt: '2026-12-20T17:00:00.000Z',
        reason: 'More time',
        personId: consultation.chair.id,
      },
    );
    const respondent = new Respondent(house, consultation.reference);
    await respondent.comment(text.blocks[1]?.id ?? '');
    const later = await respondent.open(`/c/${consultation.reference}/1`);
    expect(articleOf(later.text)).toBe(articleOf(first.text));
    expect(later.text).not.toBe(first.text); // the frame says how many days are left
  });

  it('[CON-2a] reads the same before and after closing', async () => {
    const open = await read('1?view=reading');
    await stopClock(house.store, '2027-01-10T12:00:00.000Z');
    const closed = await read();
    await stopClock(house.store, '2026-11-23T12:00:00.000Z');
    expect(articleOf(closed.text)).toBe(articleOf(open.text));
  });

  it('[CON-2b] prints the fingerprint of the frozen text', async () => {
    const version = consultation.versions[0];
    expect(contentHash(version?.text ?? text)).toBe(version?.hash);
    expect(plain((await read()).text)).toContain(`Fingerprint ${shortFingerprint(version?.hash ?? '')}.`);
  });

  it('[CON-10a] runs nothing that stands in the text, and has an address for each clause and block', async () => {
    const { text: page } = await read();
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('id="c-1.1"');
    expect(page).toContain(`id="b-${text.blocks[1]?.id}"`);
    expect(page).toContain('href="#c-1"');
  });

  it('[CON-12a] has an ETag, answers 304 to who has it, and neither sets nor needs a cookie', async () => {
    const first = await read();
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('public, max-age=60');
    expect(first.headers.getSetCookie()).toEqual([]);
    expect(await read('1', { 'if-none-match': etag })).toMatchObject({ status: 304, text: '' });
    expect((await read('1', { cookie: 'concord-response=aaaaaaaaaaaaaaaaaaaaaa' })).headers.get('etag')).toBe(etag);
  });

  it('[CON-21a] every heading, clause, paragraph, table and row has its own labelled link; the reading view has none', async () => {
    const { text: page } = await read();
    const labels = [...page.matchAll(/<a class="cm"[^>]*>(.*?)<\/a>/g)].map((match) => plain(match[1] ?? ''));
    expect(labels).toEqual([
      'Comment on section 1',
      'Comment on 1.1',
      'Comment on 1.2',
      'Comment on paragraph 1 of 1, Care pathway',
      'Comment on Table 1, row 1',
      'Comment on Table 1',
    ]);
    expect(page).toContain(`href="/respond/${consultation.reference}/1/comment/${text.blocks[1]?.id}"`);
    const reading = await read('1?view=reading');
    expect(reading.text).not.toContain('class="cm"');
    expect(plain(page)).toContain('Read without comment links');
  });

  it('[CON-10b] no draft, no point and no other version ever reaches it', async () => {
    const respondent = new Respondent(house, consultation.reference);
    await respondent.comment(text.blocks[1]?.id ?? '', { comment: 'Only I can see this.' });
    const own = await respondent.open('1');
    expect(own.text).toContain('Your point on 1.1: a comment');
    expect(own.headers.get('cache-control')).toBe('no-store');
    const page = await respondent.open(`/c/${consultation.reference}/1`);
    expect(page.text).not.toMatch(/Only I can see this|Your point|Your response/);
  });
});

describe('the page of a consultation and the home page', () => {
  it('[CON-1g] say what is open, when it closes with day and zone, and how to respond', async () => {
    const reader = new Respondent(house, consultation.reference);
    const page = plain((await reader.open(`/c/${consultation.reference}`)).text);
    expect(page).toContain('27 days left. Closes at 5pm on Sunday 20 December 2026 (UK time).');
    expect(page).toContain('No decision has been made.');
    const home = await reader.open('/');
    expect(home.text).toContain(`href="/c/${consultation.reference}"`);
    expect((await reader.open('/?q=sarcoma')).text).toContain(`href="/c/${consultation.reference}"`);
    expect(plain((await reader.open('/?q=kidneys')).text)).toContain('Nothing open for comment was found for “kidneys”.');
  });

  it('[CON-43a] after closing people are rounded to five and hidden under ten', async () => {
    await stopClock(house.store, '2027-01-10T12:00:00.000Z');
    const page = plain((await new Respondent(house, '').open(`/c/${consultation.reference}`)).text);
    expect(page).toContain('ResponsesNone');
    expect(page).toContain('This is not a survey');
    await stopClock(house.store, '2026-11-23T12:00:00.000Z');
  });

  it('[CON-1g] an unknown reference is a page that says so', async () => {
    expect(await new Respondent(house, '').open('/c/2026-9999')).toMatchObject({ status: 404 });
    expect(await new Respondent(house, '').open('/c/%3Cscript%3E')).toMatchObject({ status: 404 });
  });
});
