import { z } from 'zod';
import type { SeatRole } from '../identity/rules.ts';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';

/** What one person may answer; object blocks until it is settled (SIG-4). */
export const PERSON_POSITIONS = ['agree', 'agree-with-reservations', 'object', 'abstain', 'recuse'] as const;

/** What a board may answer, recorded by its chair or secretary as the board's own decision (SIG-4). */
export const BODY_POSITIONS = ['recommend', 'approve', 'refuse', 'return'] as const;

/** Any position of a sign-off step. */
export const Position = z.enum([...PERSON_POSITIONS, ...BODY_POSITIONS]);

/** Each position as it is said on screen. */
export const POSITION_WORDS: Record<Position, string> = {
  agree: 'Agree',
  'agree-with-reservations': 'Agree, with reservations',
  object: 'Object',
  abstain: 'Abstain',
  recuse: 'Recuse',
  recommend: 'Recommend',
  approve: 'Approve',
  refuse: 'Refuse',
  return: 'Return to the group',
};

/** Positions that count for nothing without the words that go with them. */
export const POSITIONS_WITH_WORDS: readonly Position[] = ['agree-with-reservations', 'object', 'recuse', 'refuse', 'return'];

/** Seats that only serve a group and are not asked for a position. */
const SERVING: readonly SeatRole[] = ['secretariat', 'analyst', 'attending-adviser'];

/** Whether the holder of a seat with this role is asked for a position: members of the group, not those who only serve it. */
export function isAskedRole(role: SeatRole): boolean {
  return !SERVING.includes(role);
}

/** A person asked for a position, with the capacity in which they were asked on that day. */
export const AskedPerson = z.object({ personId: Id, name: z.string(), capacity: z.string() });

const common = { id: Id, title: z.string().min(1).max(120), answers: z.array(Position).min(1), dueAt: Instant };

/** A step that asks each named person; passes when the quorum has answered, all asked have answered or the day is past, and nobody objects. */
export const PersonsStep = z.object({
  ...common,
  kind: z.literal('persons'),
  asked: z.array(AskedPerson).min(1),
  quorum: z.int().min(1),
});

/** A step that asks a board; passes on the answer named in `passes`. */
export const BodyStep = z.object({ ...common, kind: z.literal('body'), body: z.string().min(1).max(120), passes: Position });

/** One step of a sign-off chain; steps are answered in order (SIG-1). */
export const Step = z.discriminatedUnion('kind', [PersonsStep, BodyStep]);

export type Position = z.infer<typeof Position>;
export type AskedPerson = z.infer<typeof AskedPerson>;
export type PersonsStep = z.infer<typeof PersonsStep>;
export type BodyStep = z.infer<typeof BodyStep>;
export type Step = z.infer<typeof Step>;

/** A board step as a product's chain names it, before it is dated. */
export type BodyPlan = { title: string; body: string; answers: Position[]; passes: Position };

const programmeBoard: BodyPlan = {
  title: 'Programme board',
  body: 'programme board',
  answers: ['recommend', 'return'],
  passes: 'recommend',
};
const portfolioBoard: BodyPlan = {
  title: 'Portfolio board',
  body: 'portfolio board',
  answers: ['approve', 'refuse', 'return'],
  passes: 'approve',
};

/** The boards that follow the group's own agreement, by product; data, from the guide's account of each product's approval. */
export const BOARDS_BY_PRODUCT: Record<string, BodyPlan[]> = {
  scope: [programmeBoard],
  'service-specification': [programmeBoard, portfolioBoard],
  'clinical-commissioning-policy': [programmeBoard, portfolioBoard],
  'quality-measures-dashboard': [programmeBoard],
  'stakeholder-engagement-plan': [programmeBoard],
  'ccg-commissioning-guidance': [programmeBoard],
  'pathfinder-proposal': [portfolioBoard],
  'business-case': [programmeBoard],
};
