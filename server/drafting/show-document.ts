import type { DocumentDetails, ListedDocument, ListedVersion, TextHeading } from '../../shared/drafting/api.ts';
import { lifeLineOf, stageName } from '../../shared/drafting/life-line.ts';
import { mayWrite } from '../../shared/drafting/rules.ts';
import { getTemplate, listProducts, productName } from '../../shared/drafting/templates/template.ts';
import type { Right } from '../../shared/identity/rules.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { outline, type OutlineEntry } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { getGroup } from '../directory/group-store.ts';
import { getPerson } from '../identity/person-store.ts';
import type { Reader } from '../platform/database/store.ts';
import type { DocumentRow } from './document-store.ts';
import { guardOf } from './guard-store.ts';
import { latestVersion, type VersionHead } from './versions/version-store.ts';
import { importOfDocument } from './word-import-store.ts';

/** A document as lists show it. */
export async function listedDocument(db: Reader, row: DocumentRow): Promise<ListedDocument> {
  const group = await getGroup(db, row.group_id);
  const latest = await latestVersion(db, row.id);
  return {
    id: row.id,
    title: row.title,
    product: productName(row.product_id),
    group: { id: row.group_id, name: group?.name ?? 'Group' },
    stage: row.stage,
    changedAt: row.changed_at,
    latestVersion: latest ? { id: latest.id, number: latest.number, label: latest.label } : null,
  };
}

/** A document as its own pages show it, with what the caller may do. */
export async function documentDetails(
  db: Reader,
  row: DocumentRow,
  caller: { rights: readonly Right[]; personId: string | null },
): Promise<DocumentDetails> {
  const { rights } = caller;
  const may = mayWrite({ ...(await guardOf(db, row.id)), rights, personId: caller.personId ?? '' });
  const template = getTemplate(row.product_id, row.template_id, row.template_version) ?? listProducts()[0]?.templates[0];
  if (!template) throw new Problem('no-such-template', 404, 'The form of this document is not known here.');
  return {
    ...(await listedDocument(db, row)),
    productId: row.product_id,
    template,
    headingIds: row.heading_ids,
    life: lifeLineOf(row.product_id).map(({ stage, optional }) => ({
      stage,
      name: stageName(stage),
      optional: optional ?? false,
    })),
    madeAt: row.made_at,
    madeBy: await named(db, row.made_by),
    closed: row.quarantined,
    guarded: row.guarded === true,
    wordFile: (await importOfDocument(db, row.id)) ?? null,
    may: {
      edit: may === 'edit' || may === 'edit-others',
      acceptOwn: may === 'edit',
      guard: rights.includes('guard-document'),
      erase: rights.includes('erase-words'),
      suggest: rights.includes('suggest-in-draft'),
      freeze: rights.includes('freeze-version'),
      rename: rights.includes('make-document'),
      readRecord: rights.includes('read-record'),
      openConsultation: rights.includes('open-consultation'),
    },
  };
}

/** A version as lists show it. */
export async function listedVersion(db: Reader, head: VersionHead): Promise<ListedVersion> {
  const { id, number, label, reason, hash, words } = head;
  return { id, number, label, reason, hash, words, madeAt: head.made_at, madeBy: await named(db, head.made_by) };
}

/** The headings of a text in reading order. */
export function headingsOf(text: DocumentText): TextHeading[] {
  const flat = (entries: readonly OutlineEntry[]): TextHeading[] =>
    entries.flatMap(({ blockId, number, heading, address, depth, children }) => [
      { blockId, label: number, words: heading, level: depth, address },
      ...flat(children),
    ]);
  return flat(outline(text));
}

async function named(db: Reader, personId: string): Promise<{ id: string; name: string }> {
  return { id: personId, name: (await getPerson(db, personId))?.name ?? 'Somebody' };
}
