import type { Store } from '../../platform/database/store.ts';
import { findDraftByCode, insertKey, lockDraft, updateCode } from './draft-store.ts';
import { hashOf, makeCode, makeKey } from './keys.ts';

/** Makes the code that opens a draft on another device; it is shown once, and the one before stops working (CON-25). */
export async function makeDraftCode(
  store: Store,
  { consultationId, key }: { consultationId: string; key: string | undefined },
): Promise<string | undefined> {
  return store.transaction(async (tx) => {
    const draft = key === undefined ? undefined : await lockDraft(tx, consultationId, hashOf(key));
    if (!draft) return undefined;
    const code = makeCode();
    await updateCode(tx, draft.id, hashOf(code));
    return code;
  });
}

/** Exchanges a code for a key of this browser's own; nothing when the code opens no draft of this consultation. */
export async function openDraftWithCode(
  store: Store,
  { consultationId, code }: { consultationId: string; code: string },
): Promise<string | undefined> {
  return store.transaction(async (tx) => {
    const draft = await findDraftByCode(tx, consultationId, hashOf(code));
    if (!draft) return undefined;
    const key = makeKey();
    await insertKey(tx, draft.id, hashOf(key));
    return key;
  });
}
