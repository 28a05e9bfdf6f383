import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Group } from '../../server/directory/group-store.ts';
import { insertWordImport, requireWordImport, endLeftImports } from '../../server/drafting/word-import-store.ts';
import type { House } from '../../server/house.ts';
import type { Person } from '../../server/identity/person-store.ts';
import { WORD_FILE_TYPE, type WordImport } from '../../shared/drafting/word-import.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { aDocument, aGroup, aMember, aPerson, aText, ask, signIn } from '../support/builders.ts';
import { connectDraft, synced, until } from '../support/draft-clients.ts';
import { aPng } from '../support/picture-bytes.ts';
import { startHouse } from '../support/start-house.ts';
import { makeWordFile, paragraph, run, table } from './word/make-word-file.ts';

let house: House;
let group: Group;
let asha: Person;
let chair: string;
let member: string;

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  asha = await aMember(house, group, 'chair');
  chair = await signIn(house, asha);
  member = await signIn(house, await aMember(house, group));
});
afterAll(() => house.close());

const deleted =
  '<w:del w:id="1" w:author="Goran" w:date="2026-01-02T10:00:00Z"><w:r><w:delText>gone words</w:delText></w:r></w:del>';
const someFile = (): Promise<Uint8Array> =>
  makeWordFile(
    paragraph('Care pathway', '<w:outlineLvl w:val="0"/>') +
      paragraph(run('A person with a lump has a scan. ') + deleted) +
      table([['Service', 'Where']]),
  );

async function send(
  bytes: Uint8Array,
  { cookie = chair, query = {}, type = WORD_FILE_TYPE }: { cookie?: string; query?: Record<string, string>; type?: string } = {},
): Promise<{ status: number; body: WordImport & { code?: string } }> {
  const search = new URLSearchParams({ productId: 'service-specification', fileName: 'Our_policy-v7.docx', ...query });
  const response = await fetch(`${house.baseUrl}/api/groups/${group.id}/word-imports?${search}`, {
    method: 'POST',
    headers: { cookie, 'content-type': type, 'x-concord-request': '1', origin: house.baseUrl },
    body: Buffer.from(bytes),
  });
  return { status: response.status, body: (await response.json()) as WordImport & { code?: string } }; // the contract's output
}

async function ended(id: string): Promise<WordImport> {
  let last: WordImport | undefined;
  await until(
    async () => {
      last = (await ask(house, 'GET', `/api/word-imports/${id}`, { cookie: chair })).body as unknown as WordImport; // the contract's output
      return last.state !== 'reading';
    },
    'the reading to end',
    20_000,
  );
  if (!last) throw new Error('nothing was read');
  return last;
}

describe('bringing a Word file in', () => {
  it('[DRA-40p] makes a document of it and lists every loss with its place', async () => {
    const { status, body } = await send(await someFile());
    expect(status).toBe(200);
    expect(body.state).toBe('reading');
    const done = await ended(body.id);
    expect(done).toMatchObject({ state: 'done', percent: 100, problem: null });
    expect(done.losses).toHaveLength(1);
    expect(done.losses[0]).toMatchObject({ kind: 'tracked-deletion', author: 'Goran', leftOut: 'gone words' });
    expect(done.losses[0]?.place).toMatch(/under “Care pathway”/);
    const details = await ask(house, 'GET', `/api/documents/${done.documentId ?? ''}`, { cookie: member });
    expect(details.body).toMatchObject({
      title: 'Our policy v7',
      product: 'Service specification',
      wordFile: { importId: body.id, losses: 1 },
    });
    const draft = await ask(house, 'GET', `/api/documents/${done.documentId ?? ''}/draft`, { cookie: member });
    expect(draft.body['html']).toContain('A person with a lump has a scan.');
  });

  it('[DRA-40n] pictures come along, into a new document and into a template, and whoever may read the draft sees them', async () => {
    const drawing =
      '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A pathway"/><a:blip r:embed="p1"/></wp:inline></w:drawing></w:r>';
    const file = await makeWordFile({
      body: paragraph('Care pathway', '<w:outlineLvl w:val="0"/>') + paragraph(run('As follows.') + drawing),
      extra: { 'word/media/image1.png': aPng(33, 22) },
      relations: [['p1', 'image', 'media/image1.png']],
    });
    const replaced = await aDocument(house, { group, person: asha });
    for (const query of [{}, { replaces: replaced.id }] as Record<string, string>[]) {
      const done = await ended((await send(file, { query })).body.id);
      expect(done).toMatchObject({ state: 'done', counts: { pictures: 1 }, losses: [] });
      const draft = await ask(house, 'GET', `/api/documents/${done.documentId ?? ''}/draft`, { cookie: member });
      const [, address = ''] = /<img src="([^"]+)" alt="A pathway" width="33" height="22"/.exec(String(draft.body['html'])) ?? [];
      const picture = await fetch(house.baseUrl + address, { headers: { cookie: member } });
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    }
  });

  it('[DRA-40q] takes the place of a template nobody has written in, in front of whoever looks on', async () => {
    const document = await aDocument(house, { group, person: asha });
    const onlooker = await synced(connectDraft(house, document.id, { cookie: member }));
    const { body } = await send(await someFile(), { query: { replaces: document.id } });
    expect(await ended(body.id)).toMatchObject({ state: 'done', documentId: document.id });
    await until(() => onlooker.text().includes('A person with a lump has a scan.'), 'the words at the onlooker');
    expect(onlooker.text()).not.toContain('Prescribed Specialised Service');
    onlooker.stop();
  });

  it('[DRA-40r] never replaces words that somebody has written', async () => {
    const document = await aDocument(house, { group, person: asha, text: aText('Written by hand.') });
    expect(await send(await someFile(), { query: { replaces: document.id } })).toMatchObject({
      status: 409,
      body: { code: 'draft-has-words' },
    });
  });

  it('[DRA-42a] can be stopped, and then nothing has been made', async () => {
    const rows = Array.from({ length: 1500 }, (_, n) => paragraph(`Paragraph ${n} of a long file with some words in it.`)).join(
      '',
    );
    const { body } = await send(await makeWordFile(rows));
    const stopped = await ask(house, 'DELETE', `/api/word-imports/${body.id}`, { cookie: chair });
    expect(stopped.body).toMatchObject({ state: 'stopped', documentId: null });
    expect(await ended(body.id)).toMatchObject({ state: 'stopped', documentId: null });
  });

  it('[PLT-6] answers a file that is none with a plain sentence, and takes no other type and no stranger', async () => {
    const { body } = await send(new TextEncoder().encode('not a zip at all'));
    const failed = await ended(body.id);
    expect(failed.state).toBe('failed');
    expect(failed.problem?.sentence).toMatch(/\.$/);
    expect(await send(await someFile(), { type: 'application/pdf' })).toMatchObject({
      status: 415,
      body: { code: 'not-a-word-file' },
    });
    expect((await send(await someFile(), { cookie: member })).status).toBe(403);
    expect((await ask(house, 'DELETE', `/api/word-imports/${body.id}`, { cookie: member })).status).toBe(403);
    expect(
      (await ask(house, 'GET', `/api/word-imports/${body.id}`, { cookie: await signIn(house, await aPerson(house)) })).status,
    ).toBe(403);
  });

  it('[DRA-42b] what a restart left in the middle ends as failed, with a sentence', async () => {
    const id = makeId();
    const row = { id, group_id: group.id, product_id: 'scope', title: 'T', file_name: 'a.docx', replaces: null };
    await insertWordImport(house.store.read, { ...row, asked_by: asha.id, step: 'Opening the file' });
    await endLeftImports(house.store.read);
    expect(await requireWordImport(house.store.read, id)).toMatchObject({ state: 'failed', problem: { code: 'restarted' } });
  });
});
