import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { House } from '../../../server/house.ts';
import { countUpdates } from '../../../server/drafting/live/draft-log-store.ts';
import { MESSAGE } from '../../../shared/drafting/wire.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import { openRoots, SCHEMA_VERSION } from '../../../shared/text/live/flat-root.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { textOf } from '../../../shared/text/plain-text.ts';
import { aPerson, aSeat, ask, signIn } from '../../support/builders.ts';
import { connectDraft, synced, typeAtEnd, until } from '../../support/draft-clients.ts';
import { aDraftForTwo, type DraftForTwo } from '../../support/draft-page.ts';
import { startHouse } from '../../support/start-house.ts';

type Answer = { messages: string[]; position: string; lost: boolean; closed: { code: number; reason: string } | null };

let house: House;
let draft: DraftForTwo;

beforeAll(async () => {
  house = await startHouse();
  draft = await aDraftForTwo(house);
});
afterAll(() => house.close());

/** A page that asks over HTTP, as bytes: what it has and how it sends and hears. */
class Asking {
  readonly doc = new Y.Doc();
  readonly pageLoad = makeId();
  readonly changes: Uint8Array[] = [];
  position = '';
  shown = '';

  constructor(readonly cookie: string) {
    openRoots(this.doc);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'heard' && this.changes.push(update));
  }

  async post(...messages: Uint8Array[]): Promise<{ status: number; body: Answer }> {
    const hello = wire(MESSAGE.hello, (to) => {
      const words = { schema: SCHEMA_VERSION, clientId: this.doc.clientID, pageLoad: this.pageLoad };
      encoding.writeVarString(to, JSON.stringify(words));
    });
    const path = `/api/documents/${draft.document.id}/draft/messages`;
    const body = { messages: [hello, ...messages].map((bytes) => Buffer.from(bytes).toString('base64')) };
    const { status, body: answered } = await ask(house, 'POST', path, { cookie: this.cookie, body });
    return { status, body: this.take(answered) };
  }

  async join(): Promise<this> {
    const { body } = await this.post(sync(0, Y.encodeStateVector(this.doc)));
    this.position = body.position;
    return this;
  }

  async hear(mode = 'editing'): Promise<{ status: number; body: Answer }> {
    const query = new URLSearchParams({ since: this.position, clientId: String(this.doc.clientID), mode });
    const path = `/api/documents/${draft.document.id}/draft/messages?${query.toString()}`;
    const { status, body } = await ask(house, 'GET', path, { cookie: this.cookie });
    const answer = this.take(body);
    if (answer.position) this.position = answer.position;
    return { status, body: answer };
  }

  /** Types at the end and answers the bytes to post. */
  type(words: string): Uint8Array {
    this.changes.length = 0;
    typeAtEnd(this.doc, words);
    return sync(1, Y.mergeUpdates(this.changes));
  }

  get text(): string {
    return textOf(readDocumentText(this.doc));
  }

  private take(body: Record<string, unknown>): Answer {
    const answer = body as unknown as Answer; // what the contract's output says
    for (const message of (answer.messages ?? []).map((text) => new Uint8Array(Buffer.from(text, 'base64')))) {
      if (message[0] === MESSAGE.sync && message[1] !== 0) Y.applyUpdate(this.doc, unwrap(message), 'heard');
      if (message[0] === MESSAGE.presence) this.shown = Buffer.from(message).toString('latin1');
    }
    return answer;
  }
}

function wire(type: number, write: (to: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function sync(step: number, bytes: Uint8Array): Uint8Array {
  return wire(MESSAGE.sync, (to) => {
    encoding.writeVarUint(to, step);
    encoding.writeVarUint8Array(to, bytes);
  });
}

function unwrap(message: Uint8Array): Uint8Array {
  let at = 2;
  while ((message[at] ?? 0) > 127) at += 1;
  return message.slice(at + 1);
}

function kinds({ messages }: Answer): number[] {
  return messages.map((text) => Buffer.from(text, 'base64')[0] ?? -1);
}

describe('a draft over two HTTP routes', () => {
  it('[DRA-4b] has the same text as everybody who is connected by a socket, both ways', async () => {
    const asha = await new Asking(draft.cookies[0]).join();
    const kwabena = await synced(connectDraft(house, draft.document.id, { cookie: draft.cookies[1] }));
    const { body } = await asha.post(asha.type(' Asked.'));
    expect(kinds(body)).toContain(MESSAGE.savedUpTo);
    await until(() => kwabena.text().includes('Asked.'), 'the words that were posted');
    kwabena.type(' Told.');
    await until(() => kwabena.saved() === kwabena.sent(), 'the words of the socket to be stored');
    while (!asha.text.includes('Told.')) await asha.hear();
    expect(asha.text).toBe(kwabena.text());
    kwabena.stop();
  });

  it('[DRA-4c] a change that is posted twice is stored once and called saved twice', async () => {
    const asha = await new Asking(draft.cookies[0]).join();
    const change = asha.type(' Twice.');
    const before = await countUpdates(house.store.read, draft.document.id);
    const answers = [await asha.post(change), await asha.post(change)];
    for (const { body } of answers) expect(kinds(body)).toContain(MESSAGE.savedUpTo);
    expect(await countUpdates(house.store.read, draft.document.id)).toBe(before + 1);
    expect(asha.text.split('Twice.')).toHaveLength(2);
  });

  it('[DRA-4d] checks what a socket checks: who asks, whose client id, what nobody knows', async () => {
    const asha = await new Asking(draft.cookies[0]).join();
    const kwabena = await new Asking(draft.cookies[1]).join();
    const foreign = await kwabena.post(asha.type(' In her name.'));
    expect(foreign.body.closed?.reason).toBe('update-refused');
    expect((await kwabena.post(wire(99, () => undefined))).status).toBe(422);
    expect((await kwabena.post(sync(1, new Uint8Array([1, 2, 3, 4])))).body.closed?.reason).toBe('update-refused');
    const stranger = await new Asking('').post();
    expect(stranger.status).toBe(401);
    expect(
      (await ask(house, 'GET', `/api/documents/${draft.document.id}/draft/messages?since=x&clientId=1&mode=editing`)).status,
    ).toBe(401);
  });

  it('[DRA-4e] holds a question until there is news, and says "lost" to a position that this server does not know', async () => {
    const asha = await new Asking(draft.cookies[0]).join();
    const kwabena = await new Asking(draft.cookies[1]).join();
    const asked = asha.hear();
    const early = await Promise.race([asked, new Promise((resolve) => setTimeout(() => resolve('held'), 300))]);
    expect(early).toBe('held');
    await kwabena.post(kwabena.type(' News.'));
    await asked;
    expect(asha.text).toContain('News.');
    asha.position = `${makeId()}.0.x`;
    expect((await asha.hear()).body.lost).toBe(true);
    expect((await asha.join()).text).toBe(kwabena.text);
  });

  it('[DRA-4f] shows who is there both ways, named by the server', async () => {
    const asha = await new Asking(draft.cookies[0]).join();
    const kwabena = await synced(connectDraft(house, draft.document.id, { cookie: draft.cookies[1] }));
    const state = JSON.stringify({ person: { name: 'Somebody Else' }, blockId: 'b1' });
    const shown = encoding.createEncoder();
    encoding.writeVarUint(shown, 1);
    encoding.writeVarUint(shown, asha.doc.clientID);
    encoding.writeVarUint(shown, 1);
    encoding.writeVarString(shown, state);
    await asha.post(wire(MESSAGE.presence, (to) => encoding.writeVarUint8Array(to, encoding.toUint8Array(shown))));
    const name = (): unknown =>
      (kwabena.provider.awareness.getStates().get(asha.doc.clientID)?.['person'] as { name?: string })?.name;
    await until(() => name() === draft.people[0].name, 'her name at his page');
    kwabena.provider.awareness.setLocalStateField('blockId', 'b2');
    while (!asha.shown.includes('"b2"')) await asha.hear();
    expect(asha.shown).toContain(draft.people[1].name);
    kwabena.stop();
  });

  it('[DRA-4g] an open question ends by name within two seconds when the seat ends', async () => {
    const person = await aPerson(house);
    const seat = await aSeat(house, { person, group: draft.group });
    const page = await new Asking(await signIn(house, person)).join();
    const asked = page.hear();
    const started = performance.now();
    const path = `/api/groups/${draft.group.id}/seats/${seat.id}/end`;
    await ask(house, 'POST', path, { cookie: draft.cookies[0], body: { reason: 'Moved to another hospital' } });
    let answer = await asked;
    while (!answer.body.closed) answer = await page.hear();
    expect(answer.body.closed.reason).toBe('seat-ended');
    expect(performance.now() - started).toBeLessThan(2000);
    expect((await page.post()).status).toBe(404);
  });

  it('[PLT-9n] a page that asks over HTTP joins anew when words are erased, and brings none of them', async () => {
    const page = await new Asking(draft.cookies[1]).join();
    await page.post(page.type(' Known to be erased.'));
    const erase = { words: 'known to be', reason: 'For a test', places: 1, sure: true };
    const path = `/api/documents/${draft.document.id}/erasures`;
    expect((await ask(house, 'POST', path, { cookie: draft.cookies[0], body: erase })).status).toBe(200);
    const brought = page.type(' And KNOWN  TO BE brought.');
    expect((await page.hear()).body.lost).toBe(true);
    await page.post(brought);
    await page.join();
    expect(page.text).toMatch(/  erased\. And  brought\.$/);
  });
});
