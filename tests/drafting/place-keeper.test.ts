import { setImmediate as turn } from 'node:timers/promises';
import * as Y from 'yjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PlaceKeeper, RENEW_AFTER_ROWS } from '../../server/drafting/places/place-keeper.ts';
import { renewPlaces, type RenewTask } from '../../server/drafting/places/renew-places.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { makeAnchor } from '../../shared/text/anchor.ts';
import { eraseWords } from '../../shared/text/live/erase-words.ts';
import { findPhrase } from '../../shared/text/find-phrase.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { aDocument, aGroup, aText } from '../support/builders.ts';
import { until } from '../support/draft-clients.ts';
import { startHouse } from '../support/start-house.ts';

let house: Awaited<ReturnType<typeof startHouse>>;

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

it('[PLT-9p] erasing waits for a look at places that may have read the words, and the next look begins without them', async () => {
  const text = aText('The centre must offer a biopsy to Jo Example within 10 working days.');
  const document = await aDocument(house, { group: await aGroup(house), person: { id: makeId() }, text });
  const doc = new Y.Doc();
  seedDocument(doc, text);
  const asked: RenewTask[] = [];
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const keeper = new PlaceKeeper({
    store: house.store,
    log: house.parts.log,
    everyMs: 0,
    renew: async (task) => {
      asked.push(task);
      if (asked.length === 1) await held;
      return renewPlaces(task);
    },
  });
  const anchor = makeAnchor(text, text.blocks[1]?.id ?? '');
  keeper.anchorsOf(() => Promise.resolve([{ id: makeId(), anchor }]));
  keeper.opened(document.id, doc);
  keeper.committed(document.id, RENEW_AFTER_ROWS);
  await until(() => asked.length === 1, 'a look under way');
  eraseWords(doc, findPhrase('Jo Example'));
  let isForgotten = false;
  const forgetting = keeper.forgetText(document.id).then(() => (isForgotten = true));
  for (let i = 0; i < 20; i++) await turn();
  expect(isForgotten).toBe(false);
  letGo();
  await forgetting;
  keeper.committed(document.id, RENEW_AFTER_ROWS);
  await keeper.settled();
  expect(asked.map(({ before }) => before === undefined)).toEqual([false, true]);
});
