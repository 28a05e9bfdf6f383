import { Problem } from '../../shared/kernel/problem.ts';
import type { TextChanged } from '../../shared/signoff/api.ts';
import { redline } from '../../shared/text/redline.ts';
import { redlineHtml } from '../../shared/text/redline-html.ts';
import { latestVersion, requireVersion, versionsOf, type VersionHead } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import type { SignOffRow } from './sign-off-store.ts';

/** The version that was frozen with other words after a sign-off was asked, or undefined while its text is the newest (SIG-7). */
export async function newerText(db: Reader, signOff: Pick<SignOffRow, 'document_id' | 'hash'>): Promise<VersionHead | undefined> {
  const newest = await latestVersion(db, signOff.document_id);
  return newest && newest.hash !== signOff.hash ? newest : undefined;
}

/** Refuses when the text that was read is not the one to be signed, or no longer the newest, with the difference (SIG-3). */
export async function requireSameText(db: Reader, signOff: SignOffRow, hashRead: string): Promise<void> {
  const newer = await newerText(db, signOff);
  if (!newer && hashRead === signOff.hash) return;
  const facts = await changedFacts(db, { documentId: signOff.document_id, hashRead, newId: newer?.id ?? signOff.version_id });
  throw new Problem('text-changed', 409, 'Not signed: the text has changed', facts);
}

async function changedFacts(
  db: Reader,
  { documentId, hashRead, newId }: { documentId: string; hashRead: string; newId: string },
): Promise<TextChanged> {
  const present = await requireVersion(db, newId);
  const known = (await versionsOf(db, documentId)).find((head) => head.hash === hashRead);
  const read = known && (await requireVersion(db, known.id));
  const changes = read ? redline(read.text, present.text).filter((change) => change.kind !== 'same') : [];
  return {
    readNumber: read?.number ?? null,
    newNumber: present.number,
    frozenAt: present.made_at,
    changes: changes.length,
    differenceHtml: redlineHtml(changes, { headingLevel: 3 }),
  };
}
