import type { SeatRole } from '../../../shared/identity/rules.ts';

/** A made-up member of the example group; the surname says so. */
export type ExamplePerson = { name: string; email: string; role: SeatRole | 'administrator'; area?: string; speaksFor?: string };

/** The people of the worked example. Every one is fictional and carries the word Example in the name. */
export const EXAMPLE_PEOPLE: readonly ExamplePerson[] = [
  { name: 'Ada Example', email: 'administrator@concord.example', role: 'administrator' },
  { name: 'Tom Example', email: 'chair@concord.example', role: 'chair' },
  { name: 'Asha Example', email: 'asha@concord.example', role: 'senate-member', area: 'London' },
  { name: 'Kwabena Example', email: 'kwabena@concord.example', role: 'senate-member', area: 'Yorkshire and the Humber' },
  { name: 'Dilys Example', email: 'dilys@concord.example', role: 'ppe-member' },
  {
    name: 'Goran Example',
    email: 'goran@concord.example',
    role: 'professional-organisation-member',
    speaksFor: 'Example College of Surgeons',
  },
  { name: 'Ruth Example', email: 'commissioner@concord.example', role: 'accountable-commissioner' },
  { name: 'Miriam Example', email: 'secretariat@concord.example', role: 'secretariat' },
];
