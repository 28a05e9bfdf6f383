import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { listMountedRoutes } from '../../server/platform/http/door.ts';
import { NOT_PUBLISHED } from '../../shared/publishing/response-table.ts';
import { crawl, read, type ReadPage } from '../support/public-reader.ts';
import { plain } from '../support/respondents.ts';
import { startHouse } from '../support/start-house.ts';
import { BETTER_WORDS, CLAUSES, PICTURE_WORDS, RELEASE, WholeLife } from '../support/whole-life.ts';

const RELEASE_1 = '/p/sarcoma-service-specification/1';
const HIDDEN = [/WITHHELD-/, /UNNAMED-PERSON/, /withheld-address/];

let house: Awaited<ReturnType<typeof startHouse>>;
let life: WholeLife;

beforeAll(async () => {
  house = await startHouse();
  life = await new WholeLife(house).untilPublished();
}, 180_000);
afterAll(() => house.close());

const get = (address: string, headers?: Record<string, string>): Promise<ReadPage> => read(house.baseUrl, address, headers);

/** Every public address of the house: what links lead to from home, and every mounted page with this release in its path. */
async function everyPublicPage(): Promise<ReadPage[]> {
  const filled: Record<string, string> = { reference: 'sarcoma-service-specification', number: '1' };
  const mounted = listMountedRoutes()
    .filter(({ method, right, path }) => method === 'GET' && right === 'anyone' && !path.startsWith('/api/'))
    .map(({ path }) => path.replace(/:(\w+)/g, (_, name: string) => filled[name] ?? '1'));
  const more = [`/verify?fingerprint=${life.newest.hash}`, '/?q=sarcoma', '/published?q=sarcoma', `${RELEASE_1}/changes?from=1`];
  return crawl(house.baseUrl, ['/', ...mounted, ...more]);
}

describe('what the public reads of a release', () => {
  it('[PUB-2a] home, list and groups lead to the release, and each of its parts has an address of its own', async () => {
    for (const from of ['/', '/published', '/groups-list'])
      expect((await get(from)).text).toContain('/p/sarcoma-service-specification');
    const pages = await Promise.all(
      ['', '/text', '/changes', '/responses', '/responses.csv'].map((part) => get(RELEASE_1 + part)),
    );
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await get('/p/sarcoma-service-specification')).text).toContain(RELEASE.contractYear);
    expect((await get('/p/sarcoma-service-specification/2')).status).toBe(404);
    expect((await get('/p/nothing-of-this-name')).status).toBe(404);
  });

  it('[PUB-2e] the page of the closed consultation leads to what was decided, and a search finds both', async () => {
    const consultation = await get(`/c/${life.consultation.reference}`);
    expect(plain(consultation.text)).toContain('What was decided');
    for (const part of ['', '/responses', '/changes']) expect(consultation.text).toContain(`href="${RELEASE_1}${part}"`);
    expect(plain(consultation.text)).not.toContain('Outcome due');
    const found = await get('/?q=sarcoma');
    expect(found.text).toContain(`href="/c/${life.consultation.reference}"`);
    expect(plain((await get('/?q=gastroenterology-nothing')).text)).not.toContain('Closed consultations');
  });

  it('[PUB-2g] the pictures of the text are public at its address, and its draft’s address stays closed', async () => {
    const { text } = await get(`${RELEASE_1}/text`);
    const [, address = ''] = new RegExp(`<img src="([^"]+)" alt="${PICTURE_WORDS}" width="320" height="200"`).exec(text) ?? [];
    expect(address).toMatch(/^\/p\/sarcoma-service-specification\/1\/pictures\/[0-9a-f]{64}$/);
    const picture = await get(address);
    expect([picture.status, picture.type, picture.headers.get('x-content-type-options')]).toEqual([200, 'image/png', 'nosniff']);
    expect((await get(address.replace(/.{64}$/, 'f'.repeat(64)))).status).toBe(404);
    const draft = `/api/documents/${life.documentId}/pictures/${address.slice(-64)}`;
    expect((await get(draft)).status).toBe(401);
  });

  it('[PUB-2b] the text can be read whole, and each clause has an address on its page', async () => {
    const { text } = await get(`${RELEASE_1}/text`);
    expect(plain(text)).toContain(BETTER_WORDS);
    expect(plain(text)).toContain(CLAUSES[1]);
    expect(plain(text)).not.toContain(CLAUSES[0]);
    expect(text).toMatch(/id="c-[0-9.]+"/);
  });

  it('[PUB-2c] no public page sets a cookie, each may be kept for a while, and an unchanged one is not sent again', async () => {
    const reading = [
      '/',
      '/published',
      '/groups-list',
      '/verify',
      '/accessibility',
      '/privacy',
      '/cookies',
      RELEASE_1,
      `${RELEASE_1}/text`,
    ];
    for (const address of [...reading, `${RELEASE_1}/changes`, `${RELEASE_1}/responses`, `${RELEASE_1}/responses.csv`]) {
      const page = await get(address, { cookie: 'concord.session=somebody' });
      expect([address, page.status, page.headers.get('set-cookie')]).toEqual([address, 200, null]);
      expect(page.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
      const etag = page.headers.get('etag') ?? '';
      expect((await get(address)).headers.get('etag')).toBe(etag); // the same bytes for everyone
      const again = await get(address, { 'if-none-match': etag });
      expect([address, again.status, again.text]).toEqual([address, 304, '']);
    }
  });

  it('[PUB-2d] a search finds a release by its title, product, group and programme, and says so when there is none', async () => {
    const { text: found } = await get('/published?q=sarcoma+service+story');
    expect(found).toContain('/p/sarcoma-service-specification');
    const { text: none } = await get('/published?q=%3Cscript%3E');
    expect(none).toContain('Nothing published was found for “&lt;script&gt;”');
    expect(none).not.toContain('/p/sarcoma');
  });

  it('[PUB-3a] the difference from the draft the public read shows what was taken out and put in, in words too', async () => {
    const { text } = await get(`${RELEASE_1}/changes`);
    expect(plain(text)).toContain('1 place is different from version 1, the draft the public read.');
    expect(text).toMatch(/<del>.*10 working.*<\/del>/s);
    expect(text).toMatch(/<ins>.*14 calendar.*<\/ins>/s);
    expect((await get(`${RELEASE_1}/changes?from=7`)).status).toBe(404);
  });

  it('[PUB-1f] the release names who agreed, in which capacity and in their own words, and the key it was signed with', async () => {
    const words = plain((await get(RELEASE_1)).text);
    for (const said of [
      'Tom Example',
      'Agree, with reservations',
      'Look at travel next year.',
      'Programme board',
      '8 March 2027',
    ])
      expect(words).toContain(said);
    expect(words).toContain('4 people were asked about exactly this text. All gave a position.');
    expect(words).toMatch(/signed with the key [0-9a-f]{4} [0-9a-f]{4}/);
    expect(words).not.toMatch(/\b2027-\d\d-\d\d\b/);
  });
});

describe('the response table of a release', () => {
  it('[RES-21a] has as many rows as the database has points, as a page and as CSV', async () => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from point where dropped_at is null`.execute(house.store.read);
    const all = rows[0]?.n ?? -1;
    const { text } = await get(`${RELEASE_1}/responses`);
    expect(text.match(/<tr role="row">/g)).toHaveLength(all + 1);
    expect(plain(text)).toContain(`${all} points.`);
    const { text: csv, headers } = await get(`${RELEASE_1}/responses.csv`);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(all + 1);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename=sarcoma-service-specification-1-responses.csv');
  });

  it('[RES-21b] what a respondent lets nobody read is in no byte of any public address, and their point keeps its row', async () => {
    const pages = await everyPublicPage();
    expect(pages.length).toBeGreaterThan(20);
    const leaks = pages.flatMap(({ address, text }) =>
      HIDDEN.filter((hidden) => hidden.test(text)).map((one) => `${address}: ${one}`),
    );
    expect(leaks).toEqual([]);
    const table = plain((await get(`${RELEASE_1}/responses`)).text);
    expect(table).toContain(NOT_PUBLISHED);
    expect(table).toContain('P. Respondent');
    expect(table).toContain('Example Sarcoma Alliance');
    expect(pages.some(({ address }) => address === `${RELEASE_1}/responses.csv`)).toBe(true);
  });

  it('[RES-21c] hostile words stay words: no formula in the CSV, no markup in the page', async () => {
    const { text: csv } = await get(`${RELEASE_1}/responses.csv`);
    expect(csv).toContain('"\'=HYPERLINK(""http://example.org"")"');
    expect((await get(`${RELEASE_1}/responses`)).text).toContain('Our centre &lt;b&gt;can&lt;/b&gt; do this.');
  });

  it('[RES-21d] no public page tells a receipt, a response’s id or a point’s id', async () => {
    const { rows } = await sql<{ id: string; reference: string }>`
      select p.id, r.reference from point p join response r on r.id = p.response_id`.execute(house.store.read);
    const told = (await everyPublicPage()).filter(({ text }) =>
      rows.some(({ id, reference }) => text.includes(id) || text.includes(reference)),
    );
    expect(told.map(({ address }) => address)).toEqual([]);
  });
});

describe('a second release', () => {
  it(
    '[PUB-7b] keeps the first readable at its address, with a notice from the day it is replaced',
    { timeout: 60_000 },
    async () => {
      const before = (await get(`${RELEASE_1}/text`)).text;
      const days = ['2027-06-10', '2027-06-12', '2027-06-14'];
      const at = { revised: '2027-06-01T09:00:00.000Z', signs: '2027-06-02T09:00:00.000Z', days };
      await life.reviseAndSign('Each centre names the person who answers for this.', at);
      const { status, body } = await life.publish({ release: { effectiveOn: '2027-07-01', reviewOn: '2028-01-01' } });
      expect([status, body['number']]).toEqual([200, 2]);
      const first = plain((await get(RELEASE_1)).text);
      expect(first).toContain('Release 2 replaces this one from 1 July 2027. What stands here is kept as it was.');
      expect(plain((await get('/p/sarcoma-service-specification')).text)).toContain('Release 2 (version 3)');
      expect(articleOf((await get(`${RELEASE_1}/text`)).text)).toBe(articleOf(before));
      await life.goTo('2027-07-01T09:00:00.000Z');
      expect(plain((await get(RELEASE_1)).text)).toContain('Release 2 has replaced this one since 1 July 2027.');
      expect((await get(`${RELEASE_1}/responses.csv`)).text.trimEnd().split('\r\n')).toHaveLength(6);
    },
  );

  it('[PUB-7c] shows only its own points, and its difference from the first release', async () => {
    const second = '/p/sarcoma-service-specification/2';
    expect(plain((await get(second)).text)).toContain('No points were answered with this release.');
    const changes = plain((await get(`${second}/changes`)).text);
    expect(changes).toContain('release 1 (version 2)');
    expect(changes).toContain('Compare with version 1, the draft the public read');
    expect((await get(`${second}/changes?from=1`)).status).toBe(200);
  });
});

function articleOf(page: string): string {
  return /<article.*<\/article>/s.exec(page)?.[0] ?? '';
}
