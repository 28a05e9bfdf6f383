import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requireDocument } from '../../server/drafting/document-store.ts';
import { followTimes } from '../../server/consultation/follow-times.ts';
import { readAnnouncements } from '../../server/platform/live/announcement-store.ts';
import { readEntries } from '../../server/record/record-store.ts';
import { aDocument, aGroup, aMember, ask, aText, aVersion, signIn } from '../support/builders.ts';
import { aConsultation, anOpening, CLOSES, OPENS, plain, Respondent } from '../support/respondents.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

let house: Awaited<ReturnType<typeof startHouse>>;
const silent = { announce: async () => Promise.resolve(), dropPerson: () => undefined, close: async () => Promise.resolve() };

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());
beforeEach(() => stopClock(house.store, OPENS));

/** A frozen version of a new group's document, with a chair and a member. */
async function frozen() {
  const group = await aGroup(house);
  const chair = await aMember(house, group, 'chair');
  const member = await aMember(house, group);
  const document = await aDocument(house, { group, person: chair, text: aText('One.', 'Two.') });
  const version = await aVersion(house, { document, person: chair });
  return { group, chair, member, document, version };
}

const stageOf = async (id: string) => (await requireDocument(house.store.read, id)).stage;

describe('opening a consultation', () => {
  it('[CON-1a] a chair opens it on a frozen version; a member who does not lead may not', async () => {
    const { chair, member, document, version } = await frozen();
    const body = await anOpening(house, { versionIds: [version.id] });
    expect(await ask(house, 'POST', '/api/consultations', { cookie: await signIn(house, member), body })).toMatchObject({
      status: 403,
    });
    const opened = await ask(house, 'POST', '/api/consultations', { cookie: await signIn(house, chair), body });
    expect(opened).toMatchObject({ status: 200, body: { id: body.id, reference: expect.stringMatching(/^2026-\d+$/) } });
    expect(await stageOf(document.id)).toBe('consultation-open');
    const entries = await readEntries(house.store.read, `document:${document.id}`);
    expect(entries.find(({ act }) => act === 'open-consultation')).toMatchObject({
      actor: chair.id,
      facts: { hash: version.hash, opensAt: OPENS, closesAt: CLOSES },
    });
    expect(await readAnnouncements(house.store.read, `document:${document.id}`, 0, 10)).toMatchObject([
      { act: 'consultation-set', ids: { consultation: body.id } },
    ]);
    expect(plain((await new Respondent(house, '').open(`/c/${String(opened.body['reference'])}`)).text)).toContain('Open');
  });

  it('[CON-1a] pressing twice opens it once, and references are never given twice', async () => {
    const { chair, version } = await frozen();
    const cookie = await signIn(house, chair);
    const body = await anOpening(house, { versionIds: [version.id] });
    const answers = await Promise.all([1, 2].map(() => ask(house, 'POST', '/api/consultations', { cookie, body })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    const other = await aConsultation(house);
    expect(other.reference).not.toBe(answers[0]?.body['reference']);
  });

  it('[CON-1b] a pack has several documents of one group, each at its own address', async () => {
    const pack = await aConsultation(house, { texts: [aText('The first text.'), aText('The second text.')] });
    const reader = new Respondent(house, pack.reference);
    expect((await reader.open(`/c/${pack.reference}/1`)).text).toContain('The first text.');
    const second = await reader.open(`/c/${pack.reference}/2`);
    expect(second.text).toContain('The second text.');
    expect(second.text).not.toContain('The first text.');
    expect(await reader.open(`/c/${pack.reference}/3`)).toMatchObject({ status: 404 });
  });

  it('[CON-1b] versions of two groups are refused in one pack', async () => {
    const [one, other] = [await frozen(), await frozen()];
    const body = await anOpening(house, { versionIds: [one.version.id, other.version.id] });
    const answer = await ask(house, 'POST', '/api/consultations', { cookie: await signIn(house, one.chair), body });
    expect(answer).toMatchObject({ status: 422, body: { code: 'more-than-one-group' } });
  });

  it('[CON-1d] [CON-1e] what is missing is named, and warnings need somebody who has looked', async () => {
    const { chair, version } = await frozen();
    const cookie = await signIn(house, chair);
    const opening = await anOpening(house, { versionIds: [version.id] });
    const body = { ...opening, title: ' ', lengthReason: '', closesAt: '2026-11-20T17:00:00.000Z', lookedAt: [] };
    const answer = await ask(house, 'POST', '/api/consultations', { cookie, body });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: 'not-ready',
        facts: {
          fields: [
            { field: 'title', sentence: 'Enter a title' },
            { field: 'lengthReason', sentence: 'Say why 19 days is the right length' },
            { field: 'look-short', sentence: 'Look at this: it is open for 19 days only' },
          ],
        },
      },
    });
  });

  it('[CON-1a] a version that is being consulted on is not put into a second consultation', async () => {
    const { chair, versions } = await aConsultation(house);
    const body = await anOpening(house, {
      versionIds: versions.map(({ id }) => id),
      lookedAt: [{ code: 'others-open', reason: 'The same one.' }],
    });
    const answer = await ask(house, 'POST', '/api/consultations', { cookie: await signIn(house, chair), body });
    expect(answer).toMatchObject({ status: 409, body: { code: 'version-in-use' } });
  });

  it('[CON-1c] one that opens later is announced without its text, opens by the clock, and closes by the clock', async () => {
    const later = await aConsultation(house, { opensAt: '2026-11-09T09:00:00.000Z' });
    const id = later.documents[0]?.id ?? '';
    const page = await new Respondent(house, later.reference).open(`/c/${later.reference}`);
    expect(plain(page.text)).toContain('Opens at 9am on Monday 9 November 2026 (UK time).');
    expect(page.text).not.toContain(later.opening.summary);
    await followTimes({ store: house.store, announcements: silent });
    expect(await stageOf(id)).toBe('frozen');
    await stopClock(house.store, '2026-11-09T09:00:00.000Z');
    expect((await new Respondent(house, later.reference).open(`/c/${later.reference}/1`)).status).toBe(200);
    await followTimes({ store: house.store, announcements: silent });
    expect(await stageOf(id)).toBe('consultation-open');
    await stopClock(house.store, '2026-12-14T23:59:01.000Z');
    await followTimes({ store: house.store, announcements: silent });
    expect(await stageOf(id)).toBe('consultation-closed');
  });

  it('[CON-1f] tells the chair which versions there are and what else the same people are asked', async () => {
    const { chair, documents, reference } = await aConsultation(house);
    const path = `/api/documents/${documents[0]?.id}/opening`;
    const answer = await ask(house, 'GET', path, { cookie: await signIn(house, chair) });
    expect(answer.body).toMatchObject({ versions: [{ number: 1, inUse: true }], others: [{ reference }] });
  });
});

describe('extending a consultation', () => {
  it('[CON-4a] is an act with a reason that everyone reads; the closing time moves', async () => {
    const { id, chair, reference, documents } = await aConsultation(house);
    const path = `/api/consultations/${id}/extension`;
    const cookie = await signIn(house, chair);
    const body = { closesAt: '2026-12-18T17:00:00.000Z', reason: 'Post was late in two areas.' };
    expect(await ask(house, 'POST', path, { cookie, body: { ...body, reason: ' ' } })).toMatchObject({ status: 422 });
    expect(await ask(house, 'POST', path, { cookie, body: { ...body, closesAt: OPENS } })).toMatchObject({ status: 422 });
    expect(await ask(house, 'POST', path, { cookie, body })).toMatchObject({ status: 200 });
    const page = plain((await new Respondent(house, reference).open(`/c/${reference}`)).text);
    expect(page).toContain(
      'now closes at 5pm on Friday 18 December 2026 (UK time). It was 11:59pm on Monday 14 December 2026 (UK time). The reason: Post was late in two areas.',
    );
    const entries = await readEntries(house.store.read, `document:${documents[0]?.id}`);
    expect(entries.at(-1)).toMatchObject({ act: 'extend-consultation', facts: { closesNow: '2026-12-18T17:00:00.000Z' } });
  });

  it('[CON-4a] is refused after closing', async () => {
    const { id, chair } = await aConsultation(house);
    await stopClock(house.store, '2026-12-15T00:00:00.000Z');
    const body = { closesAt: '2026-12-18T17:00:00.000Z', reason: 'More time' };
    expect(
      await ask(house, 'POST', `/api/consultations/${id}/extension`, { cookie: await signIn(house, chair), body }),
    ).toMatchObject({
      status: 409,
      body: { code: 'consultation-closed' },
    });
  });
});
