import { Problem } from '../../../shared/kernel/problem.ts';
import type { Store } from '../../platform/database/store.ts';
import { requireConsultation } from '../consultation-store.ts';
import { confirmEmail, findRespondent, findResponse } from '../response-store.ts';
import { deleteConfirmations, findConfirmation } from './address-confirmation-store.ts';
import { findDraft } from './draft-store.ts';
import { hashOf } from './keys.ts';
import { queueConfirmation } from './queue-receipt.ts';

/** Confirms the address a token was sent to; the token is used up by it (CON-20). */
export async function confirmAddress(store: Store, token: string): Promise<void> {
  await store.transaction(async (tx) => {
    const found = await findConfirmation(tx, hashOf(token));
    const confirmed = found && (await confirmEmail(tx, found.response_id, found.email));
    if (!found || !confirmed)
      throw new Problem('link-used', 409, 'This link has stopped working: it was used, is too old, or the address was changed.');
    await deleteConfirmations(tx, found.response_id);
  });
}

/** Sends the link once more to the address of a response on this device. */
export async function sendConfirmationAgain(
  store: Store,
  { consultationId, key, baseUrl }: { consultationId: string; key: string; baseUrl: string },
): Promise<void> {
  await store.transaction(async (tx) => {
    const draft = await findDraft(tx, consultationId, hashOf(key));
    const response = draft && (await findResponse(tx, draft.id));
    const respondent = response && (await findRespondent(tx, response.id));
    if (!response || !respondent || respondent.email === '' || respondent.email_confirmed_at !== null) return;
    const consultation = await requireConsultation(tx, consultationId);
    await queueConfirmation(tx, { consultation, response, email: respondent.email, baseUrl });
  });
}
