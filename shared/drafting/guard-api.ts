import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';

const MAX_EDITORS = 200; // more people than any group has

const ofDocument = z.object({ documentId: Id });
const nothing = z.object({});

/** Whether members suggest instead of editing, and who edits all the same (DRA-29). */
export const Guard = z.object({
  guarded: z.boolean(),
  /** Everybody who may write in drafts here without leading the group, and whether they are named to edit this document. */
  people: z.array(z.object({ id: z.string(), name: z.string(), edits: z.boolean() })),
});
export type Guard = z.infer<typeof Guard>;

/** Who edits a document directly, and who suggests. */
export const readGuard = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/guard',
  right: 'guard-document',
  params: ofDocument,
  query: nothing,
  body: nothing,
  output: Guard,
});

/** Opens a document to everybody who may write in drafts, or guards it and names its editors (DRA-29). */
export const guardDocumentEndpoint = endpoint({
  method: 'PUT',
  path: '/api/documents/:documentId/guard',
  right: 'guard-document',
  params: ofDocument,
  query: nothing,
  body: z.strictObject({ guarded: z.boolean(), editors: z.array(Id).max(MAX_EDITORS) }),
  output: nothing,
});
