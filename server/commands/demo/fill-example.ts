import { makeId } from '../../../shared/kernel/ids.ts';
import { anchoredText } from '../../../shared/text/anchor.ts';
import type { House } from '../../house.ts';
import { showRealTime } from '../../platform/database/clock-store.ts';
import { databaseNow } from '../../platform/database/values.ts';
import { publishRelease } from '../../publishing/publish-release.ts';
import { applyPointWording } from '../../resolution/apply-wording.ts';
import { pointsAbout, type DeskPoint } from '../../resolution/desk-store.ts';
import { recordDisposition } from '../../resolution/record-disposition.ts';
import { rememberedOf, whereNow } from '../../resolution/where-now.ts';
import { askSignOff } from '../../signoff/ask-sign-off.ts';
import { chainState } from '../../../shared/signoff/rules.ts';
import type { Position } from '../../../shared/signoff/chain.ts';
import { followTimes } from '../../consultation/follow-times.ts';
import { requireSignOff, signaturesOf } from '../../signoff/sign-off-store.ts';
import { givenOf, takePosition } from '../../signoff/take-position.ts';
import { consult, freeze, respond, writeDocument } from './example-acts.ts';
import { asCaller, goTo, peopleAndSeats, withRole, type ExampleHouse, type MadePerson } from './example-house.ts';
import { CLOSED_POINTS, OPEN_POINTS, RELEASED_POINTS, type ExampleDecision, type ExamplePoint } from './example-points.ts';
import { BONE, SCOPE, SOFT_TISSUE } from './example-texts.ts';

/** One document of the example and where the public finds it. */
export type FilledDocument = { id: string; title: string; publicUrl: string; consultationUrl: string };

/** What the example consists of, as the command prints it. */
export type FilledExample = { url: string; people: MadePerson[]; documents: FilledDocument[] };

/** Fills the worked example into an empty installation, through the same acts people use, with the clock set back for what is past. */
export async function fillExample(house: House): Promise<FilledExample> {
  try {
    await goTo({ house, people: [], groupId: '' }, 220);
    const example = await peopleAndSeats(house);
    const scope = await publishedScope(example);
    const bone = await halfResolvedBone(example);
    const soft = await openSoftTissue(example);
    return { url: house.baseUrl, people: example.people, documents: [soft, bone, scope] };
  } finally {
    await showRealTime(house.store);
  }
}

async function openSoftTissue(example: ExampleHouse): Promise<FilledDocument> {
  const title = 'Soft tissue sarcoma, all ages (worked example)';
  await goTo(example, 30);
  const id = await writeDocument(example, { productId: 'service-specification', title, text: SOFT_TISSUE });
  await goTo(example, 9);
  const chair = withRole(example, 'chair').personId;
  const versionId = await freeze(example, id, {
    label: 'For consultation',
    reason: 'The group has read it and agreed to put it to the public',
    actorId: chair,
  });
  await goTo(example, 7);
  const summary =
    'What every hospital must provide for people with a soft tissue sarcoma. Tell us what is unclear, missing or wrong.';
  const consultation = await consult(example, versionId, { title: 'Soft tissue sarcoma specification', summary, days: 49 });
  await goTo(example, 2);
  await respond(example, { consultationId: consultation.id, versionId, points: OPEN_POINTS });
  return filledDocument(example, id, title, { consultation: consultation.reference, place: 1 });
}

async function halfResolvedBone(example: ExampleHouse): Promise<FilledDocument> {
  const title = 'Bone sarcoma, all ages (worked example)';
  await goTo(example, 90);
  const id = await writeDocument(example, { productId: 'service-specification', title, text: BONE });
  const chair = withRole(example, 'chair').personId;
  const versionId = await freeze(example, id, { label: 'For consultation', reason: 'Agreed by the group', actorId: chair });
  await goTo(example, 60);
  const summary = 'What the five bone sarcoma centres must provide. Tell us what is unclear, missing or wrong.';
  const consultation = await consult(example, versionId, { title: 'Bone sarcoma specification', summary, days: 42 });
  await goTo(example, 40);
  await respond(example, { consultationId: consultation.id, versionId, points: CLOSED_POINTS });
  await goTo(example, 10);
  await followTimes(example.house.parts);
  await decide(example, consultation.id, { documentId: id, points: CLOSED_POINTS });
  return filledDocument(example, id, title, { consultation: consultation.reference, place: 1 });
}

async function publishedScope(example: ExampleHouse): Promise<FilledDocument> {
  const title = 'Sarcoma: scope of the service (worked example)';
  const { parts } = example.house;
  await goTo(example, 210);
  const id = await writeDocument(example, { productId: 'scope', title, text: SCOPE });
  const chair = withRole(example, 'chair').personId;
  const consulted = await freeze(example, id, { label: 'For consultation', reason: 'Agreed by the group', actorId: chair });
  await goTo(example, 200);
  const summary = 'What the sarcoma service is and who it is for.';
  const consultation = await consult(example, consulted, { title: 'Scope of the sarcoma service', summary, days: 42 });
  await goTo(example, 180);
  await respond(example, { consultationId: consultation.id, versionId: consulted, points: RELEASED_POINTS });
  await goTo(example, 150);
  await followTimes(parts);
  await decide(example, consultation.id, { documentId: id, points: RELEASED_POINTS });
  await goTo(example, 140);
  const versionId = await freeze(example, id, { label: 'For sign-off', reason: 'Every point is answered', actorId: chair });
  await signOff(example, { documentId: id, versionId });
  await goTo(example, 120);
  const caller = await asCaller(example, withRole(example, 'accountable-commissioner'));
  const release = {
    summary:
      'This scope says what the sarcoma service is, who needs it, and why it is arranged nationally.\n\nIt is the ground on which the two service specifications stand.',
    whatChanged: 'After the consultation the text says who arranges hospice care, and that psychology belongs to the service.',
    effectiveOn: '2027-04-01',
    contractYear: '2027/28',
    reviewOn: '2027-10-01',
  };
  const { reference } = await publishRelease(parts, { id: makeId(), documentId: id, versionId, release, caller });
  return filledDocument(example, id, title, { consultation: consultation.reference, place: 1, published: reference });
}

/** Records the example's decisions and puts accepted wording into the draft, as a chair at the desk does. */
async function decide(
  example: ExampleHouse,
  consultationId: string,
  { documentId, points }: { documentId: string; points: readonly (ExamplePoint & { decision?: ExampleDecision })[] },
): Promise<void> {
  const { parts } = example.house;
  const personId = withRole(example, 'chair').personId;
  for (const point of await pointsAbout(parts.store.read, consultationId, documentId)) {
    const decision = points.find((one) => one.comment === point.comment && one.decision)?.decision;
    if (!decision) continue;
    const { outcome, reasonCode, reply } = decision;
    if (outcome === 'accepted' && point.wording) await putWording(example, documentId, point, personId);
    await recordDisposition(parts, {
      pointId: point.id,
      basedOn: 0,
      decision: { outcome, reasonCode, reply, exemption: '', duplicateOf: null },
      personId,
    });
  }
}

async function putWording({ house }: ExampleHouse, documentId: string, point: DeskPoint, personId: string): Promise<void> {
  const remembered = await rememberedOf(house.store.read, point);
  const { text, placeNow } = await house.rooms.drafts.lookIntoDraft(documentId);
  const blockId = whereNow(text, placeNow, point, remembered)?.blockId ?? '';
  const replaces = anchoredText(text, blockId) ?? '';
  const words = point.wording ?? '';
  await applyPointWording(
    { ...house.parts, drafts: house.rooms.drafts },
    { id: makeId(), pointId: point.id, words, blockId, replaces, personId },
  );
}

/** Asks for sign-off and takes every position: one with reservations, the board through its secretary. */
async function signOff(
  example: ExampleHouse,
  { documentId, versionId }: { documentId: string; versionId: string },
): Promise<void> {
  const { parts } = example.house;
  const id = makeId();
  const day = async (ahead: number): Promise<string> =>
    new Date(Date.parse(await databaseNow(parts.store.read)) + ahead * 86_400_000).toISOString().slice(0, 10);
  const chair = withRole(example, 'chair').personId;
  await askSignOff(parts, {
    id,
    documentId,
    versionId,
    groupBy: await day(10),
    boardsBy: [await day(20)],
    quorum: 4,
    personId: chair,
  });
  const members = example.people.filter((person) => person.role !== 'administrator' && person.role !== 'secretariat');
  for (const person of members)
    await give(example, id, person, person.role === 'ppe-member' ? 'agree-with-reservations' : 'agree');
  await give(example, id, withRole(example, 'secretariat'), 'recommend');
}

async function give(example: ExampleHouse, signOffId: string, person: MadePerson, position: Position): Promise<void> {
  const { parts } = example.house;
  const { hash, steps } = await requireSignOff(parts.store.read, signOffId);
  const given = (await signaturesOf(parts.store.read, signOffId)).map(givenOf);
  const now = await databaseNow(parts.store.read);
  const body = steps.find((step) => step.id === chainState(steps, given, now).currentStepId)?.kind === 'body';
  await takePosition(
    { ...parts, keyDirectory: parts.settings.keyDirectory },
    {
      id: makeId(),
      signOffId,
      hashRead: hash,
      position,
      words: position === 'agree-with-reservations' ? 'Say in the specifications how far families have to travel.' : '',
      meetingOn: body ? now.slice(0, 10) : null,
      tookPart: body ? 'The board of the worked example (fictional)' : null,
      caller: await asCaller(example, person),
      mayRecordBody: body,
    },
  );
}

function filledDocument(
  { house }: ExampleHouse,
  id: string,
  title: string,
  at: { consultation: string; place: number; published?: string },
): FilledDocument {
  const consultationUrl = `${house.baseUrl}/c/${at.consultation}`;
  return {
    id,
    title,
    consultationUrl,
    publicUrl: at.published ? `${house.baseUrl}/p/${at.published}` : `${consultationUrl}/${at.place}`,
  };
}
