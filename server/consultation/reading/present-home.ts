import { stateAt } from '../../../shared/consultation/consultation.ts';
import { daysBetween } from '../../../shared/consultation/uk-time.ts';
import type { HomePageProps, OpenConsultation, ProgrammeOfGroups } from '../../../shared/publishing/pages.ts';
import { listGroups, type Group } from '../../directory/group-store.ts';
import type { Reader } from '../../platform/database/store.ts';
import { databaseNow } from '../../platform/database/values.ts';
import { listConsultations, timesOf, type ConsultationRow } from '../consultation-store.ts';
import type { ConsultationQuestions } from '../questions.ts';

/** The public home page: what is open, soonest to close first, what was published, and who writes it; or what was found. */
export async function presentHome(
  db: Reader,
  questions: ConsultationQuestions,
  searched: string | undefined,
): Promise<HomePageProps> {
  const now = await databaseNow(db);
  const rows = (await listConsultations(db, now)).filter(({ audience }) => audience === 'public');
  const groups = await listGroups(db);
  const byId = new Map(groups.map((group) => [group.id, group]));
  const open = rows.filter((row) => stateAt(timesOf(row), now) === 'open');
  const found = open.filter((row) => fits(row, byId.get(row.group_id), searched));
  const soon = rows.filter((row) => stateAt(timesOf(row), now) === 'soon');
  return {
    ...(searched === undefined ? {} : { searched }),
    open: found.map((row) => presentOpen(row, byId.get(row.group_id), now)),
    opensSoon: soon.map(({ title, opens_at }) => ({ title, opensAt: opens_at })),
    recent: await questions.recentlyPublished(db, searched),
    programmes: searched === undefined ? programmesOf(groups, open) : [],
  };
}

function presentOpen(row: ConsultationRow, group: Group | undefined, now: string): OpenConsultation {
  return {
    href: `/c/${row.reference}`,
    title: row.title,
    summary: row.summary.split('\n')[0] ?? '',
    about: group ? `${group.name} group, ${group.programme} programme.` : '',
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
