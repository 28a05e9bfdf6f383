import { chainState } from '../../shared/signoff/rules.ts';
import { minutesToRead } from '../../shared/signoff/reading-time.ts';
import type { Waiting } from '../directory/questions.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import { openSignOffs, signaturesOf } from './sign-off-store.ts';
import { givenOf } from './take-position.ts';

/** The sign-offs that wait for a person's own position (MEM-9, SIG-10). */
export async function positionsWaitingFor(db: Reader, personId: string): Promise<Waiting[]> {
  const now = await databaseNow(db);
  const waiting: Waiting[] = [];
  for (const row of await openSignOffs(db)) {
    const given = (await signaturesOf(db, row.id)).map(givenOf);
    const { currentStepId } = chainState(row.steps, given, now);
    const step = row.steps.find((one) => one.id === currentStepId);
    const asked = step?.kind === 'persons' && step.asked.some((person) => person.personId === personId);
    if (!step || !asked || given.some((answer) => answer.stepId === step.id && answer.personId === personId)) continue;
    const document = await requireDocument(db, row.document_id);
    const version = await requireVersion(db, row.version_id);
    const title = `Give your position on version ${version.number}`;
    waiting.push({
      title,
      sentence: `“${document.title}”. Nobody can give it for you.`,
      href: `/app/sign-offs/${row.id}`,
      dueAt: step.dueAt,
      minutes: minutesToRead(version.words),
    });
  }
  return waiting;
}
