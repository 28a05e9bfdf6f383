import { groupReference } from '../../../shared/consultation/reference.ts';
import { timeAndDay } from '../../../shared/consultation/uk-time.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import { queueMail } from '../../notices/mail-store.ts';
import type { Tx } from '../../platform/database/store.ts';
import type { ConsultationRow } from '../consultation-store.ts';
import { findRespondent, type ResponseRow } from '../response-store.ts';
import { insertConfirmation } from './address-confirmation-store.ts';
import { hashOf } from './keys.ts';

type Receipt = { consultation: ConsultationRow; response: ResponseRow; email: string; baseUrl: string };

/** Queues the receipt: to a confirmed address each time, to a new one once, with the link to confirm it; it holds none of the person's words. */
export async function queueReceipt(tx: Tx, receipt: Receipt): Promise<void> {
  const { response, email } = receipt;
  if (email === '') return;
  const confirmed = (await findRespondent(tx, response.id))?.email_confirmed_at ?? null;
  if (confirmed !== null) {
    await queue(tx, receipt, `receipt:${response.id}:${response.revision}`, []);
    return;
  }
  await queue(tx, receipt, `receipt:${response.id}:${email}`, await confirmationLines(tx, receipt));
}

/** Queues the link to confirm an address once more, because somebody asked for it. */
export async function queueConfirmation(tx: Tx, receipt: Receipt): Promise<void> {
  await queue(tx, receipt, `confirmation:${makeId()}`, await confirmationLines(tx, receipt));
}

async function confirmationLines(tx: Tx, { consultation, response, email, baseUrl }: Receipt): Promise<string[]> {
  const token = makeId();
  await insertConfirmation(tx, { token_hash: hashOf(token), response_id: response.id, email });
  return [
    'To let us send you our replies, confirm that this is your address: open this link and press “Confirm”.',
    `${baseUrl}/respond/${consultation.reference}/confirm-email?token=${token}`,
    'Until then we send nothing else. If you did not send a response, ignore this message.',
  ];
}

async function queue(tx: Tx, { consultation, response, email }: Receipt, onceKey: string, lines: string[]): Promise<void> {
  const body = [
    `We received your response to “${consultation.title}” at ${timeAndDay(response.changed_at)} (UK time).`,
    `Your reference is ${groupReference(response.reference)}.`,
    `You can change your response until ${timeAndDay(consultation.closes_at)} (UK time).`,
    ...lines,
  ];
  const subject = `We received your response: ${groupReference(response.reference)}`;
  await queueMail(tx, { onceKey, recipient: email, subject, body: `${body.join('\n\n')}\n` });
}
