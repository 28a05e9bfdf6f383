import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Anchor } from '../../../shared/text/anchor.ts';
import type { FindWords } from '../../../shared/text/find-phrase.ts';
import { Renewal } from '../../../shared/text/renewal.ts';
import type { Reader, Tx } from '../../platform/database/store.ts';
import { json } from '../../platform/database/values.ts';

type Tables = { place_renewal: { document_id: string; anchor_id: string; anchor_key: string; renewal: unknown } };

/** An anchor that somebody keeps, by the id of what it belongs to: a point. */
export type KeptAnchor = { id: string; anchor: Anchor };

/** An anchor with what is to be remembered of its words from now on. */
export type RenewedAnchor = KeptAnchor & { renewal: Renewal };

/** What is remembered of some anchors in a draft, by their ids; of an anchor that was made anew since, nothing. */
export async function renewalsOf(db: Reader, documentId: string, anchors: readonly KeptAnchor[]): Promise<Map<string, Renewal>> {
  if (anchors.length === 0) return new Map();
  const rows = await db
    .withTables<Tables>()
    .selectFrom('place_renewal')
    .select(['anchor_id', 'anchor_key', 'renewal'])
    .where('document_id', '=', documentId)
    .where(
      'anchor_id',
      'in',
      anchors.map(({ id }) => id),
    )
    .execute();
  const keys = new Map(anchors.map(({ id, anchor }) => [id, keyOf(anchor)]));
  return new Map(
    rows.flatMap((row) => {
      const renewal = row.anchor_key === keys.get(row.anchor_id) ? Renewal.safeParse(row.renewal).data : undefined;
      return renewal ? [[row.anchor_id, renewal] as const] : [];
    }),
  );
}

/** What is remembered of one anchor, if anything. */
export async function renewalOf(db: Reader, documentId: string, anchor: KeptAnchor): Promise<Renewal | undefined> {
  return (await renewalsOf(db, documentId, [anchor])).get(anchor.id);
}

/** Keeps what is remembered of some anchors; the newer of two takes the place of the older. */
export async function keepRenewals(tx: Tx, documentId: string, renewed: readonly RenewedAnchor[]): Promise<void> {
  if (renewed.length === 0) return;
  const rows = renewed.map(({ id, anchor, renewal }) => ({ id, key: keyOf(anchor), renewal }));
  await sql`insert into place_renewal (document_id, anchor_id, anchor_key, renewal)
    select ${documentId}, entry->>'id', entry->>'key', entry->'renewal' from jsonb_array_elements(${json(rows)}) entry
    on conflict (document_id, anchor_id) do update
    set anchor_key = excluded.anchor_key, renewal = excluded.renewal, renewed_at = concord_now()`.execute(tx);
}

/** Forgets what is remembered of places whose words, or what stood around them, say something that was erased: it is found anew from the anchors. */
export async function forgetRenewalsThatSay(tx: Tx, documentId: string, find: FindWords): Promise<void> {
  const { rows } = await sql<{ id: string; renewal: unknown }>`select anchor_id as id, renewal from place_renewal
    where document_id = ${documentId}`.execute(tx);
  const says = (renewal: unknown): boolean => {
    const read = Renewal.safeParse(renewal).data;
    return !read || read.pieces.some(({ before, quote, after }) => find(before + quote + after).length > 0);
  };
  const ids = rows.flatMap(({ id, renewal }) => (says(renewal) ? [id] : []));
  await sql`delete from place_renewal where document_id = ${documentId} and anchor_id = any(${ids}::text[])`.execute(tx);
}

// A response that is sent again may put another anchor under the same id.
function keyOf({ blockId, start, end, quote, before, after }: Anchor): string {
  return createHash('sha256')
    .update(JSON.stringify([blockId, start, end, quote, before, after]))
    .digest('hex');
}
