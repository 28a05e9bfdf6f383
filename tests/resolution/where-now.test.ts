import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDesk, CLAUSES, openPoint, pointsOn, type Desk } from '../support/desk.ts';
import { connectDraft, synced, until } from '../support/draft-clients.ts';
import { FlatWriter } from '../support/flat-writer.ts';
import { startHouse } from '../support/start-house.ts';

const QUOTED = 'within 10 working days';
const NEW_WORDS = 'two weeks counted from referral';

let house: Awaited<ReturnType<typeof startHouse>>;
let desk: Desk;

beforeAll(async () => {
  house = await startHouse();
  desk = await aDesk(house, [[{ words: QUOTED }]]);
});
afterAll(() => house.close());

/** Edits the live draft where these words stand, as the chair would, and waits until it is on disk. */
async function inDraft(words: string, edit: (writer: FlatWriter, at: number) => void): Promise<void> {
  const client = await synced(connectDraft(house, desk.document.id, { cookie: desk.cookies.chair }));
  const writer = new FlatWriter(client.doc);
  let at = 0;
  writer.state.doc.descendants((node, position) => {
    if (node.isText && node.text?.includes(words)) at = position + node.text.indexOf(words);
  });
  edit(writer, at);
  writer.binding.disconnect();
  await until(() => client.sent() > 0 && client.saved() === client.sent(), 'the edit saved');
  client.stop();
}

describe('where the words of a point are now', () => {
  it('[RES-2m] is followed by the characters themselves: words that were all replaced but the first and last letter are found', async () => {
    await inDraft(QUOTED, (writer, at) => {
      writer.change(writer.state.tr.insertText(NEW_WORDS, at + 1, at + QUOTED.length - 1));
    });
    const [point] = await pointsOn(house, desk);
    const { now, blockThen, anchor } = await openPoint(house, desk, point?.id ?? '');
    expect(anchor?.relative).not.toBeNull();
    expect(blockThen).toBe(CLAUSES[0]);
    expect(now?.quoteNow).toBe(`w${NEW_WORDS}s`);
    expect(now?.blockNow.slice(now.start, now.end)).toBe(now?.quoteNow);
  });

  it('[RES-2m] stands in the new block when the clause is divided before the words', async () => {
    await inDraft(`w${NEW_WORDS}`, (writer, at) => writer.change(writer.state.tr.split(at)));
    const [point] = await pointsOn(house, desk);
    const { now, anchor } = await openPoint(house, desk, point?.id ?? '');
    expect(now?.quoteNow).toBe(`w${NEW_WORDS}s`);
    expect(now?.blockId).not.toBe(anchor?.blockId);
  });
});
