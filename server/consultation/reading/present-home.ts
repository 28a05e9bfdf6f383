import { stateAt } from '../../../shared/consultation/consultation.ts';
import { daysBetween } from '../../../shared/consultation/uk-time.ts';
import type { ClosedConsultation, HomePageProps, OpenConsultation, ProgrammeOfGroups } from '../../../shared/publishing/pages.ts';
import { listGroups, type Group } from '../../directory/group-store.ts';
import type { Reader } from '../../platform/database/store.ts';
import { databaseNow } from '../../platform/database/values.ts';
import { listConsultations, timesOf, type ConsultationRow } from '../consultation-store.ts';
import type { ConsultationQuestions } from '../questions.ts';

const CLOSED_LATELY_MS = 84 * 86_400_000; // the twelve weeks in which the group answers
const EVER = '2000-01-01T00:00:00.000Z'; // before any consultation held here
const MOST_CLOSED = 50; // what a search shows; more words find fewer

/** The public home page: what is open, soonest to close first, what was published, and who writes it; or what was found. */
export async function presentHome(
  db: Reader,
  questions: ConsultationQuestions,
  searched: string | undefined,
): Promise<HomePageProps> {
  const now = await databaseNow(db);
  const closedSince = searched === undefined ? new Date(Date.parse(now) - CLOSED_LATELY_MS).toISOString() : EVER;
  const rows = (await listConsultations(db, closedSince)).filter(({ audience }) => audience === 'public');
  const groups = await listGroups(db);
  const byId = new Map(groups.map((group) => [group.id, group]));
  const open = rows.filter((row) => stateAt(timesOf(row), now) === 'open');
  const found = open.filter((row) => fits(row, byId.get(row.group_id), searched));
  const closed = rows.filter((row) => stateAt(timesOf(row), now) === 'closed' && fits(row, byId.get(row.group_id), searched));
  const soon = rows.filter((row) => stateAt(timesOf(row), now) === 'soon');
  return {
    ...(searched === undefined ? {} : { searched }),
    open: found.map((row) => presentOpen(row, byId.get(row.group_id), now)),
    opensSoon: soon.map(({ title, opens_at }) => ({ title, opensAt: opens_at })),
    closed: closed
      .reverse()
      .slice(0, MOST_CLOSED)
      .map((row) => presentClosed(row, byId.get(row.group_id))),
    recent: await questions.recentlyPublished(db, searched),
    programmes: searched === undefined ? programmesOf(groups, open) : [],
  };
}

function presentClosed(row: ConsultationRow, group: Group | undefined): ClosedConsultation {
  return { href: `/c/${row.reference}`, title: row.title, about: aboutOf(group), closedAt: row.closes_at };
}

function aboutOf(group: Group | undefined): string {
  return group ? `${group.name} group, ${group.programme} programme.` : '';
}

function presentOpen(row: ConsultationRow, group: Group | undefined, now: string): OpenConsultation {
  return {
    href: `/c/${row.reference}`,
    title: row.title,
    summary: row.summary.split('\n')[0] ?? '',
    about: aboutOf(group),
    closesAt: row.closes_at,
    daysLeft: daysBetween(now, row.closes_at),
  };
}

/** Every word searched for stands in the title, the summary, or the name of group and programme. */
function fits(row: ConsultationRow, group: Group | undefined, searched: string | undefined): boolean {
  if (searched === undefined) return true;
  const text = [row.reference, row.title, row.summary, group?.name, group?.programme, group?.service_reference]
    .join(' ')
    .toLowerCase();
  return searched
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function programmesOf(groups: readonly Group[], open: readonly ConsultationRow[]): ProgrammeOfGroups[] {
  const programmes = new Map<string, ProgrammeOfGroups>();
  for (const group of groups) {
    if (group.closed_at !== null) continue;
    const programme = programmes.get(group.programme) ?? { name: group.programme, openConsultations: 0, groups: [] };
    programme.openConsultations += open.filter(({ group_id }) => group_id === group.id).length;
    programme.groups.push({ name: group.name, href: `/groups-list#${group.slug}` });
    programmes.set(group.programme, programme);
  }
  return [...programmes.values()];
}
