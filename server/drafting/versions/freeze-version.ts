import * as Y from 'yjs';
import type { OpenSuggestion } from '../../../shared/drafting/api.ts';
import { mayFreeze, mayFreezePictures, mayLeaveOpen, stagesAfterFreeze } from '../../../shared/drafting/rules.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import { require } from '../../../shared/kernel/outcome.ts';
import { canonicalForm, contentHash, normaliseText } from '../../../shared/text/canonical-form.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { picturesToPutRight } from '../../../shared/text/pictures.ts';
import { wordCount } from '../../../shared/text/plain-text.ts';
import type { HouseParts } from '../../platform/house-parts.ts';
import { appendRecord } from '../../record/append-record.ts';
import { lockDocument } from '../document-store.ts';
import { setGuarded } from '../guard-store.ts';
import { loadDraft } from '../live/load-draft.ts';
import { picturesOfDocument } from '../pictures/picture-store.ts';
import { moveStage } from '../move-stage.ts';
import { openSuggestions } from './open-suggestions.ts';
import { insertVersion, latestVersion, requireVersion, type VersionRow } from './version-store.ts';

/** What a freeze is asked with. */
export type WantedVersion = {
  documentId: string;
  label: string;
  reason: string;
  actorId: string;
  /** The open suggestions that are set aside for this version. */
  setAside?: readonly string[];
};

/** What freezing needs of the house; `settle` waits until every change a room has taken is committed. */
export type FreezeParts = Pick<HouseParts, 'store' | 'announcements'> & { settle?: (documentId: string) => Promise<void> };

/** Freezes the committed text of a draft as the next version: immutable, hashed, recorded, announced (DRA-27). */
export async function freezeVersion({ store, announcements, settle }: FreezeParts, wanted: WantedVersion): Promise<VersionRow> {
  await settle?.(wanted.documentId);
  return store.transaction(async (tx) => {
    const document = await lockDocument(tx, wanted.documentId);
    require(mayFreeze(document, 1));
    const { doc } = await loadDraft(tx, wanted.documentId);
    const text = normaliseText(readDocumentText(doc));
    const words = wordCount(text);
    require(mayFreeze(document, words));
    require(mayFreezePictures(picturesToPutRight(text, await picturesOfDocument(tx, wanted.documentId))));
    const open = openSuggestions(doc);
    require(mayLeaveOpen(open, wanted.setAside ?? []));
    const id = makeId();
    const number = ((await latestVersion(tx, wanted.documentId))?.number ?? 0) + 1;
    const hash = contentHash(text);
    await insertVersion(tx, {
      id,
      document_id: wanted.documentId,
      number,
      label: wanted.label,
      reason: wanted.reason,
      hash,
      words,
      body: canonicalForm(text),
      state: Y.encodeStateAsUpdate(doc),
      made_by: wanted.actorId,
    });
    doc.destroy();
    const version = await requireVersion(tx, id);
    for (const topic of [`document:${wanted.documentId}`, `group:${document.group_id}`])
      await announcements.announce(tx, { topic, act: 'freeze-version', ids: { document: wanted.documentId, version: id } });
    if (document.guarded === null) await setGuarded(tx, wanted.documentId, true); // from now on members suggest (DRA-29)
    for (const next of stagesAfterFreeze(document.stage)) await moveStage(tx, wanted.documentId, next, wanted.actorId);
    await appendRecord(tx, {
      chain: `document:${wanted.documentId}`,
      act: 'freeze-version',
      actor: wanted.actorId,
      subject: { document: wanted.documentId, version: id },
      facts: { number, hash, words, setAside: open.length, guards: document.guarded === null },
      personal: { label: wanted.label, reason: wanted.reason, ...(open.length > 0 ? { setAside: namesOf(open) } : {}) },
    });
    return version;
  });
}

/** Whose suggestions were set aside, and how many of each. */
function namesOf(open: readonly OpenSuggestion[]): string {
  const counts = new Map<string, number>();
  for (const { person } of open) counts.set(person.name, (counts.get(person.name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} (${count})`).join(', ');
}
