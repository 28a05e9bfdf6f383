import { z } from 'zod';
import { ALL_RIGHTS, SEAT_ROLES } from '../identity/rules.ts';
import { Email } from '../identity/sign-in.ts';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';
import { MAX_LINE_CHARS, MAX_SEAT_REASON_CHARS } from '../kernel/limits.ts';
import { neededText } from '../kernel/typed-text.ts';
import { COMPOSITION_RULE_IDS } from './composition.ts';

const nothing = z.object({});
const oneGroup = z.object({ groupId: Id });
const Reason = neededText('Write a reason.', MAX_SEAT_REASON_CHARS, 'This reason is too long.');
const Line = neededText('Write something, or leave it out.', MAX_LINE_CHARS);
const Day = z.iso.date('Write a real date.');

/** A group as lists show it. */
export const GroupLine = z.object({
  id: Id,
  code: z.string().nullable(),
  name: z.string(),
  kind: z.string(),
  closedAt: Instant.nullable(),
  mine: z.boolean(),
});
export type GroupLine = z.infer<typeof GroupLine>;

/** The programmes with their groups, for everybody who is signed in. */
export const listAllGroups = endpoint({
  method: 'GET',
  path: '/api/groups',
  right: 'signed-in',
  params: nothing,
  query: nothing,
  body: nothing,
  output: z.object({
    programmes: z.array(
      z.object({ id: Id, name: z.string(), covers: z.string(), portfolio: z.string(), groups: z.array(GroupLine) }),
    ),
    mayManage: z.boolean(),
  }),
});

/** One seat as the group page shows it. */
export const SeatLine = z.object({
  id: Id,
  personId: Id,
  person: z.string(),
  role: z.enum(SEAT_ROLES),
  area: z.string().nullable(),
  speaksFor: z.string().nullable(),
  startsAt: Instant,
  endsAt: Instant.nullable(),
  endReason: z.string().nullable(),
});
export type SeatLine = z.infer<typeof SeatLine>;

/** A group with its seats, vacancies and warnings; earlier seats with their reasons only for those who give seats. */
export const GroupPage = z.object({
  group: z.object({
    id: Id,
    code: z.string().nullable(),
    name: z.string(),
    kind: z.string(),
    programme: z.string(),
    serviceReference: z.string().nullable(),
    openedAt: Instant,
    closedAt: Instant.nullable(),
    closeReason: z.string().nullable(),
    mergedInto: z.object({ id: Id, name: z.string() }).nullable(),
  }),
  seats: z.array(SeatLine),
  otherSeats: z.array(SeatLine),
  areas: z.array(z.object({ area: z.string(), seats: z.number(), held: z.array(Id), vacant: z.number() })),
  members: z.number(),
  rules: z.object({ from: z.string(), source: z.string(), minimum: z.number(), maximum: z.number() }).nullable(),
  warnings: z.array(
    z.object({
      rule: z.enum(COMPOSITION_RULE_IDS),
      tone: z.enum(['error', 'warning']),
      sentence: z.string(),
      exception: z.object({ id: Id, reason: z.string(), by: z.string(), at: Instant }).nullable(),
    }),
  ),
  rights: z.array(z.enum(ALL_RIGHTS)),
  administrator: z.boolean(),
});
export type GroupPage = z.infer<typeof GroupPage>;

/** Reads one group for its page. */
export const readGroup = endpoint({
  method: 'GET',
  path: '/api/groups/:groupId',
  right: 'signed-in',
  params: oneGroup,
  query: nothing,
  body: nothing,
  output: GroupPage,
});

/** Gives a seat to a person who is known by an e-mail address. */
export const giveOneSeat = endpoint({
  method: 'POST',
  path: '/api/groups/:groupId/seats',
  right: 'manage-seats',
  params: oneGroup,
  query: nothing,
  body: z.object({
    email: Email,
    role: z.enum(SEAT_ROLES, 'Choose a role.'),
    area: Line.nullable(),
    speaksFor: Line.nullable(),
    fromDay: Day.nullable(),
    untilDay: Day.nullable(),
    reason: Reason,
  }),
  output: z.object({ seatId: Id }),
});

/** Ends a seat with a reason: one that the caller may give, or their own. */
export const endOneSeat = endpoint({
  method: 'POST',
  path: '/api/groups/:groupId/seats/:seatId/end',
  right: 'read-group',
  params: oneGroup.extend({ seatId: Id }),
  query: nothing,
  body: z.object({ reason: Reason }),
  output: nothing,
});

/** Records why a group may differ from a rule of composition. */
export const recordOneException = endpoint({
  method: 'POST',
  path: '/api/groups/:groupId/exceptions',
  right: 'manage-seats',
  params: oneGroup,
  query: nothing,
  body: z.object({ rule: z.enum(COMPOSITION_RULE_IDS), reason: Reason }),
  output: nothing,
});

/** Ends an exception: the rule is said again. */
export const endOneException = endpoint({
  method: 'DELETE',
  path: '/api/groups/:groupId/exceptions/:exceptionId',
  right: 'manage-seats',
  params: oneGroup.extend({ exceptionId: Id }),
  query: nothing,
  body: nothing,
  output: nothing,
});

/** Adds a group to a programme. */
export const openOneGroup = endpoint({
  method: 'POST',
  path: '/api/groups',
  right: 'manage-installation',
  params: nothing,
  query: nothing,
  body: z.object({
    programmeId: Id,
    name: neededText('Write the name of the group.', MAX_LINE_CHARS, 'This name is too long.'),
    code: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9-]{2,20}$/, 'Write a short code of letters and digits, for instance SCA.'),
    kind: z.enum(['crg', 'group-of-chairs', 'programme-board', 'portfolio-board', 'working-group', 'pathfinder-group']),
  }),
  output: z.object({ groupId: Id }),
});

/** Closes a group with a reason, or merges it into another; its documents and record live on. */
export const closeOneGroup = endpoint({
  method: 'POST',
  path: '/api/groups/:groupId/closing',
  right: 'manage-installation',
  params: oneGroup,
  query: nothing,
  body: z.object({ reason: Reason, mergedInto: Id.nullable() }),
  output: nothing,
});
