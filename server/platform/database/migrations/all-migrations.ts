import { clock } from './0001-clock.ts';
import { record } from './0010-record.ts';
import { announcements } from './0015-announcements.ts';
import { mail } from './0018-mail.ts';
import { identity } from './0020-identity.ts';
import { directory } from './0030-directory.ts';
import { drafting } from './0040-drafting.ts';
import { checkpoints } from './0045-checkpoints.ts';
import { pictures } from './0046-pictures.ts';
import { guardedDocuments } from './0047-guarded-documents.ts';
import { placeRenewals } from './0048-place-renewals.ts';
import { erasures } from './0049-erasures.ts';
import { consultation } from './0050-consultation.ts';
import { resolution } from './0060-resolution.ts';
import { signoff } from './0070-signoff.ts';
import { publishing } from './0080-publishing.ts';

/** Every migration in the order it runs; never change one that has been released, add another. */
export const migrations: { name: string; sql: string }[] = [
  clock,
  record,
  announcements,
  mail,
  identity,
  directory,
  drafting,
  checkpoints,
  pictures,
  guardedDocuments,
  placeRenewals,
  erasures,
  consultation,
  resolution,
  signoff,
  publishing,
];
