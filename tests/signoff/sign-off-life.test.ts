import { mkdtempSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { passDueSignOffs } from '../../server/signoff/pass-due-sign-offs.ts';
import { ensureSigningKey, readSigningKey } from '../../server/signoff/signing-key.ts';
import { aPerson, ask, signIn } from '../support/builders.ts';
import { asked, ASKED_AT, readyForSignOff, sign, signingPage, signOffPage, type Ready } from '../support/sign-offs.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

const LAST_MINUTE = '2026-12-22T23:59:00.000Z';
const AFTER_THE_DAY = '2026-12-22T23:59:00.001Z';

let house: Awaited<ReturnType<typeof startHouse>>;
let ready: Ready;

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  ready = await readyForSignOff(house);
});

const silentVoice = {
  announce: async () => Promise.resolve(),
  dropPerson: () => undefined,
  close: async () => Promise.resolve(),
};

/** Every member agrees but those who are left out. */
async function agree(signOff: string, ...without: { id: string }[]): Promise<void> {
  for (const person of [ready.chair, ready.vice, ready.member, ready.commissioner])
    if (!without.some(({ id }) => id === person.id)) await sign(house, ready, signOff, { person });
}

const board = { meetingOn: '2026-12-15', tookPart: 'The chair of the board and six members.' };

describe('what is still needed', () => {
  it('[SIG-9a] is said in one sentence from the asking to the last board', async () => {
    const signOff = await asked(house, ready);
    const sentence = async () => (await signingPage(house, signOff, ready.chair)).signOff.sentence;
    expect(await sentence()).toBe(
      'Still needed to pass: positions from 4 of 4 people asked, by Tuesday 22 December 2026, then the programme board, then the portfolio board.',
    );
    await agree(signOff);
    expect(await sentence()).toBe(
      'Still needed to pass: the decision of the programme board by Tuesday 12 January 2027, then the portfolio board.',
    );
    await sign(house, ready, signOff, { person: ready.secretary, position: 'recommend', ...board });
    await sign(house, ready, signOff, { person: ready.commissioner, position: 'approve', ...board });
    expect(await sentence()).toBe('Passed. Nothing more is needed.');
    expect((await signOffPage(house, ready)).signOffs[0]).toMatchObject({ state: 'passed', blocked: false });
  });
});

describe('objections and silence', () => {
  it('[SIG-4b] an objection blocks until its author settles it, and the old position stays visible', async () => {
    const signOff = await asked(house, ready);
    await agree(signOff, ready.member);
    await sign(house, ready, signOff, { person: ready.member, position: 'object', words: 'It leaves out children.' });
    const blocked = (await signingPage(house, signOff, ready.chair)).signOff;
    expect(blocked).toMatchObject({ blocked: true, sentence: expect.stringContaining('1 objection is open') });
    await sign(house, ready, signOff, { person: ready.member, position: 'agree' });
    const settled = (await signingPage(house, signOff, ready.chair)).signOff;
    expect(settled).toMatchObject({ blocked: false, sentence: expect.stringContaining('programme board') });
    const own = settled.given.filter(({ personId }) => personId === ready.member.id);
    expect(own.map(({ position, words }) => [position, words])).toEqual([
      ['object', 'It leaves out children.'],
      ['agree', ''],
    ]);
  });

  it('[SIG-4c] silence passes only after the day, never before, and never without the quorum', async () => {
    const signOff = await asked(house, ready, { quorum: 3 });
    await agree(signOff, ready.member);
    const step = async () => (await signingPage(house, signOff, ready.chair)).signOff.steps[0]?.state;
    await stopClock(house.store, LAST_MINUTE);
    expect(await step()).toBe('waiting');
    await stopClock(house.store, AFTER_THE_DAY);
    expect(await step()).toBe('passed');
    await stopClock(house.store, ASKED_AT);
    const other = await readyForSignOff(house);
    const tooFew = await asked(house, other, { quorum: 3 });
    await sign(house, other, tooFew, { person: other.member });
    await stopClock(house.store, AFTER_THE_DAY);
    const { signOff: view } = await signingPage(house, tooFew, other.chair);
    expect(view.steps[0]?.state).toBe('waiting');
    expect(view.sentence).toContain('2 more positions, from 3 people who said nothing by Tuesday 22 December 2026');
  });

  it('[SIG-4d] a sign-off whose last step is silence passes by itself once its day is over, and nobody’s silence becomes a position', async () => {
    const signOff = await asked(house, ready, { quorum: 3 });
    await agree(signOff, ready.member);
    await stopClock(house.store, AFTER_THE_DAY);
    expect(await passDueSignOffs({ store: house.store, announcements: silentVoice })).toBe(0); // two boards are still to answer
    await sign(house, ready, signOff, { person: ready.secretary, position: 'recommend', ...board });
    await sign(house, ready, signOff, { person: ready.secretary, position: 'approve', ...board });
    const { signOff: view } = await signingPage(house, signOff, ready.chair);
    expect(view.state).toBe('passed');
    expect(view.given.some(({ personId }) => personId === ready.member.id)).toBe(false);
  });

  it('[SIG-4e] nobody gives another person’s position: the signature is always the caller’s own', async () => {
    const signOff = await asked(house, ready);
    await ask(house, 'POST', `/api/sign-offs/${signOff}/positions`, {
      cookie: await signIn(house, ready.chair),
      body: {
        id: '0000000000000000000a',
        hashRead: ready.newest.hash,
        position: 'agree',
        readIt: true,
        personId: ready.member.id,
      },
    });
    const { signOff: view } = await signingPage(house, signOff, ready.chair);
    expect(view.given.map(({ personId }) => personId)).not.toContain(ready.member.id);
  });
});

describe('a board', () => {
  it('[SIG-4f] answers through whoever may record it, with the day it met and who took part', async () => {
    const signOff = await asked(house, ready);
    await agree(signOff);
    const recommend = { position: 'recommend' as const, ...board };
    expect((await sign(house, ready, signOff, { person: ready.chair, ...recommend })).status).toBe(403);
    const bare = await sign(house, ready, signOff, { person: ready.secretary, position: 'recommend' });
    expect(bare).toMatchObject({ status: 422, body: { detail: 'Say when the board met and who took part.' } });
    expect((await sign(house, ready, signOff, { person: ready.secretary, ...recommend })).status).toBe(200);
    const given = (await signingPage(house, signOff, ready.chair)).signOff.given.at(-1);
    expect(given).toMatchObject({
      position: 'recommend',
      capacity: 'for the programme board',
      meetingOn: '2026-12-15',
      onBehalfOf: expect.stringContaining('programme board'),
    });
  });

  it('[SIG-4g] that returns the version blocks it', async () => {
    const signOff = await asked(house, ready);
    await agree(signOff);
    const returned = await sign(house, ready, signOff, {
      person: ready.secretary,
      position: 'return',
      words: 'Cost it.',
      ...board,
    });
    expect(returned).toMatchObject({
      status: 200,
      body: { blocked: true, sentence: expect.stringContaining('Send the version back') },
    });
  });
});

describe('sending back', () => {
  it('[SIG-8a] needs a reason and the right, keeps the objections visible, and opens the way for another asking', async () => {
    const signOff = await asked(house, ready);
    await sign(house, ready, signOff, { person: ready.member, position: 'object', words: 'It leaves out children.' });
    const path = `/api/sign-offs/${signOff}/send-back`;
    const reason = 'Children are to be named.';
    const send = async (person: { id: string }, body: object) =>
      ask(house, 'POST', path, { cookie: await signIn(house, person), body });
    expect((await send(await aPerson(house), { reason })).status).toBe(404);
    expect((await send(ready.member, { reason })).status).toBe(403);
    expect((await send(ready.chair, { reason: ' ' })).status).toBe(422);
    expect(await send(ready.chair, { reason })).toMatchObject({
      status: 200,
      body: { state: 'sent-back', sentence: `Sent back to drafting: ${reason}`, given: [{ position: 'object' }] },
    });
    expect((await send(ready.chair, { reason })).status).toBe(200);
    const late = await sign(house, ready, signOff, { person: ready.vice });
    expect(late).toMatchObject({ status: 409, body: { code: 'sign-off-ended' } });
    expect(await asked(house, ready)).not.toBe(signOff);
  });

  it('[SIG-7b] a signature never carries over: the next asking starts with nobody’s position', async () => {
    const signOff = await asked(house, ready);
    await sign(house, ready, signOff, { person: ready.member });
    await ask(house, 'POST', `/api/sign-offs/${signOff}/send-back`, {
      cookie: await signIn(house, ready.chair),
      body: { reason: 'One word is wrong.' },
    });
    const next = await asked(house, ready);
    const page = await signingPage(house, next, ready.member);
    expect(page.signOff.given).toEqual([]);
    expect(page).toMatchObject({ asked: true, yours: null });
  });
});

describe('the key of an installation', () => {
  it('[SIG-6d] is made at the first start of an embedded installation and never where a database server is named', () => {
    const directory = mkdtempSync(join(tmpdir(), 'concord-keys-'));
    const here = join(directory, 'keys');
    ensureSigningKey(here, { databaseUrl: 'postgres://example.invalid/concord' });
    expect(existsSync(here)).toBe(false);
    ensureSigningKey(here, { databaseUrl: undefined });
    const made = readSigningKey(here)?.id;
    ensureSigningKey(here, { databaseUrl: undefined });
    expect(readSigningKey(here)?.id).toBe(made);
    rmSync(directory, { recursive: true, force: true });
  });
});
