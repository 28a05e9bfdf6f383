import * as Y from 'yjs';
import { getTemplate, listProducts, productName } from '../../shared/drafting/templates/template.ts';
import { templateText } from '../../shared/drafting/templates/template-text.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import type { Tx } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import { insertDocument, requireDocument, type DocumentRow } from './document-store.ts';
import { bindClients, writeState } from './live/draft-log-store.ts';

/** What a document is made of; without a template the newest of the product, without a text the template's headings. */
export type WantedDocument = {
  groupId: string;
  productId: string;
  templateId?: string | undefined;
  title: string;
  actorId: string;
  text?: DocumentText | undefined;
};

/** Whom the server's own client ids in a draft belong to. */
export const SERVER_WRITER = 'server';

/** Makes a document in a group, seeds its draft once and for all, and records it (DRA-20). */
export async function makeDocument(
  { store, announcements }: Pick<HouseParts, 'store' | 'announcements'>,
  wanted: WantedDocument,
): Promise<DocumentRow> {
  return store.transaction(async (tx) => {
    const document = await insertNewDocument(tx, wanted);
    await announcements.announce(tx, {
      topic: `group:${wanted.groupId}`,
      act: 'make-document',
      ids: { document: document.id },
    });
    await recordMaking(tx, document, wanted.text ? 'text' : 'template');
    return document;
  });
}

/** The same inside a transaction that goes on, without record and announcement. */
export async function insertNewDocument(tx: Tx, wanted: WantedDocument): Promise<DocumentRow> {
  const product = listProducts().find(({ id }) => id === wanted.productId);
  if (!product) throw new Problem('no-such-product', 422, 'Choose what kind of document it is.');
  const newest = product.templates[0];
  const template = wanted.templateId ? getTemplate(product.id, wanted.templateId, newest?.version ?? 1) : newest;
  if (!template)
    throw new Problem('no-such-template', 422, `There is no such form for a ${productName(product.id).toLowerCase()}.`);
  const id = makeId();
  const made = templateText(template, makeId);
  await insertDocument(tx, {
    id,
    group_id: wanted.groupId,
    product_id: product.id,
    template_id: template.id,
    template_version: template.version,
    heading_ids: wanted.text ? {} : made.headingIds,
    title: wanted.title,
    stage: 'drafting',
    made_by: wanted.actorId,
  });
  await seedDraft(tx, id, wanted.text ?? made.text);
  return requireDocument(tx, id);
}

/** Appends the entry that says a document was made. */
export async function recordMaking(tx: Tx, document: DocumentRow, from: 'template' | 'word-file' | 'text'): Promise<void> {
  await appendRecord(tx, {
    chain: `document:${document.id}`,
    act: 'make-document',
    actor: document.made_by,
    subject: { document: document.id, group: document.group_id },
    facts: {
      product: document.product_id,
      template: document.template_id,
      templateVersion: document.template_version,
      from,
    },
    personal: { title: document.title },
  });
}

/** Writes the first state of a draft; the client id that wrote it belongs to the server for ever (DRA-9). */
async function seedDraft(tx: Tx, documentId: string, text: DocumentText): Promise<void> {
  const doc = new Y.Doc();
  seedDocument(doc, text);
  await bindClients(tx, documentId, [{ clientId: doc.clientID, personId: SERVER_WRITER, pageLoad: 'seed' }]);
  await writeState(tx, documentId, Y.encodeStateAsUpdate(doc));
  doc.destroy();
}
