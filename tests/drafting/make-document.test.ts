import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Group } from '../../server/directory/group-store.ts';
import { requireDocument } from '../../server/drafting/document-store.ts';
import { loadDraft } from '../../server/drafting/live/load-draft.ts';
import type { House } from '../../server/house.ts';
import { isTemplateOnly, requiredCount, sectionStates } from '../../shared/drafting/section-state.ts';
import { getTemplate, listProducts } from '../../shared/drafting/templates/template.ts';
import { templateText } from '../../shared/drafting/templates/template-text.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { blockText } from '../../shared/text/plain-text.ts';
import { textFaults } from '../../shared/text/text-faults.ts';
import { aGroup, aMember, aPerson, ask, signIn } from '../support/builders.ts';
import { startHouse } from '../support/start-house.ts';

let house: House;
let group: Group;
let chair: string;
let member: string;
let outsider: string;

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  chair = await signIn(house, await aMember(house, group, 'chair'));
  member = await signIn(house, await aMember(house, group));
  outsider = await signIn(house, await aPerson(house));
});
afterAll(() => house.close());

const make = (cookie: string, body: object): ReturnType<typeof ask> =>
  ask(house, 'POST', `/api/groups/${group.id}/documents`, { cookie, body });

async function textOfDraft(id: string): Promise<DocumentText> {
  return readDocumentText((await loadDraft(house.store.read, id)).doc);
}

describe('a document from a template', () => {
  it('[DRA-20a] has the headings of the form in order, with room under each, and remembers form and version', async () => {
    const { status, body } = await make(chair, { productId: 'service-specification', title: 'Sarcoma services' });
    expect(status).toBe(200);
    const row = await requireDocument(house.store.read, String(body['id']));
    expect(row).toMatchObject({
      template_id: 'national-2018',
      template_version: 1,
      stage: 'drafting',
      title: 'Sarcoma services',
    });
    const text = await textOfDraft(row.id);
    const headings = text.blocks.filter(({ kind }) => kind === 'heading').map(blockText);
    expect(headings.slice(0, 4)).toEqual([
      'Scope',
      'Prescribed Specialised Service',
      'Description',
      'How the service differs from services of other commissioners',
    ]);
    expect(isTemplateOnly(text)).toBe(true);
  });

  it.each(listProducts().flatMap(({ id, templates }) => templates.map((template) => [id, template] as const)))(
    '[DRA-20b] the form of a %s gives a valid text with every section found again',
    (_product, template) => {
      const { text, headingIds } = templateText(template, makeId);
      expect(textFaults(text)).toEqual([]);
      const states = sectionStates(text, template, headingIds);
      expect(states.map(({ state }) => state)).toEqual(states.map(() => 'empty'));
      expect(states.length).toBe(Object.keys(headingIds).length);
    },
  );

  it('[DRA-20c] a section counts as filled by words under it, and is found after its heading was reworded', () => {
    const template = getTemplate('service-specification', 'national-2018', 1);
    if (!template) throw new Error('the form has gone');
    const { text, headingIds } = templateText(template, makeId);
    const at = text.blocks.findIndex(({ id }) => id === headingIds['2.1']);
    const blocks = text.blocks.map((block, place) => {
      if (place === at && block.kind !== 'table') return { ...block, content: [{ text: 'The pathway' }] };
      return place === at + 1 && block.kind !== 'table'
        ? { ...block, content: [{ text: 'A person with a lump has a scan.' }] }
        : block;
    });
    const states = sectionStates({ schema: 1, blocks }, template, headingIds);
    expect(states.filter(({ state }) => state === 'full').map(({ key }) => key)).toEqual(['2', '2.1']);
    expect(requiredCount(states)).toEqual({ full: 1, all: 14 }); // what people write in: section 2 is full when its own are
    const without = sectionStates({ schema: 1, blocks: blocks.filter((_, place) => place !== at) }, template, headingIds);
    expect(without.find(({ key }) => key === '2.1')?.state).toBe('missing');
  });

  it('is made only by those who may, and others do not learn of it', async () => {
    const wanted = { productId: 'scope', title: 'Scope of the service' };
    expect(await make(member, wanted)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    expect((await make(outsider, wanted)).status).toBe(403);
    const { body } = await make(chair, wanted);
    const address = `/api/documents/${String(body['id'])}`;
    expect((await ask(house, 'GET', address, { cookie: member })).body).toMatchObject({
      title: 'Scope of the service',
      product: 'Scope',
      may: { edit: true, freeze: false },
    });
    expect((await ask(house, 'GET', address, { cookie: outsider })).status).toBe(404);
    expect((await ask(house, 'PUT', `${address}/title`, { cookie: member, body: { title: 'Mine' } })).status).toBe(403);
  });

  it('can be renamed, and its lists and record say so', async () => {
    const { body } = await make(chair, { productId: 'cquin', title: 'First' });
    const id = String(body['id']);
    expect((await ask(house, 'PUT', `/api/documents/${id}/title`, { cookie: chair, body: { title: ' Second ' } })).status).toBe(
      200,
    );
    const listed = (await ask(house, 'GET', '/api/documents', { cookie: member })).body['documents'] as {
      id: string;
      title: string;
    }[];
    expect(listed.find((document) => document.id === id)?.title).toBe('Second');
    const record = (await ask(house, 'GET', `/api/documents/${id}/record`, { cookie: member })).body['entries'] as {
      sentence: string;
    }[];
    expect(record.map(({ sentence }) => sentence.replace(/^Fictional Person \d+ /, ''))).toEqual([
      'gave it the title “Second”.',
      'made this document from the template “Concord form of 2026” and called it “First”.',
    ]);
  });

  it('needs a title and a known kind', async () => {
    expect(await make(chair, { productId: 'scope', title: ' ' })).toMatchObject({ status: 422, body: { code: 'wrong-input' } });
    expect(await make(chair, { productId: 'novel', title: 'A novel' })).toMatchObject({
      status: 422,
      body: { code: 'no-such-product' },
    });
  });
});
