import { spelling } from '../../../shared/text/canonical-form.ts';
import { eraseInText } from '../../../shared/text/erase-in-text.ts';
import { valueWithout, type FindWords } from '../../../shared/text/find-phrase.ts';
import { wordCount } from '../../../shared/text/plain-text.ts';
import { forgetRenewalsThatSay } from '../places/renewal-store.ts';
import type { Store } from '../../platform/database/store.ts';
import {
  checkpointIds,
  checkpointText,
  countErasedCheckpoint,
  giveRoomBack,
  rewriteCheckpoint,
  rewriteWordFile,
  wordFilesOf,
  type ErasureRow,
} from './erasure-store.ts';

/**
 * Takes words out of what is kept of a draft beside its log: checkpoints, which say that something was taken out of them, what is said of Word files, and what is
 * remembered of places. One transaction for each text, so that nothing else waits; done again it goes on where it was.
 */
export async function eraseInKeptTexts(
  store: Store,
  erasure: Pick<ErasureRow, 'documentId' | 'number'>,
  find: FindWords,
): Promise<void> {
  for (const id of await checkpointIds(store.read, erasure.documentId)) {
    const text = await checkpointText(store.read, id);
    const erased = text && eraseInText(text, find);
    if (!erased || erased.places === 0) continue;
    const { form, hash } = spelling(erased.text);
    await store.transaction(async (tx) => {
      await rewriteCheckpoint(tx, id, { body: form, hash, words: wordCount(erased.text), places: erased.places });
      await countErasedCheckpoint(tx, erasure);
    });
  }
  for (const said of await wordFilesOf(store.read, erasure.documentId)) {
    const left = { ...valueWithout(said, find), id: said.id };
    if (JSON.stringify(left) !== JSON.stringify(said)) await store.transaction((tx) => rewriteWordFile(tx, left));
  }
  await store.transaction((tx) => forgetRenewalsThatSay(tx, erasure.documentId, find));
  await giveRoomBack(store.read);
}
