import type { House } from '../../server/house.ts';
import type { Person } from '../../server/identity/person-store.ts';
import type { VersionRow } from '../../server/drafting/versions/version-store.ts';
import type { Position } from '../../shared/signoff/chain.ts';
import type { SigningView, SignOffPage } from '../../shared/signoff/api.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { aMember, ask, aVersion, signIn } from './builders.ts';
import { aDesk, applyWords, CLAUSES, decide, openPoint, pointsOn, type Desk } from './desk.ts';
import { stopClock } from './stopped-clock.ts';

type Served = Pick<House, 'store' | 'baseUrl'>;

/** When version 2 is frozen, when sign-off is asked, and the last day of the group and of its two boards. */
export const FROZEN_AT = '2026-12-15T10:00:00.000Z';
export const ASKED_AT = '2026-12-15T10:05:00.000Z';
export const GROUP_BY = '2026-12-22';
export const BOARDS_BY = ['2027-01-12', '2027-01-19'];
export const NEW_WORDS = 'The centre must offer a biopsy within 14 calendar days.';

/** A document of which every point is decided and version 2 is frozen. */
export type Ready = Desk & { newest: VersionRow; commissioner: Person };

/** Brings a document to where its sign-off may be asked. */
export async function readyForSignOff(house: Served): Promise<Ready> {
  const desk = await aDesk(house, [[{ wording: NEW_WORDS }]]);
  const [only] = await pointsOn(house, desk);
  const pointId = only?.id ?? '';
  const { now } = await openPoint(house, desk, pointId);
  const taken = await applyWords(house, desk, { pointId, words: NEW_WORDS, replaces: CLAUSES[0], blockId: now?.blockId ?? '' });
  if (taken.status !== 200) throw new Error(`the words were not taken: ${JSON.stringify(taken.body)}`);
  await decide(house, desk, pointId);
  const commissioner = await aMember(house, desk.group, 'accountable-commissioner');
  await stopClock(house.store, FROZEN_AT);
  const newest = await aVersion(house, { document: desk.document, person: desk.chair });
  await stopClock(house.store, ASKED_AT);
  return { ...desk, newest, commissioner, cookies: { ...desk.cookies, chair: await signIn(house, desk.chair) } };
}

/** Asks for sign-off as the chair; answers what the server said. */
export async function askFor(
  house: Served,
  ready: Ready,
  wanted: { id?: string; quorum?: number; versionId?: string; cookie?: string; groupBy?: string; boardsBy?: string[] } = {},
): ReturnType<typeof ask> {
  const cookie = wanted.cookie ?? (await signIn(house, ready.chair));
  const { id = makeId(), quorum = 3, versionId = ready.newest.id, groupBy = GROUP_BY, boardsBy = BOARDS_BY } = wanted;
  const body = { id, versionId, groupBy, boardsBy, quorum };
  return ask(house, 'POST', `/api/documents/${ready.document.id}/sign-off`, { cookie, body });
}

/** Asks for sign-off and answers its id. */
export async function asked(house: Served, ready: Ready, wanted: { quorum?: number } = {}): Promise<string> {
  const { status, body } = await askFor(house, ready, wanted);
  if (status !== 200) throw new Error(`sign-off was not asked: ${JSON.stringify(body)}`);
  return String(body['id']);
}

/** Gives a position as a person who has just signed in, on the newest version unless another hash was read. */
export async function sign(
  house: Served,
  ready: Ready,
  signOffId: string,
  given: {
    person: { id: string };
    position?: Position;
    words?: string;
    hashRead?: string;
    id?: string;
    cookie?: string;
    meetingOn?: string;
    tookPart?: string;
  },
): ReturnType<typeof ask> {
  const { position = 'agree', words = '', hashRead = ready.newest.hash, id = makeId(), meetingOn, tookPart } = given;
  return ask(house, 'POST', `/api/sign-offs/${signOffId}/positions`, {
    cookie: given.cookie ?? (await signIn(house, given.person)),
    body: { id, hashRead, position, words, readIt: true, meetingOn: meetingOn ?? null, tookPart: tookPart ?? null },
  });
}

/** The signing page as a person sees it. */
export async function signingPage(house: Served, signOffId: string, person: { id: string }): Promise<SigningView> {
  const { body } = await ask(house, 'GET', `/api/sign-offs/${signOffId}`, { cookie: await signIn(house, person) });
  return body as unknown as SigningView; // the contract's output, parsed at the door
}

/** The sign-off page of a document as its chair sees it. */
export async function signOffPage(house: Served, ready: Pick<Ready, 'document' | 'chair'>): Promise<SignOffPage> {
  const cookie = await signIn(house, ready.chair);
  const { body } = await ask(house, 'GET', `/api/documents/${ready.document.id}/sign-off`, { cookie });
  return body as unknown as SignOffPage; // the contract's output, parsed at the door
}
