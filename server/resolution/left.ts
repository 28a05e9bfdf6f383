import { ExplainedChange, type Left } from '../../shared/resolution/api.ts';
import { stateAt } from '../../shared/consultation/consultation.ts';
import { sha256Hex } from '../../shared/record/entry.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { redline, type RedlineChange } from '../../shared/text/redline.ts';
import { consultationsOfDocument, packOf, timesOf } from '../consultation/consultation-store.ts';
import { latestVersion, requireVersion } from '../drafting/versions/version-store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Reader } from '../platform/database/store.ts';
import { reasonsOf } from './change-reason-store.ts';
import { countAbout } from './desk-store.ts';
import { appliedIn } from './disposition-store.ts';

/** What is left before a document may go to sign-off: open consultations, undecided points, unmade and unexplained changes (RES-20). */
export async function leftFor(db: Reader, documentId: string): Promise<Left> {
  const now = await databaseNow(db);
  const consultations = await consultationsOfDocument(db, documentId);
  const { undecided, notApplied } = await countAbout(db, documentId);
  const links = await appliedIn(db, documentId);
  const notClosed = consultations.filter((consultation) => stateAt(timesOf(consultation), now) !== 'closed').length;
  const newest = await latestVersion(db, documentId);
  const consulted = consultations[0] && (await consultedVersion(db, consultations[0].id, documentId));
  const changes =
    consulted && newest && consulted.id !== newest.id
      ? await changesBetween(db, documentId, consulted.text, (await requireVersion(db, newest.id)).text)
      : [];
  const unexplained = changes.filter((change) => change.points.length === 0 && change.reason === '').length;
  return {
    openConsultations: notClosed,
    undecided,
    notApplied,
    notFrozen: newest ? links.filter((link) => link.appliedAt > newest.made_at).length : links.length,
    consultedVersion: consulted?.number ?? null,
    unexplained,
    changes,
  };
}

/** The key a reason is kept under: the words of a changed place, so that the reason ends when they change again. */
export function changeKey(change: { before: string; after: string }): string {
  return sha256Hex(`${change.before}\n→\n${change.after}`);
}

/** Every changed place between two texts with the points and reasons that explain it; renumbering alone is no change. */
export async function changesBetween(
  db: Reader,
  documentId: string,
  before: DocumentText,
  after: DocumentText,
): Promise<ExplainedChange[]> {
  const links = await appliedIn(db, documentId);
  const reasons = await reasonsOf(db, documentId);
  return redline(before, after)
    .filter((change) => change.kind !== 'same')
    .map((change) => {
      const plain = plainChange(change);
      const ids = new Set([...change.before, ...change.after].map((block) => block.id));
      const points = [...new Set(links.filter((link) => ids.has(link.blockId)).map((link) => link.pointId))];
      const reason =
        reasons.find((given) => given.blockId === plain.blockId && given.afterHash === changeKey(plain))?.reason ?? '';
      return ExplainedChange.parse({ ...plain, points, reason });
    });
}

function plainChange(change: RedlineChange): { blockId: string; number: string; kind: string; before: string; after: string } {
  const side = (op: 'added' | 'removed'): string =>
    change.words
      .filter((word) => word.op === 'same' || word.op === op)
      .map((word) => word.text)
      .join('');
  const place = change.placeAfter ?? change.placeBefore;
  return {
    blockId: change.blockId,
    number: place?.number || (place?.name ?? ''),
    kind: change.kind,
    before: side('removed'),
    after: side('added'),
  };
}

async function consultedVersion(
  db: Reader,
  consultationId: string,
  documentId: string,
): Promise<Awaited<ReturnType<typeof requireVersion>> | undefined> {
  const packed = (await packOf(db, consultationId)).find((one) => one.document_id === documentId);
  return packed && requireVersion(db, packed.version_id);
}
