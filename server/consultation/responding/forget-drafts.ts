import type { Store } from '../../platform/database/store.ts';
import { deleteOldDrafts } from './draft-store.ts';

/** Days after closing for which unsent drafts are kept; every page that keeps one says so (CON-25). */
export const DRAFT_DAYS = 30;

/** Deletes drafts that were never sent once their consultation has been closed for thirty days; answers how many. */
export async function forgetDrafts(store: Store): Promise<number> {
  return store.transaction((tx) => deleteOldDrafts(tx, DRAFT_DAYS));
}
