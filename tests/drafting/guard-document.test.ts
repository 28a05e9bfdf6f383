import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Group } from '../../server/directory/group-store.ts';
import type { DocumentRow } from '../../server/drafting/document-store.ts';
import type { House } from '../../server/house.ts';
import type { Person } from '../../server/identity/person-store.ts';
import { mayWrite } from '../../shared/drafting/rules.ts';
import { CLOSE_CODES, MESSAGE, ServerHello } from '../../shared/drafting/wire.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { acceptSuggestions } from '../../shared/text/live/decide-suggestions.ts';
import { SCHEMA_VERSION } from '../../shared/text/live/flat-root.ts';
import { listSuggestions } from '../../shared/text/live/list-suggestions.ts';
import { aDocument, aGroup, aMember, aText, ask, signIn } from '../support/builders.ts';
import { connectDraft, synced, until, type DraftClient } from '../support/draft-clients.ts';
import { startHouse } from '../support/start-house.ts';
import { partsOf, registerSession, suggestingWriter } from '../support/suggesting.ts';

type Member = { person: Person; cookie: string };

let house: House;
let group: Group;
let chair: Member;
let member: Member;
let named: Member;
let document: DocumentRow;
const clients: DraftClient[] = [];

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  chair = await seated('chair');
  member = await seated('senate-member');
  named = await seated('ppe-member');
});
beforeEach(async () => {
  document = await aDocument(house, { group, person: chair.person, text: aText('The clinic agrees the imaging.') });
});
afterAll(async () => {
  clients.forEach((client) => client.stop());
  await house.close();
});

async function seated(role: Parameters<typeof aMember>[2]): Promise<Member> {
  const person = await aMember(house, group, role);
  return { person, cookie: await signIn(house, person) };
}

const guard = (body: object, by = chair): ReturnType<typeof ask> =>
  ask(house, 'PUT', `/api/documents/${document.id}/guard`, { cookie: by.cookie, body });
const details = async (by: Member): Promise<Record<string, unknown>> =>
  (await ask(house, 'GET', `/api/documents/${document.id}`, { cookie: by.cookie })).body;

/** Joins the draft and notes what the server says this person's typing does, each time it says so. */
async function join(by: Member): Promise<DraftClient & { modes: string[] }> {
  const client = connectDraft(house, document.id, { cookie: by.cookie });
  clients.push(client);
  const modes: string[] = [];
  client.provider.messageHandlers[MESSAGE.hello] = (_encoder, decoder) => {
    modes.push(ServerHello.parse(JSON.parse(decoding.readVarString(decoder))).mode);
  };
  const hello = { schema: SCHEMA_VERSION, clientId: client.doc.clientID, pageLoad: makeId() };
  client.provider.on('status', ({ status }) => {
    if (status !== 'connected') return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.hello);
    encoding.writeVarString(encoder, JSON.stringify(hello));
    client.provider.ws?.send(encoding.toUint8Array(encoder));
  });
  await synced(client);
  return Object.assign(client, { modes });
}

describe('guarding a document', () => {
  it('[DRA-29a] is open until its first version is frozen, which guards it; then members suggest and who leads the group edits', async () => {
    expect(await details(member)).toMatchObject({ guarded: false, may: { edit: true, suggest: true, acceptOwn: true } });
    await ask(house, 'POST', `/api/documents/${document.id}/versions`, {
      cookie: chair.cookie,
      body: { label: 'For testing', reason: 'The group has read it.' },
    });
    expect(await details(member)).toMatchObject({ guarded: true, may: { edit: false, suggest: true, guard: false } });
    expect(await details(chair)).toMatchObject({ guarded: true, may: { edit: true, acceptOwn: true, guard: true } });
  });

  it('[DRA-29b] stays open through a freeze when the chair has said so', async () => {
    expect((await guard({ guarded: false, editors: [] })).status).toBe(200);
    await ask(house, 'POST', `/api/documents/${document.id}/versions`, {
      cookie: chair.cookie,
      body: { label: 'For testing', reason: 'The group has read it.' },
    });
    expect(await details(member)).toMatchObject({ guarded: false, may: { edit: true } });
  });

  it('[DRA-29c] tells everybody inside at once, and from then on the wire takes nothing but suggestions of a member', async () => {
    const [inside, leading] = [await join(member), await join(chair)];
    inside.type(' And the biopsy.');
    await until(() => leading.text().includes('biopsy'), 'words of an open document');
    expect((await guard({ guarded: true, editors: [named.person.id] })).status).toBe(200);
    await until(() => inside.closes.some(({ code }) => code === CLOSE_CODES['rights-changed']), 'the closing');
    await until(() => inside.modes.at(-1) === 'suggesting', 'the new mode');
    expect(leading.closes).toEqual([]);
    await synced(inside);
    inside.type(' And the scan.');
    await until(() => inside.refusals.length > 0, 'the refusal');
    expect(inside.refusals).toEqual(['not-suggestion']);
    expect(leading.text()).not.toContain('scan');
    const editor = await join(named);
    expect(editor.modes).toEqual(['editing']);
  });

  it('[DRA-29d] a named editor accepts what others suggest, and is refused accepting an own suggestion', async () => {
    await guard({ guarded: true, editors: [named.person.id] });
    await house.rooms.drafts.changeDraft(document.id, chair.person.id, {
      doc: (doc) => {
        for (const [session, person] of [
          [1001, member.person.id],
          [1002, named.person.id],
        ] as const) {
          registerSession(doc, session, person);
          const writer = suggestingWriter(doc, session, person);
          writer.change(writer.state.tr.insertText(`${session} `, 2));
          writer.binding.disconnect();
        }
      },
    });
    const editor = await join(named);
    const of = (person: Person) => listSuggestions(editor.doc).filter((suggestion) => suggestion.person === person.id);
    acceptSuggestions(editor.doc, partsOf(of(member.person)));
    const watching = await join(chair);
    await until(() => watching.text().includes('1001'), 'the accepted words');
    acceptSuggestions(editor.doc, partsOf(of(named.person)));
    await until(() => editor.refusals.length > 0, 'the refusal');
    expect(editor.refusals).toEqual(['own-suggestion']);
    expect(watching.text()).not.toContain('1002');
    expect(Y.encodeStateAsUpdate(watching.doc).length).toBeGreaterThan(0);
  });

  it('[DRA-29e] is said by who leads the group only, names only people who may write, and is in the record', async () => {
    expect((await guard({ guarded: true, editors: [] }, member)).status).toBe(403);
    expect(await guard({ guarded: true, editors: [makeId()] })).toMatchObject({ status: 422, body: { code: 'not-a-writer' } });
    await guard({ guarded: true, editors: [named.person.id] });
    const shown = await ask(house, 'GET', `/api/documents/${document.id}/guard`, { cookie: chair.cookie });
    expect(shown.body).toMatchObject({ guarded: true });
    expect(shown.body['people']).toContainEqual({ id: named.person.id, name: named.person.name, edits: true });
    const record = await ask(house, 'GET', `/api/documents/${document.id}/record`, { cookie: chair.cookie });
    expect(JSON.stringify(record.body)).toContain(`guarded it: members suggest, and ${named.person.name} may edit`);
  });
});

describe('what rights come to', () => {
  const cases: [string, boolean | null, Parameters<typeof mayWrite>[0]['rights'], boolean, ReturnType<typeof mayWrite>][] = [
    ['a writer in an open document', null, ['edit-draft', 'suggest-in-draft'], false, 'edit'],
    ['a writer in a guarded one', true, ['edit-draft', 'suggest-in-draft'], false, 'suggest'],
    ['a named writer in a guarded one', true, ['edit-draft', 'suggest-in-draft'], true, 'edit-others'],
    ['who leads', true, ['edit-draft', 'suggest-in-draft', 'guard-document'], false, 'edit'],
    ['a suggester who is named all the same', true, ['suggest-in-draft'], true, 'suggest'],
    ['a reader', false, [], false, 'read'],
  ];
  for (const [who, guarded, rights, isNamed, may] of cases)
    it(`[DRA-29a] ${who} may ${may}`, () => {
      expect(mayWrite({ guarded, rights, editors: isNamed ? ['p'] : [], personId: 'p' })).toBe(may);
    });
});
