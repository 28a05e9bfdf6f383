import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Group } from '../../../server/directory/group-store.ts';
import type { DocumentRow } from '../../../server/drafting/document-store.ts';
import { addPicture } from '../../../server/drafting/pictures/add-picture.ts';
import { hashOf } from '../../../server/drafting/pictures/picture-hash.ts';
import type { House } from '../../../server/house.ts';
import type { Person } from '../../../server/identity/person-store.ts';
import { mayDo, SEAT_ROLES } from '../../../shared/identity/rules.ts';
import {
  MAX_DOCUMENT_PICTURE_BYTES,
  MAX_DOCUMENT_PICTURES,
  MAX_PICTURE_BYTES,
  MAX_PICTURES_PER_TEN_MINUTES,
} from '../../../shared/kernel/limits.ts';
import { aDocument, aGroup, aMember, aPerson, aText, ask, signIn } from '../../support/builders.ts';
import { aGif, aJpeg, AN_SVG, aPng, aWebp, exifOf } from '../../support/picture-bytes.ts';
import { aPictureBlock, getPicture, sendPicture } from '../../support/pictures.ts';
import { startHouse } from '../../support/start-house.ts';

let house: House;
let group: Group;
let asha: Person;
let chair: string;

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  asha = await aMember(house, group, 'chair');
  chair = await signIn(house, asha);
});
afterAll(() => house.close());

const newDocument = (...blocks: ReturnType<typeof aPictureBlock>[]): Promise<DocumentRow> => {
  const text = aText('The clinic agrees the imaging.');
  return aDocument(house, { group, person: asha, text: { ...text, blocks: [...text.blocks, ...blocks] } });
};

describe('putting a picture into a draft', () => {
  it('[PLT-6pf] keeps its bytes under their hash, and answers them as what they are and nothing else', async () => {
    const document = await newDocument();
    for (const bytes of [aPng(), aJpeg(), aGif(), aWebp()]) {
      const { status, body } = await sendPicture(house, document.id, { cookie: chair, bytes });
      expect(status).toBe(200);
      const answer = await getPicture(house, document.id, String(body['src']), { cookie: chair });
      const sent = Buffer.from(await answer.arrayBuffer());
      expect([answer.status, hashOf(sent)]).toEqual([200, body['src']]);
      expect(answer.headers.get('content-type')).toMatch(/^image\/(png|jpeg|gif|webp)$/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="picture-[0-9a-f]{8}\.(png|jpg|gif|webp)"$/);
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
      const again = await getPicture(house, document.id, String(body['src']), {
        cookie: chair,
        'if-none-match': `"${String(body['src'])}"`,
      });
      expect(again.status).toBe(304);
    }
  });

  it('[PLT-6pf] neither name nor type of the request decides: an SVG that calls itself a PNG is refused in plain words', async () => {
    const document = await newDocument();
    const headers = { 'content-type': 'image/png', 'content-disposition': 'attachment; filename="../../../etc/scan.png"' };
    const lie = await sendPicture(house, document.id, { cookie: chair, bytes: AN_SVG, headers });
    expect(lie).toMatchObject({ status: 422, body: { code: 'picture-unknown-kind' } });
    expect(String(lie.body['detail'])).toBe('This is not a picture that Concord can keep. Choose a PNG, JPEG, GIF or WebP file.');
    const empty = await sendPicture(house, document.id, { cookie: chair, bytes: Buffer.alloc(0) });
    expect(empty).toMatchObject({ status: 422, body: { code: 'picture-empty' } });
    const large = await sendPicture(house, document.id, { cookie: chair, bytes: Buffer.alloc(MAX_PICTURE_BYTES + 1) });
    expect(large).toMatchObject({ status: 413, body: { code: 'picture-too-large' } });
    const honest = await sendPicture(house, document.id, { cookie: chair, headers: { 'content-type': 'text/html' } });
    expect(honest.status).toBe(200);
  });

  it('[PLT-6pb] where a photograph was taken never reaches the database', async () => {
    const document = await newDocument();
    await sendPicture(house, document.id, { cookie: chair, bytes: aJpeg(exifOf(6, '51.5074 N')) });
    const { rows } = await sql<{ found: number }>`select position('51.5074'::bytea in bytes) as found from picture`.execute(
      house.store.read,
    );
    expect(rows.every(({ found }) => found === 0)).toBe(true);
  });

  it('[PLT-6pg] a picture sent twice, or to two documents, lies there once', async () => {
    const [one, two] = [await newDocument(), await newDocument()];
    const bytes = aPng(17, 19);
    const [first, , other] = [
      await sendPicture(house, one.id, { cookie: chair, bytes }),
      await sendPicture(house, one.id, { cookie: chair, bytes }),
      await sendPicture(house, two.id, { cookie: chair, bytes }),
    ];
    expect(other.body).toEqual(first.body);
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from picture where width = 17`.execute(
      house.store.read,
    );
    expect(rows[0]?.count).toBe(1);
    await expect(sql`delete from picture where width = 17`.execute(house.store.read)).rejects.toThrow(/append-only/);
  });

  it('[PLT-6pg] a document holds so many pictures and bytes of them and no more', async () => {
    const document = await newDocument();
    const held = async (id: string, count: number, size: number): Promise<void> => {
      const hashes = sql`select md5(${id} || n) as hash from generate_series(1, ${count}::int) n`;
      await sql`insert into picture select hash, 'image/png', 1, 1, ${size}::int, ''::bytea from (${hashes}) h`.execute(
        house.store.read,
      );
      await sql`insert into document_picture select ${id}, hash, 'x' from (${hashes}) h`.execute(house.store.read);
    };
    const bytes = aPng(11, 11);
    await held(document.id, 1, MAX_DOCUMENT_PICTURE_BYTES - bytes.length + 1);
    const full = await sendPicture(house, document.id, { cookie: chair, bytes });
    expect(full).toMatchObject({ status: 409, body: { code: 'pictures-full' } });
    expect(String(full.body['detail'])).toMatch(/at most 400 pictures and 60 MB/);
    const crowded = await newDocument();
    await held(crowded.id, MAX_DOCUMENT_PICTURES, 0);
    const beyond = await sendPicture(house, crowded.id, { cookie: chair, bytes });
    expect(beyond).toMatchObject({ status: 409, body: { code: 'pictures-full' } });
  });

  it('[PLT-6ph] of ten thousand pictures one person sends at once only the first are looked at', async () => {
    const document = await newDocument();
    const cookie = await signIn(house, await aMember(house, group, 'chair'));
    const refused = [];
    for (let n = 0; n < MAX_PICTURES_PER_TEN_MINUTES + 20; n++)
      refused.push((await sendPicture(house, document.id, { cookie, bytes: AN_SVG })).status);
    expect(refused.slice(0, MAX_PICTURES_PER_TEN_MINUTES).every((status) => status === 422)).toBe(true);
    expect(refused.slice(MAX_PICTURES_PER_TEN_MINUTES)).toEqual(Array.from({ length: 20 }, () => 429));
    const other = await sendPicture(house, document.id, { cookie: chair, bytes: AN_SVG });
    expect(other.status).toBe(422);
  });

  it('[MEM-8h] whoever may write sends pictures and whoever may read the draft sees them, by every role; a picture is no way into a draft', async () => {
    const document = await newDocument();
    const { body } = await sendPicture(house, document.id, { cookie: chair, bytes: aPng(21, 22) });
    const src = String(body['src']);
    for (const role of SEAT_ROLES) {
      const cookie = await signIn(house, await aMember(house, group, role));
      const sent = await sendPicture(house, document.id, { cookie, bytes: aPng(21, 22) });
      const seen = await getPicture(house, document.id, src, { cookie });
      expect([role, sent.status], role).toEqual([role, mayDo([role], 'suggest-in-draft') ? 200 : 403]);
      expect([role, seen.status], role).toEqual([role, mayDo([role], 'read-draft') ? 200 : 403]);
    }
    const administrator = await signIn(house, await aPerson(house, { administrator: true }));
    const elsewhere = await signIn(house, await aMember(house, await aGroup(house), 'chair'));
    for (const cookie of [administrator, elsewhere]) {
      expect((await getPicture(house, document.id, src, { cookie })).status).not.toBe(200);
      expect((await sendPicture(house, document.id, { cookie })).status).not.toBe(200);
    }
    expect((await getPicture(house, document.id, src, {})).status).toBe(401);
    const unrelated = await newDocument();
    expect((await getPicture(house, unrelated.id, src, { cookie: chair })).status).toBe(404); // of another document, though both are read by the same people
    expect((await getPicture(house, document.id, 'f'.repeat(64), { cookie: chair })).status).toBe(404);
    expect((await getPicture(house, document.id, '../../x', { cookie: chair })).status).not.toBe(200);
  });
});

describe('freezing a draft with pictures', () => {
  const freeze = (documentId: string): ReturnType<typeof ask> =>
    ask(house, 'POST', `/api/documents/${documentId}/versions`, { cookie: chair, body: { label: 'One', reason: 'Read' } });

  it('[DRA-27f] is refused while a picture has no description or is not here, names it, and the preview lists all', async () => {
    const { src } = await addPicture(house, { documentId: (await newDocument()).id, actorId: asha.id, bytes: aPng() });
    const blocks = [
      aPictureBlock({ src }),
      aPictureBlock({ src: 'e'.repeat(64), alt: 'Gone' }),
      aPictureBlock({ src, alt: 'A scan' }),
    ];
    const document = await newDocument(...blocks);
    await addPicture(house, { documentId: document.id, actorId: asha.id, bytes: aPng() });
    const refused = await freeze(document.id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'pictures-not-ready' } });
    expect(String(refused.body['detail'])).toBe(
      'Figure 1 has no description yet. Describe it for people who cannot see it, or say why it needs none. One more picture has to be put right.',
    );
    const { body } = await ask(house, 'GET', `/api/documents/${document.id}/freeze-preview`, { cookie: chair });
    expect(body).toMatchObject({
      pictures: 3,
      toPutRight: [
        { blockId: blocks[0]?.id, name: 'Figure 1', why: 'no-description' },
        { blockId: blocks[1]?.id, name: 'Figure 2', why: 'not-here' },
      ],
    });
  });

  it('[DRA-27f] goes through with a description, or with the reason why a picture is decoration only', async () => {
    const first = await newDocument();
    const { src } = await addPicture(house, { documentId: first.id, actorId: asha.id, bytes: aPng() });
    const document = await newDocument(
      aPictureBlock({ src, alt: 'A scan' }),
      aPictureBlock({ src, decorative: 'A line between parts' }),
    );
    expect((await freeze(document.id)).body).toMatchObject({ code: 'pictures-not-ready' }); // another document’s picture is not this one’s
    await addPicture(house, { documentId: document.id, actorId: asha.id, bytes: aPng() });
    expect((await freeze(document.id)).status).toBe(200);
  });
});
