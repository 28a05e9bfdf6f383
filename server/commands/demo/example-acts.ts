import { NOTHING_SAID } from '../../../shared/consultation/about-you.ts';
import type { DraftWords } from '../../../shared/consultation/draft-words.ts';
import { instantOfUk, ukCalendarDay } from '../../../shared/consultation/uk-time.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import type { DocumentText, TableBlock, TextBlock } from '../../../shared/text/document-text.ts';
import { blockText } from '../../../shared/text/plain-text.ts';
import { openConsultation } from '../../consultation/open-consultation.ts';
import { saveDraft } from '../../consultation/responding/save-draft.ts';
import { submitResponse } from '../../consultation/responding/submit-response.ts';
import { requireDocument } from '../../drafting/document-store.ts';
import { makeDocument } from '../../drafting/make-document.ts';
import { freezeVersion } from '../../drafting/versions/freeze-version.ts';
import { requireVersion } from '../../drafting/versions/version-store.ts';
import { databaseNow } from '../../platform/database/values.ts';
import { withRole, type ExampleHouse } from './example-house.ts';
import type { ExamplePoint } from './example-points.ts';
import type { ExampleText } from './example-texts.ts';

const DAY_MS = 24 * 3_600_000;

/** Respondents of the example, all made up; points are dealt out among them in turn. */
const RESPONDENTS = [
  {
    capacity: 'individual',
    category: 'individual-participant',
    publish: 'with-name',
    name: 'P. Example (fictional)',
    organisation: '',
  },
  {
    capacity: 'organisation',
    category: 'health-sector-participant',
    publish: 'with-name',
    name: '',
    organisation: 'Example Hospitals Trust (fictional)',
  },
  { capacity: 'individual', category: 'individual-participant', publish: 'without-name', name: '', organisation: '' },
  {
    capacity: 'organisation',
    category: 'patient-or-carer-organisation',
    publish: 'with-name',
    name: '',
    organisation: 'Example Sarcoma Charity (fictional)',
  },
  { capacity: 'individual', category: 'health-sector-participant', publish: 'not-at-all', name: '', organisation: '' },
  {
    capacity: 'organisation',
    category: 'other-organisation',
    publish: 'with-name',
    name: '',
    organisation: 'Example University (fictional)',
  },
] as const;

/** Makes a document from its template and writes the example's clauses under its headings. */
export async function writeDocument(
  example: ExampleHouse,
  { productId, title, text }: { productId: string; title: string; text: ExampleText },
): Promise<string> {
  const { parts, rooms } = example.house;
  const chair = withRole(example, 'chair');
  const { id } = await makeDocument(parts, { groupId: example.groupId, productId, title, actorId: chair.personId });
  const { heading_ids: headings } = await requireDocument(parts.store.read, id);
  await rooms.drafts.changeDraft(id, chair.personId, { text: (draft) => filled(draft, headings, text) });
  return id;
}

/** Freezes the draft as the next version. */
export async function freeze(
  { house }: ExampleHouse,
  documentId: string,
  { label, reason, actorId }: { label: string; reason: string; actorId: string },
): Promise<string> {
  const settle = (id: string): Promise<void> => house.rooms.drafts.settle(id);
  return (await freezeVersion({ ...house.parts, settle }, { documentId, label, reason, actorId })).id;
}

/** Opens a public consultation on one version for so many days. */
export async function consult(
  example: ExampleHouse,
  versionId: string,
  about: { title: string; summary: string; days: number },
): Promise<{ id: string; reference: string }> {
  const { parts } = example.house;
  const now = Date.parse(await databaseNow(parts.store.read));
  const looked = ['short', 'bank-holidays', 'bank-holidays-not-known', 'others-open'].map((code) => ({
    code,
    reason: 'Worked example',
  }));
  const opening = {
    id: makeId(),
    versionIds: [versionId],
    title: about.title,
    summary: about.summary,
    whatChanged: 'This is the first version put to the public.',
    opensAt: null,
    closesAt: endOfDay(now + about.days * DAY_MS),
    lengthReason: 'Long enough for groups that meet once a month.',
    lookedAt: looked,
    questions: [],
    askTobacco: false,
  };
  return openConsultation(parts, opening, withRole(example, 'chair').personId);
}

function endOfDay(time: number): string {
  const closes = instantOfUk(ukCalendarDay(new Date(time).toISOString()), '23:59');
  if (!closes) throw new Error('the example has no closing day');
  return closes;
}

/** Sends the example's points as the responses of made-up respondents. */
export async function respond(
  example: ExampleHouse,
  { consultationId, versionId, points }: { consultationId: string; versionId: string; points: readonly ExamplePoint[] },
): Promise<void> {
  const { parts } = example.house;
  const { text } = await requireVersion(parts.store.read, versionId);
  for (const [index, respondent] of RESPONDENTS.entries()) {
    const mine = points.filter((_, position) => position % RESPONDENTS.length === index);
    const words: DraftWords = {
      points: mine.map((point) => draftPoint(text, point)),
      answers: {},
      about: { ...NOTHING_SAID, ...respondent, area: 'London', interest: 'no' },
    };
    const { key } = await saveDraft(parts.store, { consultationId, key: undefined, change: () => words });
    const arrivedAt = await databaseNow(parts.store.read);
    await submitResponse(parts, { consultationId, key, sendId: makeId(), arrivedAt, heldFor: [], baseUrl: parts.baseUrl() });
  }
}

function draftPoint(text: DocumentText, { on, kind, comment, wording }: ExamplePoint): DraftWords['points'][number] {
  const block = text.blocks.find((one) => one.kind !== 'table' && blockText(one).includes(on));
  if (!block) throw new Error(`no clause of the example says “${on}”`);
  return { id: makeId(), document: 1, blockId: block.id, words: on, comment, wording: wording ?? null, kind };
}

/** The template's headings with the example's clauses in place of the empty ones. */
function filled(draft: DocumentText, headings: Record<string, string>, text: ExampleText): DocumentText {
  const keyOf = new Map(Object.entries(headings).map(([key, id]) => [id, key]));
  const blocks: DocumentText['blocks'] = [];
  let replacing = false;
  for (const block of draft.blocks) {
    const key = keyOf.get(block.id);
    const lines = key === undefined ? undefined : text[key];
    if (block.kind === 'heading') replacing = lines !== undefined;
    if (block.kind === 'heading' || !replacing) blocks.push(block);
    if (lines) blocks.push(...blocksOf(lines));
  }
  return { schema: 1, blocks };
}

function blocksOf(lines: readonly string[]): DocumentText['blocks'] {
  const table = lines.filter((line) => line.startsWith('| '));
  const blocks: DocumentText['blocks'] = lines
    .filter((line) => !line.startsWith('| '))
    .map((line) => clause(line.slice(2), line.startsWith('a ') ? 1 : 0));
  return table.length === 0 ? blocks : [...blocks, tableOf(table)];
}

function clause(words: string, level: number): TextBlock {
  return { id: makeId(), kind: 'clause', level, content: [{ text: words }] };
}

function tableOf(lines: string[]): TableBlock {
  const paragraph = (words: string): TextBlock => ({ id: makeId(), kind: 'paragraph', level: 0, content: [{ text: words }] });
  const rows = lines.map((line) => ({
    id: makeId(),
    cells: line
      .slice(2)
      .split(' | ')
      .map((words) => ({ id: makeId(), blocks: [paragraph(words)] })),
  }));
  return { id: makeId(), kind: 'table', headerRow: true, headerColumn: false, rows };
}
