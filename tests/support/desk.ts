import type { House } from '../../server/house.ts';
import type { PointView, QueuePoint } from '../../shared/resolution/api.ts';
import type { Decision } from '../../shared/resolution/disposition.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { aMember, aText, ask, signIn } from './builders.ts';
import { aConsultation, OPENS, Respondent, type OpenedConsultation } from './respondents.ts';
import { stopClock } from './stopped-clock.ts';

type Served = Pick<House, 'store' | 'baseUrl'>;

/** While the consultation of a desk is open, and after it has closed. */
export const WHILE_OPEN = '2026-11-23T15:12:00.000Z';
export const AFTER_CLOSING = '2026-12-15T09:00:00.000Z';

const LATER_THAT_MINUTE = '2026-11-23T15:12:30.000Z';

/** What each clause of a desk's document says. */
export const CLAUSES = ['The centre must offer a biopsy within 10 working days.', 'Every person has a key worker.'] as const;

/** What somebody commented: on which clause, and how it should read instead. */
export type Commented = { clause?: number; comment?: string; wording?: string; words?: string };

/** A consultation with one response for each list of comments, read after closing by its chair, a member and the secretary. */
export type Desk = Awaited<ReturnType<typeof aDesk>>;

/** Opens a consultation, lets people respond on the public pages, and closes it by the clock. */
export async function aDesk(house: Served, responses: Commented[][] = [[{}]], { at = AFTER_CLOSING }: { at?: string } = {}) {
  await stopClock(house.store, OPENS);
  const consultation = await aConsultation(house, { texts: [aText(...CLAUSES)] });
  const member = await aMember(house, consultation.group);
  const vice = await aMember(house, consultation.group, 'vice-chair');
  const secretary = await aMember(house, consultation.group, 'secretariat');
  await stopClock(house.store, WHILE_OPEN);
  for (const comments of responses) await respond(house, consultation, comments);
  await stopClock(house.store, at);
  const document = consultation.documents[0];
  const version = consultation.versions[0];
  if (!document || !version) throw new Error('the consultation has no document');
  const cookies = {
    chair: await signIn(house, consultation.chair),
    vice: await signIn(house, vice),
    member: await signIn(house, member),
    secretary: await signIn(house, secretary),
  };
  return { ...consultation, document, version, member, vice, secretary, cookies };
}

async function respond(house: Served, consultation: OpenedConsultation, comments: Commented[]): Promise<void> {
  const respondent = new Respondent(house, consultation.reference);
  for (const { clause = 1, comment = 'Count all days, not working days.', wording = '', words = '' } of comments) {
    const blockId = consultation.versions[0]?.text.blocks[clause]?.id ?? '';
    await respondent.comment(blockId, { comment, wording, words });
  }
  await respondent.sayAbout();
  const drawn = await respondent.drawCheck();
  await stopClock(house.store, LATER_THAT_MINUTE); // read back like a person, not like a machine (CON-41)
  const sent = await respondent.post('send', { ...drawn, website: '' });
  await stopClock(house.store, WHILE_OPEN);
  if (sent.status !== 303) throw new Error(`the response was not taken: ${sent.status}`);
}

/** The points of a desk as its chair sees them. */
export async function pointsOn(house: Served, desk: Desk, query = ''): Promise<QueuePoint[]> {
  const { body } = await ask(house, 'GET', `/api/consultations/${desk.id}/desk${query}`, { cookie: desk.cookies.chair });
  return body['points'] as QueuePoint[];
}

/** One point as the chair opens it. */
export async function openPoint(house: Served, desk: Desk, pointId: string): Promise<PointView> {
  const { body } = await ask(house, 'GET', `/api/points/${pointId}`, { cookie: desk.cookies.chair });
  return body as unknown as PointView; // the contract's output, parsed at the door
}

/** A decision with everything it may leave out. */
export function aDecision(wanted: Partial<Decision> = {}): Decision {
  return { outcome: 'accepted', reasonCode: 'clearer', reply: '', exemption: '', duplicateOf: null, ...wanted };
}

/** Decides a point as the chair unless another cookie is given. */
export function decide(
  house: Served,
  desk: Desk,
  pointId: string,
  { basedOn = 0, cookie = desk.cookies.chair, ...wanted }: Partial<Decision> & { basedOn?: number; cookie?: string } = {},
): ReturnType<typeof ask> {
  const body = { basedOn, decision: aDecision(wanted) };
  return ask(house, 'PUT', `/api/points/${pointId}/disposition`, { cookie, body });
}

/** Puts words into the draft where the point's clause stands, as the chair, who saw `replaces` there. */
export function applyWords(
  house: Served,
  desk: Desk,
  {
    pointId,
    words,
    replaces,
    blockId,
    id = makeId(),
  }: { pointId: string; words: string; replaces: string; blockId: string; id?: string },
): ReturnType<typeof ask> {
  return ask(house, 'POST', `/api/points/${pointId}/wording`, {
    cookie: desk.cookies.chair,
    body: { id, words, blockId, replaces },
  });
}
