import { FIRST_DIRECTORY } from '../../shared/directory/first-directory.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import type { Store, Tx } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import { insertGroup } from './group-store.ts';
import { insertPortfolio, insertProgramme, listPortfolios, lockProgrammes } from './programme-store.ts';

/** Loads the directory of programmes and groups at the first start; does nothing once there is one (MEM-1). */
export async function loadDirectory(store: Store): Promise<void> {
  if ((await listPortfolios(store.read)).length > 0) return;
  await store.transaction(async (tx) => {
    await lockProgrammes(tx);
    if ((await listPortfolios(tx)).length > 0) return; // another process was first
    const programmes = await loadProgrammes(tx, await loadPortfolios(tx));
    await loadGroups(tx, programmes);
    await appendRecord(tx, {
      chain: 'installation',
      act: 'load-directory',
      actor: 'system',
      subject: {},
      facts: { from: FIRST_DIRECTORY.from, source: FIRST_DIRECTORY.source, groups: FIRST_DIRECTORY.groups.length },
    });
  });
}

const openedAt = new Date(`${FIRST_DIRECTORY.from}T00:00:00+01:00`).toISOString(); // summer time

async function loadPortfolios(tx: Tx): Promise<Map<string, string>> {
  const ids = new Map<string, string>(FIRST_DIRECTORY.portfolios.map(({ slug }) => [slug, makeId()]));
  for (const { slug, name } of FIRST_DIRECTORY.portfolios)
    await insertPortfolio(tx, { id: idIn(ids, slug), slug, name, openedAt });
  return ids;
}

async function loadProgrammes(tx: Tx, portfolios: Map<string, string>): Promise<Map<string, string>> {
  const ids = new Map<string, string>(FIRST_DIRECTORY.programmes.map(({ slug }) => [slug, makeId()]));
  for (const [place, { slug, name, covers, portfolio }] of FIRST_DIRECTORY.programmes.entries())
    await insertProgramme(tx, {
      id: idIn(ids, slug),
      slug,
      name,
      covers,
      portfolio_id: idIn(portfolios, portfolio),
      place,
      openedAt,
    });
  return ids;
}

async function loadGroups(tx: Tx, programmes: Map<string, string>): Promise<void> {
  for (const { programme, slug, code, name, kind, serviceReference } of FIRST_DIRECTORY.groups)
    await insertGroup(tx, {
      id: makeId(),
      programme_id: idIn(programmes, programme),
      slug,
      code,
      name,
      kind,
      service_reference: serviceReference,
      openedAt,
    });
}

function idIn(ids: Map<string, string>, slug: string): string {
  const id = ids.get(slug);
  if (!id) throw new Error(`the first directory names ${slug}, which it does not list`);
  return id;
}
