import { sql } from 'kysely';
import { json } from '../database/values.ts';
import type { Reader, Tx } from '../database/store.ts';

/** One announcement: something happened under a topic; ids only, never text (PLT-5). */
export type Announcement = { topic: string; sequence: number; act: string; ids: Record<string, string> };

/** Adds an announcement with the topic's next number; the topic's row stays locked to the commit, so numbers have no gaps. */
export async function insertAnnouncement(tx: Tx, { topic, act, ids }: Omit<Announcement, 'sequence'>): Promise<Announcement> {
  const next = await sql<{ last: number }>`
    insert into announcement_topic (topic, last) values (${topic}, 1)
    on conflict (topic) do update set last = announcement_topic.last + 1 returning last`.execute(tx);
  const sequence = next.rows[0]?.last ?? 1;
  await sql`insert into announcement (topic, sequence, act, ids) values (${topic}, ${sequence}, ${act}, ${json(ids)})`.execute(
    tx,
  );
  return { topic, sequence, act, ids };
}

/** The announcements of a topic after a number, oldest first, at most `limit`. */
export async function readAnnouncements(db: Reader, topic: string, after: number, limit: number): Promise<Announcement[]> {
  const { rows } = await sql<Announcement>`
    select topic, sequence, act, ids from announcement where topic = ${topic} and sequence > ${after} order by sequence limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** The number of a topic's newest announcement; 0 when there is none. */
export async function lastSequence(db: Reader, topic: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`select last from announcement_topic where topic = ${topic}`.execute(db);
  return rows[0]?.last ?? 0;
}
