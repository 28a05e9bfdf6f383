import { randomBytes } from 'node:crypto';
import type { House } from '../../server/house.ts';
import { findGroup, getGroup, insertGroup, type Group } from '../../server/directory/group-store.ts';
import { insertPortfolio, insertProgramme, listProgrammes } from '../../server/directory/programme-store.ts';
import { insertSeat } from '../../server/directory/seat-store.ts';
import type { DocumentRow } from '../../server/drafting/document-store.ts';
import { makeDocument } from '../../server/drafting/make-document.ts';
import { freezeVersion } from '../../server/drafting/versions/freeze-version.ts';
import type { VersionRow } from '../../server/drafting/versions/version-store.ts';
import { hashToken, SESSION_COOKIE } from '../../server/identity/access.ts';
import { insertAdministrator, insertPerson, requirePerson, type Person } from '../../server/identity/person-store.ts';
import { insertSession } from '../../server/identity/session-store.ts';
import type { Announcements } from '../../server/platform/live/announcements.ts';
import type { Store } from '../../server/platform/database/store.ts';
import type { SeatRole } from '../../shared/identity/rules.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';

let made = 0;

/** A person who has joined; `administrator: true` makes them one of the installation. */
export async function aPerson(
  { store }: { store: Store },
  { name, email, administrator = false }: { name?: string; email?: string; administrator?: boolean } = {},
): Promise<Person> {
  made += 1;
  const id = makeId();
  await store.transaction(async (tx) => {
    await insertPerson(tx, {
      id,
      name: name ?? `Fictional Person ${made}`,
      email: email ?? `person-${made}-${id.slice(0, 6)}@example.org`,
      joined: true,
    });
    if (administrator) await insertAdministrator(tx, id, 'system');
  });
  return requirePerson(store.read, id);
}

/** A group of its own in the programme Cancer & Blood (made when the directory is empty). */
export async function aGroup(
  { store }: { store: Store },
  { name, code, kind = 'crg' }: { name?: string; code?: string; kind?: string } = {},
): Promise<Group> {
  made += 1;
  const id = makeId();
  const programme = await aProgramme({ store });
  const slug = code ?? `T${made}${id.slice(0, 4)}`;
  await store.transaction((tx) =>
    insertGroup(tx, {
      id,
      programme_id: programme,
      slug,
      code: slug,
      name: name ?? `Group ${made}`,
      kind,
      service_reference: null,
    }),
  );
  const group = await getGroup(store.read, id);
  if (!group) throw new Error('the group was not made');
  return group;
}

/** The sarcoma group of the directory that every house loads at first start. */
export async function theSarcomaGroup({ store }: { store: Store }): Promise<Group> {
  const group = await findGroup(store.read, 'cancer-and-blood', 'SCA');
  if (!group) throw new Error('the directory has not been loaded');
  return group;
}

async function aProgramme({ store }: { store: Store }): Promise<string> {
  const known = (await listProgrammes(store.read)).find(({ slug }) => slug === 'cancer-and-blood');
  if (known) return known.id;
  const portfolioId = makeId();
  const id = makeId();
  const openedAt = '2013-04-01T00:00:00.000Z';
  await store.transaction(async (tx) => {
    await insertPortfolio(tx, { id: portfolioId, slug: 'acute', name: 'Acute', openedAt });
    await insertProgramme(tx, {
      id,
      slug: 'cancer-and-blood',
      name: 'Cancer & Blood',
      covers: 'Infection, cancer, immunity and haematology',
      portfolio_id: portfolioId,
      place: 1,
      openedAt,
    });
  });
  return id;
}

/** A seat from now on; give `fromDay`/`untilDay` ("2026-11-23") for others. */
export async function aSeat(
  { store }: { store: Store },
  seat: {
    person: { id: string };
    group: { id: string };
    role?: SeatRole;
    area?: string;
    fromDay?: string;
    untilDay?: string;
  },
): Promise<{ id: string }> {
  const id = makeId();
  await store.transaction((tx) =>
    insertSeat(tx, {
      id,
      personId: seat.person.id,
      groupId: seat.group.id,
      role: seat.role ?? 'senate-member',
      area: seat.area ?? null,
      speaksFor: null,
      fromDay: seat.fromDay ?? null,
      untilDay: seat.untilDay ?? null,
      reason: 'Made for a test',
      madeBy: 'system',
    }),
  );
  return { id };
}

/** A person with a seat in a group, in one go. */
export async function aMember(house: { store: Store }, group: { id: string }, role: SeatRole = 'senate-member'): Promise<Person> {
  const person = await aPerson(house);
  await aSeat(house, { person, group, role });
  return person;
}

/** A session for a person without typing a password; answers the Cookie header. */
export async function signIn(house: Pick<House, 'store'>, person: { id: string }): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await house.store.transaction((tx) =>
    insertSession(tx, { id: makeId(), personId: person.id, tokenHash: hashToken(token), seconds: 3600 }),
  );
  return `${SESSION_COOKIE}=${token}`;
}

/** Calls the API of a house as a page of it would; `cookie` is what signIn gave. */
export async function ask(
  house: Pick<House, 'baseUrl'>,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  { cookie, body, headers = {} }: { cookie?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(house.baseUrl + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(cookie ? { cookie } : {}),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json', 'x-concord-request': '1', origin: house.baseUrl }),
      ...headers,
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
  });
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    body: isJson ? (JSON.parse(text) as Record<string, unknown>) : { text }, // our own API answers objects
    headers: response.headers,
  };
}

const silent: Announcements = {
  announce: async () => Promise.resolve(),
  dropPerson: () => undefined,
  close: async () => Promise.resolve(),
};

/** A document of a group; without a text it holds only its template. */
export async function aDocument(
  { store }: { store: Store },
  wanted: { group: { id: string }; person: { id: string }; productId?: string; title?: string; text?: DocumentText },
): Promise<DocumentRow> {
  made += 1;
  return makeDocument(
    { store, announcements: silent },
    {
      groupId: wanted.group.id,
      productId: wanted.productId ?? 'service-specification',
      title: wanted.title ?? `Document ${made}`,
      actorId: wanted.person.id,
      text: wanted.text,
    },
  );
}

/** A version of a document, frozen now from its committed text. */
export async function aVersion(
  { store }: { store: Store },
  { document, person, label, reason }: { document: { id: string }; person: { id: string }; label?: string; reason?: string },
): Promise<VersionRow> {
  return freezeVersion(
    { store, announcements: silent },
    { documentId: document.id, label: label ?? 'For a test', reason: reason ?? 'Made for a test', actorId: person.id },
  );
}

/** A short text: one heading and a clause for each given sentence. */
export function aText(...sentences: string[]): DocumentText {
  const heading: DocumentText['blocks'][number] = {
    id: makeId(),
    kind: 'heading',
    level: 1,
    content: [{ text: 'Care pathway' }],
  };
  const clauses = sentences.map((sentence): DocumentText['blocks'][number] => ({
    id: makeId(),
    kind: 'clause',
    level: 0,
    content: [{ text: sentence }],
  }));
  return { schema: 1, blocks: [heading, ...clauses] };
}
