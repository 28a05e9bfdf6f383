import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';
import { MAX_FREEZE_REASON_CHARS, MAX_LINE_CHARS } from '../kernel/limits.ts';
import { Stage } from './life-line.ts';
import { Product, Template } from './templates/template.ts';
import { WordImport } from './word-import.ts';

const MAX_SUGGESTION_ID_CHARS = 200; // an act, a place in the text and a session
const MAX_SET_ASIDE = 5000; // more than that many open suggestions are to be decided first

const nothing = z.object({});
const ofDocument = z.object({ documentId: Id });
const ofGroup = z.object({ groupId: Id });
const line = (missing: string): z.ZodString => z.string().trim().min(1, missing).max(MAX_LINE_CHARS, 'Use fewer words.');
const Title = line('Give the document a title.');

/** A person as the pages of a document name them. */
const Named = z.object({ id: z.string(), name: z.string() });

/** A document as lists show it. */
export const ListedDocument = z.object({
  id: Id,
  title: z.string(),
  product: z.string(),
  group: z.object({ id: Id, name: z.string() }),
  stage: Stage,
  changedAt: Instant,
  latestVersion: z.object({ id: Id, number: z.int(), label: z.string() }).nullable(),
});

/** A version as lists show it. */
export const ListedVersion = z.object({
  id: Id,
  number: z.int(),
  label: z.string(),
  reason: z.string(),
  hash: z.string(),
  words: z.int(),
  madeAt: Instant,
  madeBy: Named,
});

/** A heading of a text with the headings below it, for contents lists. */
export const TextHeading = z.object({
  blockId: z.string(),
  label: z.string(),
  words: z.string(),
  level: z.int(),
  address: z.string(),
});

/** A document as its own pages show it. */
export const DocumentDetails = ListedDocument.extend({
  productId: z.string(),
  template: Template,
  headingIds: z.record(z.string(), z.string()),
  life: z.array(z.object({ stage: Stage, name: z.string(), optional: z.boolean() })),
  madeAt: Instant,
  madeBy: Named,
  /** Why the draft cannot be opened, or null. */
  closed: z.string().nullable(),
  /** Whether members suggest, and only who leads the group and named people edit (DRA-29). */
  guarded: z.boolean(),
  /** The Word file it came from, and how many things of it could not be brought as they were. */
  wordFile: z.object({ importId: Id, losses: z.int() }).nullable(),
  may: z.object({
    edit: z.boolean(),
    suggest: z.boolean(),
    freeze: z.boolean(),
    /** Whether the caller may accept what they have suggested themselves: in a guarded document only who leads the group (DRA-29). */
    acceptOwn: z.boolean(),
    guard: z.boolean(),
    /** Erase words from the draft for good. */
    erase: z.boolean(),
    rename: z.boolean(),
    readRecord: z.boolean(),
    openConsultation: z.boolean(),
  }),
});

/** A suggestion that nobody has decided, as a freeze lists it. */
export const OpenSuggestion = z.object({
  id: z.string(),
  person: Named,
  at: Instant.nullable(),
  blockId: z.string(),
  words: z.string(),
});

/** What a freeze would make, in numbers. */
export const FreezePreview = z.object({
  number: z.int(),
  words: z.int(),
  blocks: z.int(),
  tables: z.int(),
  pictures: z.int(),
  /** Pictures without a description, or whose bytes are not here: freezing is refused while there are any. */
  toPutRight: z.array(z.object({ blockId: z.string(), name: z.string(), why: z.enum(['no-description', 'not-here']) })),
  hash: z.string(),
  required: z.object({ full: z.int(), all: z.int(), left: z.array(z.string()) }),
  changedSince: z.object({ number: z.int(), blocks: z.int() }).nullable(),
  /** The stage the document would have, when it changes. */
  stageAfter: Stage.nullable(),
  /** What nobody has decided: each is to be decided, or set aside for this version (DRA-27). */
  suggestions: z.array(OpenSuggestion),
});

/** One line of a document's timeline. */
export const TimelineEntry = z.object({
  position: z.int(),
  at: Instant,
  sentence: z.string(),
  /** Words somebody gave with it, for instance a reason. */
  words: z.string().nullable(),
  hash: z.string(),
});

/** How many characters one person added to a section on one day, took from it, and proposed for it. */
const SectionChange = z.object({ heading: z.string(), added: z.int(), removed: z.int(), proposed: z.int() });

/** What was written in a draft on one day in Britain, person by person. */
export const DayOfChanges = z.object({
  day: z.iso.date(),
  people: z.array(z.object({ name: z.string(), sections: z.array(SectionChange) })),
});

/** How the text changed on one day: from the last checkpoint before it to the last of it, or to now. */
export const DayDifference = z.object({
  day: z.iso.date(),
  /** When the text it begins from was kept; null when the document was made that day. */
  from: Instant.nullable(),
  to: Instant,
  wordsBefore: z.int(),
  wordsAfter: z.int(),
  /** Words were erased from what is kept of that day or of the day before. */
  erased: z.boolean(),
  changes: z.int(),
  html: z.string(),
});

export type DayOfChanges = z.infer<typeof DayOfChanges>;
export type DayDifference = z.infer<typeof DayDifference>;
export type ListedDocument = z.infer<typeof ListedDocument>;
export type ListedVersion = z.infer<typeof ListedVersion>;
export type DocumentDetails = z.infer<typeof DocumentDetails>;
export type OpenSuggestion = z.infer<typeof OpenSuggestion>;
export type FreezePreview = z.infer<typeof FreezePreview>;
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export type TextHeading = z.infer<typeof TextHeading>;

/** Every kind of document with its templates and checks. */
export const listProductsEndpoint = endpoint({
  method: 'GET',
  path: '/api/products',
  right: 'signed-in',
  params: nothing,
  query: nothing,
  body: nothing,
  output: z.object({ products: z.array(Product) }),
});

/** The documents of every group in which the caller may read drafts. */
export const listDocuments = endpoint({
  method: 'GET',
  path: '/api/documents',
  right: 'signed-in',
  params: nothing,
  query: nothing,
  body: nothing,
  output: z.object({ documents: z.array(ListedDocument), mayMakeIn: z.array(z.object({ id: Id, name: z.string() })) }),
});

/** The documents of one group. */
export const listGroupDocuments = endpoint({
  method: 'GET',
  path: '/api/groups/:groupId/documents',
  right: 'read-draft',
  params: ofGroup,
  query: nothing,
  body: nothing,
  output: z.object({ documents: z.array(ListedDocument) }),
});

/** Makes a document from a product's template. */
export const makeDocumentEndpoint = endpoint({
  method: 'POST',
  path: '/api/groups/:groupId/documents',
  right: 'make-document',
  params: ofGroup,
  query: nothing,
  body: z.strictObject({ productId: z.string().max(60), templateId: z.string().max(60).optional(), title: Title }),
  output: z.object({ id: Id }),
});

/** One document with its template, its life and what the caller may do. */
export const readDocument = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId',
  right: 'read-draft',
  params: ofDocument,
  query: nothing,
  body: nothing,
  output: DocumentDetails,
});

/** Gives a document another title. */
export const renameDocument = endpoint({
  method: 'PUT',
  path: '/api/documents/:documentId/title',
  right: 'make-document',
  params: ofDocument,
  query: nothing,
  body: z.strictObject({ title: Title }),
  output: nothing,
});

/** Moves a document to a stage that no other act brings about. */
export const moveDocument = endpoint({
  method: 'POST',
  path: '/api/documents/:documentId/stage',
  right: 'freeze-version',
  params: ofDocument,
  query: nothing,
  body: z.strictObject({
    to: z.enum(['drafting', 'group-review', 'under-review', 'withdrawn']),
    reason: z.string().trim().max(MAX_FREEZE_REASON_CHARS).default(''),
  }),
  output: z.object({ stage: Stage }),
});

/** The committed text of a draft as a page to read (TXT-8). */
export const readDraftPage = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/draft',
  right: 'read-draft',
  params: ofDocument,
  query: nothing,
  body: nothing,
  output: z.object({ html: z.string(), headings: z.array(TextHeading), words: z.int() }),
});

/** Who writes under a Yjs client id in a draft; null for one that nobody is bound to. */
export const readWriter = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/writers/:clientId',
  right: 'read-draft',
  params: ofDocument.extend({ clientId: z.coerce.number().int().min(0).max(0xffffffff) }),
  query: nothing,
  body: nothing,
  output: z.object({ person: Named.nullable() }),
});

/** What a freeze would make, before it is done. */
export const previewFreeze = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/freeze-preview',
  right: 'freeze-version',
  params: ofDocument,
  query: nothing,
  body: nothing,
  output: FreezePreview,
});

/** Freezes the committed text as the next version (DRA-27). */
export const freezeVersionEndpoint = endpoint({
  method: 'POST',
  path: '/api/documents/:documentId/versions',
  right: 'freeze-version',
  params: ofDocument,
  query: nothing,
  body: z.strictObject({
    label: line('Give the version a label.'),
    reason: z.string().trim().min(1, 'Say why you freeze a version now.').max(MAX_FREEZE_REASON_CHARS, 'Use fewer words.'),
    /** The open suggestions that are set aside for this version, one by one; they stay open in the draft. */
    setAside: z.array(z.string().max(MAX_SUGGESTION_ID_CHARS)).max(MAX_SET_ASIDE).default([]),
  }),
  output: ListedVersion.extend({ stage: Stage }),
});

/** The versions of a document, the newest first. */
export const listVersions = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/versions',
  right: 'read-draft',
  params: ofDocument,
  query: nothing,
  body: nothing,
  output: z.object({ versions: z.array(ListedVersion) }),
});

/** One version as a page to read. */
export const readVersion = endpoint({
  method: 'GET',
  path: '/api/versions/:versionId',
  right: 'read-draft',
  params: z.object({ versionId: Id }),
  query: nothing,
  body: nothing,
  output: ListedVersion.extend({ documentId: Id, html: z.string(), headings: z.array(TextHeading) }),
});

/** What has happened to a document, from its record, in plain sentences; the newest first. */
export const readTimeline = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/record',
  right: 'read-record',
  params: ofDocument,
  query: nothing,
  body: nothing,
  output: z.object({ entries: z.array(TimelineEntry) }),
});

/** Who wrote how much in which section of a draft, day by day, the newest first. */
export const readTextChanges = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/text-changes',
  right: 'read-draft',
  params: ofDocument,
  query: nothing,
  body: nothing,
  output: z.object({ days: z.array(DayOfChanges) }),
});

/** How the text of a draft changed on one day. */
export const readDayDifference = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/text-changes/:day',
  right: 'read-draft',
  params: ofDocument.extend({ day: z.iso.date('Name a day like 2026-11-28.') }),
  query: nothing,
  body: nothing,
  output: DayDifference,
});

/** Takes a Word file (the body is the file itself) and starts to read it, for a new document or for one that is still only its template. */
export const startWordImport = endpoint({
  method: 'POST',
  path: '/api/groups/:groupId/word-imports',
  right: 'make-document',
  params: ofGroup,
  query: z.object({
    productId: z.string().max(60),
    title: z.string().trim().max(MAX_LINE_CHARS, 'Use fewer words.').default(''),
    fileName: line('Choose a file.'),
    replaces: Id.optional(),
  }),
  body: z.unknown(),
  output: WordImport,
});

/** How far the reading of a Word file is, and what was lost once it is done. */
export const readWordImport = endpoint({
  method: 'GET',
  path: '/api/word-imports/:importId',
  right: 'read-draft',
  params: z.object({ importId: Id }),
  query: nothing,
  body: nothing,
  output: WordImport,
});

/** Stops the reading of a Word file; nothing has been changed. */
export const stopWordImport = endpoint({
  method: 'DELETE',
  path: '/api/word-imports/:importId',
  right: 'make-document',
  params: z.object({ importId: Id }),
  query: nothing,
  body: nothing,
  output: WordImport,
});
