import { ADMINISTRATORS_GIVE } from '../../../shared/directory/rules.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import type { House } from '../../house.ts';
import { databaseNow } from '../../platform/database/values.ts';
import { shiftTime } from '../../platform/database/clock-store.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { makePerson } from '../../identity/make-person.ts';
import { giveSeat } from '../../directory/give-seat.ts';
import { listGroups } from '../../directory/group-store.ts';
import { EXAMPLE_PEOPLE, type ExamplePerson } from './example-people.ts';

const DAY_MINUTES = 24 * 60;

/** A person of the example with their id and the password made for them. */
export type MadePerson = ExamplePerson & { personId: string; password: string };

/** What the parts of the example share: the house, who is who, and the group they sit in. */
export type ExampleHouse = { house: House; people: MadePerson[]; groupId: string };

/** Makes the example's people and seats, set back in time so that the whole life fits before today. */
export async function peopleAndSeats(house: House): Promise<ExampleHouse> {
  const group = (await listGroups(house.store.read)).find((one) => one.name === 'Sarcoma');
  if (!group) throw new Error('The directory has no Sarcoma group, so the worked example cannot be filled in.');
  const people: MadePerson[] = [];
  for (const person of EXAMPLE_PEOPLE) {
    const password = `${makeId().slice(0, 5)}-${makeId().slice(0, 5)}-${makeId().slice(0, 5)}`;
    const given = {
      name: person.name,
      email: person.email,
      password,
      administrator: person.role === 'administrator',
      actor: 'system',
    };
    people.push({ ...person, password, ...(await makePerson({ store: house.store, auth: house.rooms.auth }, given)) });
  }
  const example = { house, people, groupId: group.id };
  for (const person of people) if (person.role !== 'administrator') await seat(example, person);
  return example;
}

/** The person of the example with a role; throws when there is none. */
export function withRole({ people }: ExampleHouse, role: ExamplePerson['role']): MadePerson {
  const found = people.find((person) => person.role === role);
  if (!found) throw new Error(`the example has nobody with the role ${role}`);
  return found;
}

/** The example's clock, so many days before today. */
export async function goTo({ house }: ExampleHouse, daysAgo: number): Promise<void> {
  await shiftTime(house.store, daysAgo * DAY_MINUTES);
}

/** A person as the caller of an act, signed in this moment. */
export async function asCaller({ house }: ExampleHouse, { personId }: MadePerson): Promise<Caller> {
  return { personId, sessionId: null, signedInAt: await databaseNow(house.store.read) };
}

async function seat(example: ExampleHouse, person: MadePerson): Promise<void> {
  const { store, announcements } = example.house.parts;
  if (person.role === 'administrator') return;
  const byAdministrator = ADMINISTRATORS_GIVE.includes(person.role);
  await giveSeat(
    { store, announcements },
    {
      groupId: example.groupId,
      email: person.email,
      role: person.role,
      area: person.area ?? null,
      speaksFor: person.speaksFor ?? null,
      fromDay: null,
      untilDay: null,
      reason: 'Worked example',
      actor: withRole(example, byAdministrator ? 'administrator' : 'chair').personId,
    },
  );
}
