import type { Request } from 'express';
import type * as Y from 'yjs';
import * as api from '../../shared/drafting/api.ts';
import { guardDocumentEndpoint, readGuard } from '../../shared/drafting/guard-api.ts';
import { draftPictureAddress } from '../../shared/drafting/picture-api.ts';
import { listProducts } from '../../shared/drafting/templates/template.ts';
import { WORD_FILE_TYPE, type WordImport } from '../../shared/drafting/word-import.ts';
import { MAX_WORD_FILE_BYTES } from '../../shared/kernel/limits.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { wordCount } from '../../shared/text/plain-text.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import type { DirectoryQuestions } from '../directory/questions.ts';
import { requireGroup } from '../directory/group-store.ts';
import { seatsOfPerson } from '../directory/seat-store.ts';
import type { Access } from '../identity/access.ts';
import { getPerson } from '../identity/person-store.ts';
import type { Caller } from '../platform/http/caller.ts';
import { mount } from '../platform/http/door.ts';
import { readSecret } from '../platform/secrets.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { answerEarlierRooms } from './answers.ts';
import { readDayDifference, readTextChanges } from './checkpoints/show-changes.ts';
import { documentsOfGroups, requireDocument } from './document-store.ts';
import { openErasures } from './erasures/erasure-routes.ts';
import { WordMarks } from './erasures/word-marks.ts';
import { WordImports } from './import-word-file.ts';
import { openCollabDoor } from './live/collab-door.ts';
import { ownerOfClient } from './live/draft-log-store.ts';
import { openDraftMetrics } from './live/draft-metrics.ts';
import { DraftRooms } from './live/draft-rooms.ts';
import { openPollDoor } from './live/poll-door.ts';
import { guardDocument, showGuard } from './guard-document.ts';
import { makeDocument } from './make-document.ts';
import { moveStage } from './move-stage.ts';
import { mountPictures } from './pictures/picture-routes.ts';
import { renameDocument } from './rename-document.ts';
import { documentDetails, headingsOf, listedDocument, listedVersion } from './show-document.ts';
import { readTimelineOf, TimelineSentences } from './timeline.ts';
import { freezeVersion } from './versions/freeze-version.ts';
import { openSuggestions } from './versions/open-suggestions.ts';
import { previewFreeze } from './versions/preview-freeze.ts';
import { documentOfVersion, requireVersion, versionsOf } from './versions/version-store.ts';
import { endLeftImports, requireWordImport, type WordImportRow } from './word-import-store.ts';

/** What later rooms may use of drafting besides its stores and acts. */
export type Drafting = { rooms: DraftRooms; sentences: TimelineSentences };

/** `recheck` has everybody in a draft come back through the door whose rights there have changed. */
type Room = HouseParts & Drafting & { access: Access; recheck: (documentId: string) => Promise<void> };

/** Opens drafting: documents, their live text, versions, Word files, and the timeline. */
export async function openDrafting(parts: HouseParts, access: Access, directory: DirectoryQuestions): Promise<Drafting> {
  const marks = new WordMarks(readSecret(parts.settings.dataDirectory, 'erased-words'));
  const rooms = new DraftRooms(parts.store, parts.log, openDraftMetrics(parts.metrics), undefined, marks);
  const sentences = new TimelineSentences();
  await endLeftImports(parts.store.read);
  const imports = new WordImports({ ...parts, rooms });
  const collab = openCollabDoor(parts, rooms);
  const polls = openPollDoor(parts, rooms);
  const recheck = (documentId: string): Promise<void> => {
    polls.recheckDocument(documentId);
    return collab.recheckDocument(documentId);
  };
  const room = { ...parts, access, rooms, sentences, recheck };
  parts.onStop(() => imports.close());
  answerEarlierRooms(access, directory, (personId) => {
    polls.recheckPerson(personId);
    return collab.recheckPerson(personId);
  });
  mountDocuments(room);
  mountWriters(room);
  mountTextChanges(room);
  mountGuard(room);
  mountVersions(room);
  mountPictures(room);
  mountImports(room, imports);
  await openErasures({ ...room, marks, doors: [polls, collab] });
  return { rooms, sentences };
}

const ofDocument = ({ params }: { params: { documentId: string } }): { documentId: string } => ({
  documentId: params.documentId,
});
const ofGroup = ({ params }: { params: { groupId: string } }): { groupId: string } => ({ groupId: params.groupId });

/** The caller's id; every right but `anyone` has made sure that there is one. */
function personOf(caller: Caller): string {
  if (!caller.personId) throw new Problem('sign-in-needed', 401, 'Sign in to go on.');
  return caller.personId;
}

function htmlOf(documentId: string, text: DocumentText): string {
  return textToHtml(text, { pictureAddress: draftPictureAddress(documentId) });
}

function mountDocuments(room: Room): void {
  const { door, store, access } = room;
  const db = store.read;
  mount(door, api.listProductsEndpoint, { handle: async () => Promise.resolve({ products: [...listProducts()] }) });
  mount(door, api.listDocuments, { handle: ({ caller }) => documentsFor(room, caller) });
  mount(door, api.listGroupDocuments, {
    scope: ofGroup,
    handle: async ({ params }) => ({ documents: await listed(room, [params.groupId]) }),
  });
  mount(door, api.makeDocumentEndpoint, {
    scope: ofGroup,
    handle: async ({ params, body, caller }) => {
      const group = await requireGroup(db, params.groupId);
      if (group.closed_at)
        throw new Problem('group-closed', 409, 'This group has closed. Its documents can be read, not added to.');
      const { id } = await makeDocument(room, { ...body, groupId: params.groupId, actorId: personOf(caller) });
      return { id };
    },
  });
  mount(door, api.readDocument, {
    scope: ofDocument,
    handle: async ({ params, caller }) =>
      documentDetails(db, await requireDocument(db, params.documentId), {
        rights: await access.rightsOf(caller, params),
        personId: caller.personId,
      }),
  });
  mount(door, api.renameDocument, {
    scope: ofDocument,
    handle: async ({ params, body, caller }) => {
      await renameDocument(room, { ...params, ...body, actorId: personOf(caller) });
      return {};
    },
  });
  mount(door, api.moveDocument, {
    scope: ofDocument,
    handle: async ({ params, body, caller }) => {
      await store.transaction((tx) => moveStage(tx, params.documentId, body.to, personOf(caller), body.reason));
      return { stage: body.to };
    },
  });
  mount(door, api.readDraftPage, {
    scope: ofDocument,
    handle: async ({ params }) => {
      const text = await room.rooms.readDraft(params.documentId);
      return { html: htmlOf(params.documentId, text), headings: headingsOf(text), words: wordCount(text) };
    },
  });
}

function mountWriters({ door, store }: Room): void {
  const db = store.read;
  mount(door, api.readWriter, {
    scope: ofDocument,
    handle: async ({ params }) => {
      const owner = await ownerOfClient(db, params.documentId, params.clientId);
      const person = owner === undefined ? undefined : await getPerson(db, owner);
      return { person: person ? { id: person.id, name: person.name } : null };
    },
  });
}

function mountTextChanges({ door, rooms, store: { read: db } }: Room): void {
  mount(door, api.readTextChanges, {
    scope: ofDocument,
    handle: async ({ params }) => {
      await rooms.enter(params.documentId); // says in a sentence when the draft cannot be opened
      return { days: await readTextChanges(db, params.documentId) };
    },
  });
  mount(door, api.readDayDifference, {
    scope: ofDocument,
    handle: async ({ params }) => {
      await rooms.enter(params.documentId);
      return readDayDifference(db, params.documentId, params.day);
    },
  });
}

function mountGuard(room: Room): void {
  const { door, store } = room;
  mount(door, readGuard, { scope: ofDocument, handle: async ({ params }) => showGuard(store.read, params.documentId) });
  mount(door, guardDocumentEndpoint, {
    scope: ofDocument,
    handle: async ({ params, body, caller }) => {
      await guardDocument(room, { ...params, ...body, actorId: personOf(caller) });
      await room.recheck(params.documentId);
      return {};
    },
  });
}

function mountVersions(room: Room): void {
  const { door, store, rooms } = room;
  const db = store.read;
  mount(door, api.readTimeline, {
    scope: ofDocument,
    handle: async ({ params }) => ({ entries: await readTimelineOf(db, params.documentId, room.sentences) }),
  });
  mount(door, api.previewFreeze, {
    scope: ofDocument,
    handle: async ({ params: { documentId } }) => {
      const read = (doc: Y.Doc) => ({ text: readDocumentText(doc), suggestions: openSuggestions(doc) });
      return previewFreeze(db, documentId, await rooms.readFrom(documentId, read));
    },
  });
  mount(door, api.freezeVersionEndpoint, {
    scope: ofDocument,
    handle: async ({ params, body, caller }) => {
      const settle = (documentId: string): Promise<void> => rooms.settle(documentId);
      const version = await freezeVersion({ ...room, settle }, { ...params, ...body, actorId: personOf(caller) });
      await room.recheck(params.documentId); // the first version guards the document
      return { ...(await listedVersion(db, version)), stage: (await requireDocument(db, params.documentId)).stage };
    },
  });
  mount(door, api.listVersions, {
    scope: ofDocument,
    handle: async ({ params }) => {
      const heads = await versionsOf(db, params.documentId);
      return { versions: await inOrder(heads, (head) => listedVersion(db, head)) };
    },
  });
  mount(door, api.readVersion, {
    scope: async ({ params }) => ({ documentId: await documentOfVersion(db, params.versionId) }),
    handle: async ({ params }) => {
      const version = await requireVersion(db, params.versionId);
      const html = htmlOf(version.document_id, version.text);
      return { ...(await listedVersion(db, version)), documentId: version.document_id, html, headings: headingsOf(version.text) };
    },
  });
}

function mountImports({ door, store }: Room, imports: WordImports): void {
  const db = store.read;
  const ofImport = async ({ params }: { params: { importId: string } }): Promise<{ groupId: string }> => ({
    groupId: (await requireWordImport(db, params.importId)).group_id,
  });
  mount(door, api.startWordImport, {
    scope: ofGroup,
    handle: async ({ params, query, caller, request }) => {
      if (!listProducts().some(({ id }) => id === query.productId))
        throw new Problem('no-such-product', 422, 'Choose what kind of document it is.');
      const bytes = await readBody(request);
      const { productId, title, fileName, replaces } = query;
      const wanted = { groupId: params.groupId, productId, title, fileName, replaces, actorId: personOf(caller) };
      return shownImport(await imports.start(wanted, bytes));
    },
  });
  mount(door, api.readWordImport, {
    scope: ofImport,
    handle: async ({ params }) => shownImport(await requireWordImport(db, params.importId)),
  });
  mount(door, api.stopWordImport, {
    scope: ofImport,
    handle: async ({ params }) => shownImport(await imports.stop(params.importId)),
  });
}

async function documentsFor(
  room: Room,
  caller: Caller,
): Promise<{ documents: api.ListedDocument[]; mayMakeIn: { id: string; name: string }[] }> {
  const db = room.store.read;
  const seats = await seatsOfPerson(db, personOf(caller));
  const groupIds = [...new Set(seats.map(({ group_id }) => group_id))];
  const readable: string[] = [];
  const mayMakeIn: { id: string; name: string }[] = [];
  for (const groupId of groupIds) {
    const rights = await room.access.rightsOf(caller, { groupId });
    if (rights.includes('read-draft')) readable.push(groupId);
    if (rights.includes('make-document')) mayMakeIn.push({ id: groupId, name: (await requireGroup(db, groupId)).name });
  }
  return { documents: await listed(room, readable), mayMakeIn };
}

async function listed({ store }: Room, groupIds: readonly string[]): Promise<api.ListedDocument[]> {
  return inOrder(await documentsOfGroups(store.read, groupIds), (row) => listedDocument(store.read, row));
}

/** One after another, because the embedded store has one session. */
async function inOrder<T, R>(things: readonly T[], act: (thing: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const thing of things) results.push(await act(thing));
  return results;
}

/** The file in a request's body, never more of it than a Word file may have (PLT-6). */
async function readBody(request: Request): Promise<Uint8Array> {
  if (!request.is(WORD_FILE_TYPE))
    throw new Problem('not-a-word-file', 415, 'This is not a Word file. Choose a file whose name ends in .docx.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_WORD_FILE_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): Problem {
  const megabytes = MAX_WORD_FILE_BYTES / 1024 / 1024;
  return new Problem(
    'word-file-too-large',
    413,
    `This file is larger than ${megabytes} MB. Take out large pictures and try again.`,
  );
}

function shownImport(row: WordImportRow): WordImport {
  return {
    id: row.id,
    groupId: row.group_id,
    productId: row.product_id,
    title: row.title,
    fileName: row.file_name,
    state: row.state,
    step: row.step,
    percent: row.percent,
    documentId: row.document_id,
    losses: row.losses,
    counts: row.counts,
    problem: row.problem,
    askedAt: row.asked_at,
  };
}
