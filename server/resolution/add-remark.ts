import type { Remark } from '../../shared/resolution/api.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { requirePerson } from '../identity/person-store.ts';
import type { Store } from '../platform/database/store.ts';
import type { Announcements } from '../platform/live/announcements.ts';
import { appendRecord } from '../record/append-record.ts';
import { requireDeskPoint } from './desk-store.ts';
import { insertRemark, remarksOf } from './remark-store.ts';

/** Adds a private remark of the group to a point; never public, never in the response table (RES-5). */
export async function addRemark(
  { store, announcements }: { store: Store; announcements: Announcements },
  ask: { id: string; pointId: string; words: string; personId: string },
): Promise<Remark> {
  return store.transaction(async (tx) => {
    const point = await requireDeskPoint(tx, ask.pointId);
    const isNew = await insertRemark(tx, ask);
    const kept = (await remarksOf(tx, ask.pointId)).find(({ id }) => id === ask.id);
    if (!kept) throw new Problem('wrong-input', 422, 'This remark belongs to another point.');
    const { name } = await requirePerson(tx, kept.personId);
    const remark: Remark = { id: kept.id, name, words: kept.words, madeAt: kept.madeAt };
    if (!isNew) return remark; // the same press sent twice
    await announcements.announce(tx, {
      topic: `consultation:${point.consultation_id}`,
      act: 'remark-added',
      ids: { point: point.id },
    });
    await appendRecord(tx, {
      chain: `document:${point.document_id}`,
      act: 'add-remark',
      actor: ask.personId,
      subject: { point: point.id, remark: ask.id },
      personal: { words: ask.words },
    });
    return remark;
  });
}
