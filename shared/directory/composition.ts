import type { SeatRole } from '../identity/rules.ts';
import { countsAsMember } from './seat-roles.ts';

/** A senate area and how many seats it has. */
export type SenateArea = { name: string; seats: number };

/** The rules of how a group is made up, with the day from which they hold: rules are dated data, because they change (MEM-2). */
export type CompositionRules = {
  from: string;
  source: string;
  minimum: number;
  maximum: number;
  areas: readonly SenateArea[];
  patientsAtMost: number;
  patientsAtLeast: number;
  organisationsAtMost: number;
};

/** Every set of rules, newest first; the areas are listed from north to south. */
export const COMPOSITION_RULES: readonly CompositionRules[] = [
  {
    from: '2013-04-01',
    source: 'Guide for clinicians, January 2013; area names as on the sarcoma group’s slides, January 2014',
    minimum: 15,
    maximum: 25,
    areas: [
      { name: 'North East', seats: 1 },
      { name: 'Yorkshire and the Humber', seats: 1 },
      { name: 'Greater Manchester', seats: 1 },
      { name: 'Cheshire and Mersey', seats: 1 },
      { name: 'East Midlands', seats: 1 },
      { name: 'West Midlands', seats: 1 },
      { name: 'East of England', seats: 1 },
      { name: 'London', seats: 3 },
      { name: 'Thames Valley', seats: 1 },
      { name: 'South East Coast', seats: 1 },
      { name: 'Wessex', seats: 1 },
      { name: 'South West', seats: 1 },
    ],
    patientsAtMost: 4,
    patientsAtLeast: 2,
    organisationsAtMost: 4,
  },
];

/** Rules of composition by id, each with the sentence it says. */
export const COMPOSITION_RULE_WORDS = {
  'R-size': 'A group has 15 to 25 members.',
  'R-chair': 'A group has exactly one clinical chair.',
  'R-senate': 'A group has 14 senate seats: one for each area, three for London.',
  'R-ppe': 'A group has two to four patient and carer members; eight where the programme has agreed.',
  'R-prof': 'A group has at most four professional organisations, unless it records how it chooses who sits.',
  'R-acc': 'A group has exactly one accountable commissioner and at least one collaborating commissioner.',
} as const;

/** Id of a rule of composition. */
export type CompositionRule = keyof typeof COMPOSITION_RULE_WORDS;

/** The rules' ids. */
export const COMPOSITION_RULE_IDS = Object.keys(COMPOSITION_RULE_WORDS) as CompositionRule[]; // the keys of a literal object

/** What a rule says about a group as it is. */
export type CompositionWarning = { rule: CompositionRule; tone: 'error' | 'warning'; sentence: string };

/** An area with its filled and vacant seats. */
export type AreaSeats<S> = { area: string; seats: number; held: S[]; vacant: number };

type HeldSeat = { role: SeatRole; area: string | null };

/** The rules that hold at an instant, by its day in UK time. */
export function compositionAt(instant: string): CompositionRules {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date(instant)); // 2026-11-23
  const found = COMPOSITION_RULES.find(({ from }) => from <= day) ?? COMPOSITION_RULES.at(-1);
  if (!found) throw new Error('there are no rules of composition');
  return found;
}

/** The areas in the order of the rules, with who holds their seats and how many are vacant. */
export function areasOf<S extends HeldSeat>(seats: readonly S[], rules: CompositionRules): AreaSeats<S>[] {
  return rules.areas.map(({ name, seats: places }) => {
    const held = seats.filter(({ role, area }) => area === name && countsForArea(role));
    return { area: name, seats: places, held, vacant: Math.max(0, places - held.length) };
  });
}

/** What the rules find wanting in a group's seats; an empty list when all is in order. */
export function checkComposition(seats: readonly HeldSeat[], rules: CompositionRules): CompositionWarning[] {
  const count = (role: SeatRole): number => seats.filter((seat) => seat.role === role).length;
  const members = seats.filter(({ role }) => countsAsMember(role)).length;
  return [
    ...sizeWarnings(members, rules),
    ...exactlyOne('R-chair', count('chair'), 'clinical chair'),
    ...senateWarnings(areasOf(seats, rules)),
    ...patientWarnings(count('ppe-member'), rules),
    ...organisationWarnings(count('professional-organisation-member'), rules),
    ...exactlyOne('R-acc', count('accountable-commissioner'), 'accountable commissioner'),
    ...(count('collaborating-commissioner') === 0
      ? [warning('R-acc', 'warning', 'There is no collaborating commissioner. There should be at least one.')]
      : []),
  ];
}

/** A chair or vice chair may hold the seat of an area beside it, so only senate seats fill an area. */
function countsForArea(role: SeatRole): boolean {
  return role === 'senate-member';
}

function sizeWarnings(members: number, { minimum, maximum }: CompositionRules): CompositionWarning[] {
  if (members < minimum) return [warning('R-size', 'warning', `Recruiting: ${members} of at least ${minimum} members.`)];
  if (members > maximum) return [warning('R-size', 'error', `There are ${members} members. The most is ${maximum}.`)];
  return [];
}

function exactlyOne(rule: CompositionRule, held: number, name: string): CompositionWarning[] {
  if (held === 1) return [];
  const sentence = held === 0 ? `There is no ${name}.` : `There are ${held} people as ${name}. There should be one.`;
  return [warning(rule, 'error', sentence)];
}

function senateWarnings(areas: AreaSeats<HeldSeat>[]): CompositionWarning[] {
  const vacant = areas.reduce((sum, area) => sum + area.vacant, 0);
  const full = areas.filter(({ held, seats }) => held.length > seats).map(({ area }) => area);
  const total = areas.reduce((sum, area) => sum + area.seats, 0);
  return [
    ...(vacant > 0
      ? [warning('R-senate', 'warning', `${vacant} of ${total} senate seats ${vacant === 1 ? 'is' : 'are'} vacant.`)]
      : []),
    ...full.map((area) => warning('R-senate', 'error', `${area} has more people than seats.`)),
  ];
}

function patientWarnings(held: number, { patientsAtLeast, patientsAtMost }: CompositionRules): CompositionWarning[] {
  if (held > patientsAtMost)
    return [warning('R-ppe', 'error', `There are ${held} patient and carer members. The most is ${patientsAtMost}.`)];
  if (held < patientsAtLeast)
    return [
      warning(
        'R-ppe',
        'warning',
        `There ${held === 1 ? 'is 1' : `are ${held}`} of at least ${patientsAtLeast} patient and carer members.`,
      ),
    ];
  return [];
}

function organisationWarnings(held: number, { organisationsAtMost }: CompositionRules): CompositionWarning[] {
  if (held <= organisationsAtMost) return [];
  return [
    warning('R-prof', 'warning', `${held} professional organisations hold seats. The aim is at most ${organisationsAtMost}.`),
  ];
}

function warning(rule: CompositionRule, tone: CompositionWarning['tone'], sentence: string): CompositionWarning {
  return { rule, tone, sentence };
}
