import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Group } from '../../server/directory/group-store.ts';
import { requireDocument, setStage, type DocumentRow } from '../../server/drafting/document-store.ts';
import { moveStage } from '../../server/drafting/move-stage.ts';
import { latestVersion, requireVersion, versionsOf } from '../../server/drafting/versions/version-store.ts';
import type { House } from '../../server/house.ts';
import type { Person } from '../../server/identity/person-store.ts';
import { mayMoveStage } from '../../shared/drafting/rules.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { canonicalForm, contentHash } from '../../shared/text/canonical-form.ts';
import { listSuggestions } from '../../shared/text/live/list-suggestions.ts';
import { placeOfRelative, relativeOf } from '../../shared/text/live/relative-place.ts';
import { textOf } from '../../shared/text/plain-text.ts';
import { aDocument, aGroup, aMember, aText, aVersion, ask, signIn } from '../support/builders.ts';
import { connectDraft, synced } from '../support/draft-clients.ts';
import { startHouse } from '../support/start-house.ts';
import { registerSession, suggestingWriter } from '../support/suggesting.ts';

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

const newDocument = (...sentences: string[]): Promise<DocumentRow> =>
  aDocument(house, { group, person: asha, text: aText(...sentences) });
const freeze = (documentId: string, body: object, cookie = chair): ReturnType<typeof ask> =>
  ask(house, 'POST', `/api/documents/${documentId}/versions`, { cookie, body });

describe('freezing a version', () => {
  it('[DRA-27a] keeps number, label, reason, who and fingerprint of exactly the committed text', async () => {
    const document = await newDocument('The clinic agrees the imaging.');
    const client = await synced(connectDraft(house, document.id, { cookie: member }));
    client.type(' And the biopsy.');
    const preview = await ask(house, 'GET', `/api/documents/${document.id}/freeze-preview`, { cookie: chair });
    const { status, body } = await freeze(document.id, { label: 'For testing', reason: 'The group has read it.' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ number: 1, label: 'For testing', reason: 'The group has read it.', madeBy: { id: asha.id } });
    const version = await requireVersion(house.store.read, String(body['id']));
    expect(version.hash).toBe(contentHash(version.text));
    expect(textOf(version.text)).toContain('The clinic agrees the imaging.');
    expect(preview.body).toMatchObject({ number: 1, changedSince: null, stageAfter: 'frozen' });
    expect(body['stage']).toBe('frozen');
    client.stop();
  });

  it('[DRA-27d] lists open suggestions, takes none before each is decided or set aside, and records whose were set aside', async () => {
    const document = await newDocument('The clinic agrees the imaging.');
    const stands = (await house.rooms.drafts.readDraft(document.id)).blocks.length;
    await house.rooms.drafts.changeDraft(document.id, asha.id, {
      doc: (doc) => {
        registerSession(doc, 1001, 'ben');
        const writer = suggestingWriter(doc, 1001, 'ben');
        writer.change(writer.state.tr.insertText('soon ', writer.state.doc.content.size - 1));
        writer.change(writer.state.tr.delete(2, 4));
      },
    });
    const preview = await ask(house, 'GET', `/api/documents/${document.id}/freeze-preview`, { cookie: chair });
    const open = preview.body['suggestions'] as { id: string; person: { name: string }; words: string }[];
    expect(open.map(({ person, words }) => `${person.name}: ${words}`)).toEqual([
      expect.stringContaining('ben Example: Replaces “'),
      'ben Example: Adds “soon”.',
    ]);
    const asked = { label: 'For testing', reason: 'The group has read it.' };
    const refused = await freeze(document.id, { ...asked, setAside: [open[0]!.id] });
    expect(refused).toMatchObject({ status: 409, body: { code: 'suggestions-open', facts: { left: 1 } } });
    const frozen = await freeze(document.id, { ...asked, setAside: open.map(({ id }) => id) });
    expect(frozen.status).toBe(200);
    const version = await requireVersion(house.store.read, String(frozen.body['id']));
    expect(textOf(version.text)).toContain('The clinic agrees the imaging.');
    expect(version.text.blocks).toHaveLength(stands);
    const timeline = await ask(house, 'GET', `/api/documents/${document.id}/record`, { cookie: chair });
    expect(JSON.stringify(timeline.body)).toContain('set aside for it the open suggestions of ben Example (2)');
    expect((await house.rooms.drafts.readFrom(document.id, listSuggestions)).length).toBe(2);
  });

  it('[DRA-27e] leads through every stage that lies between, also after a consultation that nobody answered', async () => {
    const document = await newDocument('The clinic agrees the imaging.');
    await house.store.transaction((tx) => setStage(tx, document.id, 'consultation-closed'));
    const { status, body } = await freeze(document.id, { label: 'For sign-off', reason: 'Nobody commented.' });
    expect({ status, stage: body['stage'] }).toEqual({ status: 200, stage: 'revised' });
    const { body: record } = await ask(house, 'GET', `/api/documents/${document.id}/record`, { cookie: chair });
    const told = (record['entries'] as { sentence: string }[]).map(({ sentence }) => sentence).join('\n');
    expect(told).toMatch(/Revised[\s\S]*Answering points/); // the newest first
  });

  it('[DRA-27b] drafting goes on and the version stays as it was', async () => {
    const document = await newDocument('As it was.');
    const first = await aVersion(house, { document, person: asha });
    const client = await synced(connectDraft(house, document.id, { cookie: chair }));
    client.type(' Written later.');
    await waitSaved(client);
    const second = await freeze(document.id, { label: 'Two', reason: 'Later' });
    expect(second.body).toMatchObject({ number: 2 });
    expect(canonicalForm((await requireVersion(house.store.read, first.id)).text)).toBe(canonicalForm(first.text));
    const newest = await latestVersion(house.store.read, document.id);
    expect(newest?.hash).toBe(client.hash());
    await expect(sql`update version set label = 'other' where id = ${first.id}`.execute(house.store.read)).rejects.toThrow(
      /append-only/,
    );
    await expect(sql`delete from version where id = ${first.id}`.execute(house.store.read)).rejects.toThrow(/append-only/);
    client.stop();
  });

  it('[DRA-27c] two freezes at once get two numbers', async () => {
    const document = await newDocument('Words.');
    await Promise.all([freeze(document.id, { label: 'A', reason: 'r' }), freeze(document.id, { label: 'B', reason: 'r' })]);
    expect((await versionsOf(house.store.read, document.id)).map(({ number }) => number)).toEqual([2, 1]);
  });

  it('[TXT-6] a passage of a version is found again in the living draft by its characters', async () => {
    const document = await newDocument('Every biopsy is discussed with the team.');
    const version = await aVersion(house, { document, person: asha });
    const frozen = new Y.Doc();
    Y.applyUpdate(frozen, version.state);
    const block = version.text.blocks[1]?.id ?? '';
    const place = relativeOf(frozen, block, 6, 12);
    const client = await synced(connectDraft(house, document.id, { cookie: chair }));
    client.type(' Always.');
    expect(place && placeOfRelative(client.doc, place)).toEqual({ blockId: block, start: 6, end: 12 });
    client.stop();
  });

  it('is refused without a label, a reason, the right, or any words', async () => {
    const document = await newDocument('Words.');
    expect((await freeze(document.id, { label: '', reason: 'r' })).status).toBe(422);
    expect((await freeze(document.id, { label: 'l', reason: ' ' })).status).toBe(422);
    expect((await freeze(document.id, { label: 'l', reason: 'r' }, member)).status).toBe(403);
    const empty = await aDocument(house, { group, person: asha, text: { schema: 1, blocks: [emptyBlock()] } });
    expect(await freeze(empty.id, { label: 'l', reason: 'r' })).toMatchObject({ status: 409, body: { code: 'empty-draft' } });
  });

  it('is in the record and can be read as a page', async () => {
    const document = await newDocument('Read me <b>plainly</b>.');
    const { body } = await freeze(document.id, { label: 'One', reason: 'To be read' });
    const page = await ask(house, 'GET', `/api/versions/${String(body['id'])}`, { cookie: member });
    expect(page.body['html']).toContain('Read me &lt;b&gt;plainly&lt;/b&gt;.');
    expect(page.body['headings']).toMatchObject([{ label: '1', words: 'Care pathway', level: 1 }]);
    const record = (await ask(house, 'GET', `/api/documents/${document.id}/record`, { cookie: member })).body['entries'] as {
      sentence: string;
      words: string | null;
    }[];
    expect(record.slice(0, 2).map(({ sentence }) => sentence)).toEqual([
      `${asha.name} froze version 1, “One”, which guards the document: from now on members suggest.`,
      `${asha.name} moved it from “Drafting” to “Frozen”.`,
    ]);
    expect(record[0]?.words).toBe('To be read');
  });
});

describe('the life of a document', () => {
  const move = (
    from: Parameters<typeof mayMoveStage>[0]['from'],
    to: typeof from,
    reason = '',
    productId = 'service-specification',
  ): string => {
    const outcome = mayMoveStage({ productId, from, to, reason });
    return outcome.ok ? 'yes' : outcome.problem.code;
  };

  it.each([
    ['drafting', 'frozen', '', 'service-specification', 'yes'],
    ['frozen', 'consultation-open', '', 'service-specification', 'yes'],
    ['frozen', 'sign-off', '', 'service-specification', 'stage-left-out'],
    ['frozen', 'sign-off', '', 'cquin', 'yes'],
    ['frozen', 'consultation-open', '', 'cquin', 'stage-not-in-life'],
    ['frozen', 'sign-off', '', 'business-case', 'yes'],
    ['revised', 'consultation-open', '', 'service-specification', 'reason-needed'],
    ['revised', 'consultation-open', 'A second round', 'service-specification', 'yes'],
    ['published', 'withdrawn', '', 'service-specification', 'reason-needed'],
    ['published', 'withdrawn', 'Replaced by law', 'service-specification', 'yes'],
    ['withdrawn', 'withdrawn', '', 'service-specification', 'yes'],
  ] as const)('from %s to %s with reason "%s" as a %s: %s', (from, to, reason, product, answer) => {
    expect(move(from, to, reason, product)).toBe(answer);
  });

  it('freezing after the points were answered makes the document revised', async () => {
    const document = await newDocument('Words.');
    await house.store.transaction((tx) => setStage(tx, document.id, 'resolving'));
    expect((await freeze(document.id, { label: 'l', reason: 'r' })).body['stage']).toBe('revised');
    await house.store.transaction((tx) => moveStage(tx, document.id, 'sign-off', asha.id));
    expect((await requireDocument(house.store.read, document.id)).stage).toBe('sign-off');
  });
});

function emptyBlock(): Parameters<typeof textOf>[0]['blocks'][number] {
  return { id: makeId(), kind: 'paragraph', level: 0, content: [] };
}

async function waitSaved(client: ReturnType<typeof connectDraft>): Promise<void> {
  while (client.saved() < client.sent()) await new Promise((later) => setTimeout(later, 10));
}
