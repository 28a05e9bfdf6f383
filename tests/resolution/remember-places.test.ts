import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RENEW_AFTER_ROWS } from '../../server/drafting/places/place-keeper.ts';
import { Renewal } from '../../shared/text/renewal.ts';
import { aDesk, openPoint, pointsOn, type Desk } from '../support/desk.ts';
import { connectDraft, synced, until } from '../support/draft-clients.ts';
import { FlatWriter } from '../support/flat-writer.ts';
import { startHouse } from '../support/start-house.ts';

const QUOTED = 'must offer a biopsy within 10 working days';
const STAYS = 'must offer a bio';
const LEAVES = 'psy within 10 working days';

let house: Awaited<ReturnType<typeof startHouse>>;
let desk: Desk;

beforeAll(async () => {
  house = await startHouse();
  desk = await aDesk(house, [[{ words: QUOTED }]]);
});
afterAll(() => house.close());

/** Where words stand in an editor's document. */
function placeOf(writer: FlatWriter, words: string): number {
  let at = -1;
  writer.state.doc.descendants((node, position) => {
    if (at < 0 && node.isTextblock && node.textContent.includes(words)) at = position + 1 + node.textContent.indexOf(words);
  });
  if (at < 0) throw new Error(`nowhere: ${words}`);
  return at;
}

/** Makes edits one after the other, each on disk before the next, as somebody who takes their time does. */
async function inDraft(...edits: ((writer: FlatWriter) => void)[]): Promise<void> {
  const client = await synced(connectDraft(house, desk.document.id, { cookie: desk.cookies.chair }));
  const writer = new FlatWriter(client.doc);
  for (const edit of edits) {
    edit(writer);
    await until(() => client.sent() > 0 && client.saved() === client.sent(), 'the edit saved');
  }
  writer.binding.disconnect();
  client.stop();
}

async function rememberedRows(): Promise<{ anchor_id: string; renewal: unknown }[]> {
  await house.rooms.drafts.places.settled();
  const { rows } = await sql<{ anchor_id: string; renewal: unknown }>`
    select anchor_id, renewal from place_renewal where document_id = ${desk.document.id}`.execute(house.store.read);
  return rows;
}

describe('where the words of points stand while a draft is edited', () => {
  it('[TXT-6u] is remembered in the background after so many changes, and stored beside the anchor, which stays as it was', async () => {
    const [point] = await pointsOn(house, desk);
    const before = await openPoint(house, desk, point?.id ?? '');
    const letter = (writer: FlatWriter): void => writer.change(writer.state.tr.insertText('x', placeOf(writer, 'key worker')));
    const carry = (writer: FlatWriter): void => {
      const from = placeOf(writer, LEAVES);
      writer.change(writer.state.tr.delete(from, from + LEAVES.length));
      writer.change(writer.state.tr.insertText(` ${LEAVES}`, placeOf(writer, 'key worker') + 'key worker'.length));
    };
    await inDraft(carry, ...Array.from({ length: RENEW_AFTER_ROWS }, () => letter));
    const [row] = await rememberedRows();
    expect(row?.anchor_id).toBe(point?.id);
    const { pieces } = Renewal.parse(row?.renewal);
    expect(pieces.map(({ quote }) => quote.trim()).sort()).toEqual([STAYS, LEAVES].sort());
    expect(pieces.every(({ relative }) => relative !== null)).toBe(true);
    expect((await openPoint(house, desk, point?.id ?? '')).anchor).toEqual(before.anchor);
  });

  it('[TXT-6u] finds words that were carried to another clause and then rewritten, when the desk opens their point', async () => {
    await inDraft((writer) => {
      const from = placeOf(writer, LEAVES) + 1;
      writer.change(writer.state.tr.insertText('sy in fourteen', from, from + 'sy within 10'.length));
    });
    const [point] = await pointsOn(house, desk);
    const { now, blockThen } = await openPoint(house, desk, point?.id ?? '');
    expect(blockThen).toContain(QUOTED);
    expect(now?.quoteNow).toContain(STAYS);
    expect(now?.quoteNow).toContain('psy in fourteen working days');
  });

  it('[TXT-6u] is not read for a point whose response was sent again about other words', async () => {
    await sql`update place_renewal set anchor_key = 'that of an earlier anchor'`.execute(house.store.read);
    const [point] = await pointsOn(house, desk);
    const { now } = await openPoint(house, desk, point?.id ?? '');
    expect(now?.quoteNow).not.toContain('psy in fourteen working days');
  });
});
