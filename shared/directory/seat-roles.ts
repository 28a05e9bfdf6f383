import type { SeatRole } from '../identity/rules.ts';

/** What is known of a role a seat can have: its name, whether its holder counts as a member, and what it is for. */
export type SeatRoleFacts = { id: SeatRole; name: string; kind: 'member' | 'attendee' | 'support'; purpose: string };

/** The roles of a group's seats, in the order a page lists them. */
export const SEAT_ROLE_FACTS: readonly SeatRoleFacts[] = [
  { id: 'chair', name: 'Clinical chair', kind: 'member', purpose: 'Leads the group to complete every product.' },
  { id: 'vice-chair', name: 'Vice chair', kind: 'member', purpose: 'Stands in for the chair.' },
  {
    id: 'ncd-co-chair',
    name: 'National Clinical Director co-chair',
    kind: 'member',
    purpose: 'Co-chairs where a national director’s remit overlaps the group.',
  },
  {
    id: 'senate-member',
    name: 'Senate area clinical member',
    kind: 'member',
    purpose: 'Speaks for all professions in an area, not one employer.',
  },
  {
    id: 'ppe-member',
    name: 'Patient and carer member',
    kind: 'member',
    purpose: 'Keeps the patient in focus and brings lived experience.',
  },
  {
    id: 'professional-organisation-member',
    name: 'Professional organisation member',
    kind: 'member',
    purpose: 'Links to training, standards and professional leadership.',
  },
  {
    id: 'accountable-commissioner',
    name: 'Accountable commissioner',
    kind: 'member',
    purpose: 'Carries national accountability for the group’s work.',
  },
  {
    id: 'collaborating-commissioner',
    name: 'Collaborating commissioner',
    kind: 'member',
    purpose: 'Gives continuity and commissioning advice.',
  },
  {
    id: 'public-health-lead',
    name: 'Public health consultant',
    kind: 'member',
    purpose: 'Brings needs, evidence and prioritisation.',
  },
  {
    id: 'pharmacist',
    name: 'Specialised commissioning pharmacist',
    kind: 'member',
    purpose: 'Advises on medicines.',
  },
  {
    id: 'attending-adviser',
    name: 'Attending adviser',
    kind: 'attendee',
    purpose: 'Attends and comments; not counted as a member.',
  },
  {
    id: 'secretariat',
    name: 'Secretariat',
    kind: 'support',
    purpose: 'Runs consultations, publishes documents and handles enquiries.',
  },
  { id: 'analyst', name: 'Consultation analyst', kind: 'support', purpose: 'Sorts and reports responses, without addresses.' },
];

/** The name of a role as people read it. */
export function seatRoleName(role: SeatRole): string {
  return SEAT_ROLE_FACTS.find(({ id }) => id === role)?.name ?? role;
}

/** Whether the holder of a role counts as a member of the group. */
export function countsAsMember(role: SeatRole): boolean {
  return SEAT_ROLE_FACTS.find(({ id }) => id === role)?.kind === 'member';
}
