import type { Applied, Disposition } from '../../shared/resolution/disposition.ts';
import { getPerson } from '../identity/person-store.ts';
import type { Reader } from '../platform/database/store.ts';
import type { AppliedRow, DispositionRow } from './disposition-store.ts';

/** A disposition with the name of who decided. */
export async function named(db: Reader, row: DispositionRow): Promise<Disposition> {
  return { ...row, decidedByName: await nameOf(db, row.decidedBy) };
}

/** Applied wording with the name of who applied it. */
export async function namedApplied(db: Reader, { documentId: _document, ...row }: AppliedRow): Promise<Applied> {
  return { ...row, appliedByName: await nameOf(db, row.appliedBy) };
}

/** The name of a person, or words that say that there is none any more. */
export async function nameOf(db: Reader, personId: string): Promise<string> {
  return (await getPerson(db, personId))?.name ?? 'Somebody who has left';
}
