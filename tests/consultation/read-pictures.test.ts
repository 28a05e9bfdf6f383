import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConsultation } from '../../server/consultation/open-consultation.ts';
import { addPicture } from '../../server/drafting/pictures/add-picture.ts';
import { aDocument, aGroup, aMember, aText, aVersion } from '../support/builders.ts';
import { aPng } from '../support/picture-bytes.ts';
import { aPictureBlock } from '../support/pictures.ts';
import { read } from '../support/public-reader.ts';
import { anOpening, OPENS, Respondent } from '../support/respondents.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';
import { hashOf } from '../../server/drafting/pictures/picture-hash.ts';
import { readPicture } from '../../server/drafting/pictures/read-picture.ts';

const BEFORE = '2026-10-30T09:00:00.000Z';
const [SHOWN, LATER] = [aPng(60, 40), aPng(61, 41)];
const srcOf = (bytes: Buffer): string => hashOf(readPicture(bytes).bytes);

let house: Awaited<ReturnType<typeof startHouse>>;
let reference: string;

// A version with one picture is put to the public from a later day on; the draft holds a second picture that is in no version.
beforeAll(async () => {
  house = await startHouse();
  await stopClock(house.store, BEFORE);
  const group = await aGroup(house);
  const chair = await aMember(house, group, 'chair');
  const text = aText('Every person has a key worker.');
  const picture = aPictureBlock({ src: srcOf(SHOWN), width: 60, alt: 'The way to the key worker' }, 'The pathway');
  const document = await aDocument(house, { group, person: chair, text: { ...text, blocks: [...text.blocks, picture] } });
  for (const bytes of [SHOWN, LATER]) await addPicture(house, { documentId: document.id, actorId: chair.id, bytes });
  const version = await aVersion(house, { document, person: chair });
  const opening = await anOpening(house, { versionIds: [version.id], opensAt: OPENS });
  const announcements = {
    announce: async () => Promise.resolve(),
    dropPerson: () => undefined,
    close: async () => Promise.resolve(),
  };
  ({ reference } = await openConsultation({ store: house.store, announcements }, opening, chair.id));
});
afterAll(() => house.close());

const pictureAt = (src: string, place = 1, ref = reference): string => `/c/${ref}/${place}/pictures/${src}`;

describe('the pictures of a consulted text', () => {
  it('[CON-2p] are public exactly as long as the text is: not before the opening', async () => {
    expect((await read(house.baseUrl, pictureAt(srcOf(SHOWN)))).status).toBe(404);
    await stopClock(house.store, OPENS);
    const answer = await fetch(house.baseUrl + pictureAt(srcOf(SHOWN)));
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('set-cookie')]).toEqual([
      200,
      'image/png',
      null,
    ]);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get('content-disposition')).toMatch(/^inline;/);
    expect(hashOf(Buffer.from(await answer.arrayBuffer()))).toBe(srcOf(SHOWN));
    const tag = answer.headers.get('etag') ?? '';
    expect((await read(house.baseUrl, pictureAt(srcOf(SHOWN)), { 'if-none-match': tag })).status).toBe(304);
  });

  it('[CON-2p] stand in the page without a script, for readers and for whoever writes a comment', async () => {
    const image = `<img src="${pictureAt(srcOf(SHOWN))}" alt="The way to the key worker" width="60" height="30" loading="lazy"`;
    for (const path of [`/c/${reference}/1`, `/c/${reference}/1?view=reading`])
      expect((await read(house.baseUrl, path)).text).toContain(image);
    const page = (await read(house.baseUrl, `/c/${reference}/1`)).text;
    const [, blockId = ''] = /\/comment\/([^"]+)">Comment on Figure 1</.exec(page) ?? [];
    const respondent = new Respondent(house, reference);
    await respondent.comment(decodeURIComponent(blockId), { comment: 'The second arrow points the wrong way.' });
    expect((await respondent.open(`/respond/${reference}/1`)).text).toContain(image);
  });

  it('[CON-2p] no other picture of the document is public, nor this one at another address', async () => {
    const addresses = [
      pictureAt(srcOf(LATER)),
      pictureAt(srcOf(SHOWN), 2),
      pictureAt(srcOf(SHOWN), 1, 'no-such-consultation'),
      pictureAt('f'.repeat(64)),
      pictureAt('..%2f..%2fetc%2fpasswd'),
    ];
    for (const address of addresses)
      expect([address, (await read(house.baseUrl, address)).status >= 400]).toEqual([address, true]);
  });
});
