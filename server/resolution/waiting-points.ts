import { stateAt } from '../../shared/consultation/consultation.ts';
import { RIGHTS } from '../../shared/identity/rules.ts';
import { consultationsOfGroups, timesOf } from '../consultation/consultation-store.ts';
import type { Waiting } from '../directory/questions.ts';
import { seatsOfPerson } from '../directory/seat-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import { countDesk } from './desk-store.ts';

const MINUTES_A_POINT = 2; // read, decide, reply: the pace a practised chair keeps

/** The points that wait for a person who may decide them: of every closed consultation of their groups (MEM-9). */
export async function pointsWaitingFor(db: Reader, personId: string): Promise<Waiting[]> {
  const deciders: readonly string[] = RIGHTS['decide-points'];
  const groups = (await seatsOfPerson(db, personId)).filter((seat) => deciders.includes(seat.role)).map((seat) => seat.group_id);
  const now = await databaseNow(db);
  const waiting: Waiting[] = [];
  for (const consultation of await consultationsOfGroups(db, [...new Set(groups)])) {
    if (stateAt(timesOf(consultation), now) !== 'closed') continue;
    const { undecided, notApplied } = await countDesk(db, consultation.id);
    const left = undecided + notApplied;
    if (left === 0) continue;
    const title = `${undecided > 0 ? 'Decide' : 'Make the changes of'} ${left} ${left === 1 ? 'point' : 'points'}`;
    waiting.push({
      title,
      sentence: `On “${consultation.title}”, which has closed.`,
      href: `/app/consultations/${consultation.id}`,
      dueAt: null,
      minutes: left * MINUTES_A_POINT,
    });
  }
  return waiting;
}
