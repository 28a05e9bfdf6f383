import { productName } from '../../shared/drafting/templates/template.ts';
import type { RecentRelease } from '../../shared/publishing/pages.ts';
import type { GroupsPageProps, PublishedItem, PublishedPageProps } from '../../shared/publishing/release-pages.ts';
import { listGroups, type Group } from '../directory/group-store.ts';
import { listProgrammes } from '../directory/programme-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { newestReleases, referenceOf, releasesOf, type ListedRelease } from './release-store.ts';

const MOST_LISTED = 500; // more documents than any commissioner of specialised services has
const MOST_RECENT = 10; // what the home page shows before it sends people to the whole list

type Listed = { release: ListedRelease; group: Group | undefined };

/** The list of published documents by programme; with words to search for, those that hold every one of them (PUB-2). */
export async function publishedPage(db: Reader, searched: string | undefined): Promise<PublishedPageProps> {
  const found = (await listed(db)).filter((one) => fits(one, searched));
  const names = [...new Set(found.map(({ group }) => group?.programme ?? ''))].sort();
  const programmes = names.map((name) => ({
    name,
    items: found.filter(({ group }) => (group?.programme ?? '') === name).map(itemOf),
  }));
  return { ...(searched && { searched }), programmes };
}

/** Answers the public home page: the newest releases, or every one that fits the words searched for. */
export async function recentlyPublished(db: Reader, searched: string | undefined): Promise<RecentRelease[]> {
  const found = (await listed(db)).filter((one) => fits(one, searched));
  return found.slice(0, searched ? MOST_LISTED : MOST_RECENT).map(({ release }) => ({
    href: `/p/${release.reference}`,
    title: release.title,
    what: `Release ${release.number}. ${productName(release.product_id)}.`,
    publishedAt: release.published_at,
  }));
}

/** Answers a closed consultation: the page of the first release of its document since then, or undefined. */
export async function outcomeOf(db: Reader, documentId: string, since: string): Promise<string | undefined> {
  const first = (await releasesOf(db, documentId)).filter(({ published_at }) => published_at > since).at(-1);
  return first && `/p/${(await referenceOf(db, documentId)) ?? ''}/${first.number}`;
}

/** Programmes with their open groups and what each has published. */
export async function groupsPage(db: Reader): Promise<GroupsPageProps> {
  const releases = await newestReleases(db, MOST_LISTED);
  const groups = (await listGroups(db)).filter((group) => group.closed_at === null);
  const programmes = (await listProgrammes(db)).map(({ id, name, covers }) => ({
    name,
    covers,
    groups: groups
      .filter((group) => group.programme_id === id)
      .map((group) => ({ ...group, code: group.code ?? '', published: publishedBy(group, releases) })),
  }));
  return {
    programmes: programmes.map((programme) => ({
      ...programme,
      groups: programme.groups.map(({ id, slug, name, code, published }) => ({ id, slug, name, code, published })),
    })),
  };
}

function publishedBy({ id }: Group, releases: readonly ListedRelease[]): { href: string; title: string }[] {
  return releases.filter((one) => one.group_id === id).map(({ reference, title }) => ({ href: `/p/${reference}`, title }));
}

async function listed(db: Reader): Promise<Listed[]> {
  const groups = new Map((await listGroups(db)).map((group) => [group.id, group]));
  return (await newestReleases(db, MOST_LISTED)).map((release) => ({ release, group: groups.get(release.group_id) }));
}

function fits({ release, group }: Listed, searched: string | undefined): boolean {
  if (!searched) return true;
  const text = [release.title, productName(release.product_id), group?.name, group?.programme, group?.service_reference];
  const whole = text.join(' ').toLowerCase();
  return searched
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word));
}

function itemOf({ release, group }: Listed): PublishedItem {
  return {
    href: `/p/${release.reference}`,
    title: release.title,
    about: `${productName(release.product_id)}. ${group?.name ?? ''} group.`,
    release: release.number,
    effectiveOn: release.effective_on,
    publishedAt: release.published_at,
  };
}
