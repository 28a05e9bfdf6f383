import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/database/store.ts';

/** A programme of care with its portfolio. */
export type Programme = { id: string; slug: string; name: string; covers: string; portfolio_id: string; portfolio: string };

/** A portfolio of programmes. */
export type Portfolio = { id: string; slug: string; name: string };

/** The programmes in their usual order. */
export async function listProgrammes(db: Reader): Promise<Programme[]> {
  const { rows } = await sql<Programme>`
    select p.id, p.slug, p.name, p.covers, p.portfolio_id, f.name as portfolio
    from programme p join portfolio f on f.id = p.portfolio_id order by p.place`.execute(db);
  return rows;
}

/** The portfolios by name. */
export async function listPortfolios(db: Reader): Promise<Portfolio[]> {
  const { rows } = await sql<Portfolio>`select id, slug, name from portfolio order by name`.execute(db);
  return rows;
}

/** Adds a portfolio. */
export async function insertPortfolio(tx: Tx, portfolio: Portfolio & { openedAt: string }): Promise<void> {
  await sql`insert into portfolio (id, slug, name, opened_at)
    values (${portfolio.id}, ${portfolio.slug}, ${portfolio.name}, ${portfolio.openedAt})`.execute(tx);
}

/** Adds a programme at a place in the order. */
export async function insertProgramme(
  tx: Tx,
  programme: Omit<Programme, 'portfolio'> & { place: number; openedAt: string },
): Promise<void> {
  await sql`insert into programme (id, slug, name, covers, portfolio_id, place, opened_at)
    values (${programme.id}, ${programme.slug}, ${programme.name}, ${programme.covers}, ${programme.portfolio_id},
      ${programme.place}, ${programme.openedAt})`.execute(tx);
}

/** Keeps other processes from loading a directory at the same time, to the end of the transaction. */
export async function lockProgrammes(tx: Tx): Promise<void> {
  await sql`lock table programme in share row exclusive mode`.execute(tx);
}
