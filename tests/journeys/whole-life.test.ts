import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyRecord } from '../../server/record/verify-record.ts';
import type { z } from 'zod';
import type { AnnouncementMessage } from '../../shared/kernel/announcement-contract.ts';
import { connectDraft, synced, until } from '../support/draft-clients.ts';
import { read } from '../support/public-reader.ts';
import { plain } from '../support/respondents.ts';
import { startHouse } from '../support/start-house.ts';
import { BETTER_WORDS, CLAUSES, RESPONSES, TIMES, WholeLife } from '../support/whole-life.ts';

type Message = z.output<typeof AnnouncementMessage>;

let house: Awaited<ReturnType<typeof startHouse>>;
let life: WholeLife;
const heard: Message[] = [];
const sockets: Socket[] = [];

beforeAll(async () => {
  house = await startHouse();
  life = new WholeLife(house);
});
afterAll(async () => {
  sockets.forEach((socket) => socket.disconnect());
  await house.close();
});

/** Listens to a topic as somebody; answers whether they may. */
async function listen(role: string | undefined, topic: string): Promise<boolean> {
  const headers: Record<string, string> = role ? { cookie: await life.signIn(role) } : {};
  const socket = io(house.baseUrl, { transports: ['websocket'], extraHeaders: headers, reconnection: false, forceNew: true });
  sockets.push(socket);
  socket.on('announcement', (message: Message) => heard.push(message));
  const connected = await new Promise<boolean>((resolve) => {
    socket.on('connect', () => resolve(true));
    socket.on('connect_error', () => resolve(false));
  });
  if (!connected) return false;
  return new Promise((resolve) => socket.emit('subscribe', { topic }, (answer: { ok: boolean }) => resolve(answer.ok)));
}

const acts = (topic: string): string[] =>
  heard.filter((message) => message.topic === topic).flatMap((one) => one.acts.map(({ act }) => act));
const hears = (topic: string, act: string): Promise<void> => until(() => acts(topic).includes(act), `${act} under ${topic}`);

// One document from the first administrator to the release and its check, over the doors that browsers use.
describe('the life of a document, over HTTP and sockets', () => {
  it(
    '[PLT-20d] a group is founded, writes in the live draft, and what was saved is what is frozen',
    { timeout: 60_000 },
    async () => {
      await life.found();
      await life.write();
      const reader = await synced(connectDraft(house, life.documentId, { cookie: await life.signIn('ppe-member') }));
      for (const clause of CLAUSES) expect(reader.text()).toContain(clause);
      expect(reader.hash()).toBe(life.versions[0]?.hash);
      reader.stop();
    },
  );

  it('[RES-1e] a point that arrives reaches whoever sits at the desk, and nobody else', { timeout: 60_000 }, async () => {
    await life.consult();
    const topic = `consultation:${life.consultation.id}`;
    expect(await listen('chair', topic)).toBe(true);
    expect(await listen('administrator', topic)).toBe(false);
    expect(await listen(undefined, topic)).toBe(false);
    await life.respond();
    await hears(topic, 'response-received');
    expect(acts(topic).filter((act) => act === 'response-received')).toHaveLength(RESPONSES.length);
    expect(JSON.stringify(heard)).not.toMatch(/Christmas|WITHHELD|Respondent/); // ids, never words (PLT-5)
    await life.goTo(TIMES.sends); // three weeks on the session of the opening has ended
    const desk = await life.as('chair', 'GET', `/api/consultations/${life.consultation.id}/desk`);
    expect(desk).toMatchObject({ matching: 5, mayDecide: false });
  });

  it('[RES-13b] the accepted wording is in the draft of whoever has it open', { timeout: 60_000 }, async () => {
    await life.goTo(TIMES.decides);
    const writer = await synced(connectDraft(house, life.documentId, { cookie: await life.signIn('senate-member') }));
    expect(writer.text()).toContain(CLAUSES[0]);
    await life.decide();
    await until(() => writer.text().includes(BETTER_WORDS), 'the accepted wording');
    expect(writer.text()).not.toContain(CLAUSES[0]);
    writer.stop();
  });

  it(
    '[SIG-3e] everyone signs the one text they read, and the document’s followers hear of each position',
    { timeout: 60_000 },
    async () => {
      await life.askSignOff();
      const topic = `document:${life.documentId}`;
      expect(await listen('chair', topic)).toBe(true);
      await life.sign();
      await hears(topic, 'position-given');
      const { signOffs } = await life.as('chair', 'GET', `/api/documents/${life.documentId}/sign-off`);
      expect(signOffs).toMatchObject([{ state: 'passed', hash: life.newest.hash, sentence: 'Passed. Nothing more is needed.' }]);
    },
  );

  it(
    '[PUB-1i] the secretary publishes, followers hear of it, and a stranger reads it and checks it',
    { timeout: 60_000 },
    async () => {
      await life.goTo(TIMES.published);
      const topic = `document:${life.documentId}`;
      await listen('senate-member', topic);
      const { body } = await life.publish();
      await hears(topic, 'release-published');
      const release = await read(house.baseUrl, String(body['address']));
      expect(plain(release.text)).toContain('Everyone has a key worker.');
      const text = await read(house.baseUrl, `${String(body['address'])}/text`);
      expect(plain(text.text)).toContain(BETTER_WORDS);
      const check = await read(house.baseUrl, `/verify?fingerprint=${life.newest.hash.slice(0, 16)}`);
      expect(plain(check.text)).toContain('This document holds');
      expect((await read(house.baseUrl, '/')).text).toContain(String(body['address']).replace(/\/1$/, ''));
    },
  );

  it('[REC-1c, REC-4a] the record tells the whole life in order, and every chain holds', async () => {
    const { entries } = await life.as('chair', 'GET', `/api/documents/${life.documentId}/record`);
    const told = (entries as { sentence: string }[]).map(({ sentence }) => sentence).reverse();
    const milestones = [
      /made this document/,
      /froze version 1/,
      /opened a consultation/,
      /froze version 2/,
      /sign-off/,
      /release 1|published/,
    ];
    const places = milestones.map((milestone) => told.findIndex((sentence) => milestone.test(sentence)));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect((await verifyRecord(house.store.read)).filter(({ ok }) => !ok)).toEqual([]);
  });
});
