import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Group } from '../../server/directory/group-store.ts';
import { requireDocument } from '../../server/drafting/document-store.ts';
import { loadDraft } from '../../server/drafting/live/load-draft.ts';
import type { House } from '../../server/house.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { contentHash } from '../../shared/text/canonical-form.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { aDocument, aGroup, aMember, aText, signIn } from '../support/builders.ts';
import { runs } from '../support/depth.ts';
import { changeBytes, connectDraft, openBare, synced, type BareSocket } from '../support/draft-clients.ts';
import { FlatWriter } from '../support/flat-writer.ts';
import { randomEdit } from '../support/random-edits.ts';
import type { Random } from '../support/seeded-random.ts';
import { startHouse } from '../support/start-house.ts';
import { endRound, printedSeed, sayFindings, startRound } from '../support/typing-round.ts';

const ATTACKS = runs(400, 20_000);
const PACE_MS = Math.max(80, ATTACKS / 20); // a long run writes a text of some pages too, not one that only grows
const LATE_MS = 3000; // on a loaded machine that is attacker, server and honest clients at once: never "Not saved"

let house: House;
let group: Group;
let cookies: string[];
let attacker: string;

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  cookies = [await signIn(house, await aMember(house, group, 'chair')), await signIn(house, await aMember(house, group))];
  attacker = await signIn(house, await aMember(house, group));
});
afterAll(() => house.close());

type Attack = (random: Random, doc: Y.Doc) => Uint8Array;

const bytesOf = (random: Random, length: number): Uint8Array => Uint8Array.from({ length }, () => random.below(256));

/** An update an honest editor could send, from a copy of the draft. */
function honestUpdate(random: Random, doc: Y.Doc): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const before = Y.encodeStateVector(copy);
  const writer = new FlatWriter(copy);
  randomEdit(writer, random);
  writer.binding.disconnect();
  return Y.encodeStateAsUpdate(copy, before);
}

const ATTACKS_BY_NAME: Record<string, Attack> = {
  'random bytes': (random) => bytesOf(random, 1 + random.below(200)),
  'a random change': (random) => changeBytes(bytesOf(random, 1 + random.below(200))),
  'a truncated change': (random, doc) => {
    const update = honestUpdate(random, doc);
    return changeBytes(update.subarray(0, random.below(update.length)));
  },
  'a truncated message': (random, doc) => {
    const message = changeBytes(honestUpdate(random, doc));
    return message.subarray(0, random.below(message.length));
  },
  'a change with flipped bytes': (random, doc) => {
    const update = Uint8Array.from(honestUpdate(random, doc));
    for (let n = 0; n <= random.below(4); n++) update[random.below(update.length)] = random.below(256);
    return changeBytes(update);
  },
  'huge lengths': (random) =>
    Uint8Array.of(0, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, random.below(16), ...bytesOf(random, 20)),
  'a large change of nonsense': (random) => changeBytes(new Uint8Array(900_000).fill(random.below(256))),
  'random presence': (random) => Uint8Array.of(1, 40, 1, ...bytesOf(random, 40)),
  'a random question': (random) => Uint8Array.of(0, 0, 10, ...bytesOf(random, 10)),
};

describe('hostile clients beside honest ones', () => {
  it(
    `[PLT-4f] ${ATTACKS} malformed, damaged and oversized messages do nothing to the text or to anybody else`,
    { timeout: 60_000 + ATTACKS * 300 },
    async ({ task }) => {
      const random = printedSeed('hostile clients');
      const document = await aDocument(house, { group, person: { id: makeId() }, text: aText('The beginning.') });
      const round = await startRound(house, { documentId: document.id, cookies, name: 'h', random, pace: PACE_MS });
      const slow = openBare(house, `/collab/${document.id}`, { cookie: attacker });
      await slow.opened;
      slow.socket.pause(); // one that never reads, all the while
      let doc = new Y.Doc();
      const names = Object.keys(ATTACKS_BY_NAME);
      let bare: BareSocket | undefined;
      for (let n = 0; n < ATTACKS; n++) {
        if (n % 50 === 0) doc = (await loadDraft(house.store.read, document.id)).doc;
        if (bare?.socket.readyState !== bare?.socket.OPEN || !bare) {
          bare = openBare(house, `/collab/${document.id}`, { cookie: attacker });
          await bare.opened;
        }
        const attack = ATTACKS_BY_NAME[names[n % names.length] ?? ''];
        if (attack) bare.socket.send(attack(random, doc));
        await new Promise((later) => setImmediate(later));
      }
      bare?.socket.terminate();
      slow.socket.terminate();
      const found = await endRound(house, { documentId: document.id, cookie: cookies[0] ?? '', round });
      expect(round.typists.flatMap(({ client }) => [...client.closes, ...client.refusals])).toEqual([]);
      expect((await requireDocument(house.store.read, document.id)).quarantined).toBeNull();
      const reader = await synced(connectDraft(house, document.id, { cookie: cookies[0] ?? '' }));
      expect(contentHash(readDocumentText((await loadDraft(house.store.read, document.id)).doc))).toBe(reader.hash());
      reader.stop();
      const waits = round.typists.flatMap((typist) => typist.waits).sort((a, b) => a - b);
      const late = waits[Math.floor(waits.length * 0.95)] ?? Infinity;
      expect(late).toBeLessThan(LATE_MS);
      console.info(
        (task.meta.figure = `${sayFindings(`${ATTACKS} attacks`, [found])}; 19 of 20 honest words saved within ${Math.round(late)} ms`),
      );
    },
  );
});
