import { giveSeat } from '../../server/directory/give-seat.ts';
import { makePerson } from '../../server/identity/make-person.ts';
import type { House } from '../../server/house.ts';
import type { SeatRole } from '../../shared/identity/rules.ts';
import { theSarcomaGroup } from './builders.ts';
import { startHouse } from './start-house.ts';
import type { Visitor } from './open-browser.ts';

const PASSWORD = 'seven quiet otters by the weir'; // of made-up people in a house that is thrown away

/** The fictional members of the journey's group. */
export const MEMBERS = {
  chair: { name: 'Tom Example', email: 'chair@concord.example', role: 'chair' },
  writer: { name: 'Asha Example', email: 'asha@concord.example', role: 'senate-member', area: 'London' },
  commissioner: { name: 'Ruth Example', email: 'commissioner@concord.example', role: 'accountable-commissioner' },
  secretary: { name: 'Miriam Example', email: 'secretariat@concord.example', role: 'secretariat' },
} as const satisfies Record<string, { name: string; email: string; role: SeatRole; area?: string }>;

/** One of the journey's members. */
export type Member = (typeof MEMBERS)[keyof typeof MEMBERS];

/** A whole house with the sarcoma group and its members, who have passwords. */
export async function startPeopledHouse(): Promise<Awaited<ReturnType<typeof startHouse>>> {
  const house = await startHouse();
  const group = await theSarcomaGroup(house);
  const administrator = await join(house, { name: 'Ada Example', email: 'administrator@concord.example', administrator: true });
  const made = new Map<string, string>();
  for (const member of Object.values(MEMBERS)) made.set(member.role, await join(house, member));
  const { store, announcements } = house.parts;
  for (const member of Object.values(MEMBERS)) {
    const byChair = member.role === 'senate-member';
    const seat = {
      groupId: group.id,
      email: member.email,
      role: member.role,
      area: 'area' in member ? member.area : null,
      speaksFor: null,
      fromDay: null,
      untilDay: null,
      reason: 'Made for a journey',
      actor: byChair ? (made.get('chair') ?? '') : administrator,
    };
    await giveSeat({ store, announcements }, seat);
  }
  return house;
}

async function join(house: House, person: { name: string; email: string; administrator?: boolean }): Promise<string> {
  const given = { ...person, password: PASSWORD, actor: 'system' };
  return (await makePerson({ store: house.store, auth: house.rooms.auth }, given)).personId;
}

/** Signs a member in through the page, going on to a place of the application. */
export async function signInAs({ page }: Visitor, member: Member, to = '/'): Promise<void> {
  await page.goto(`/app/sign-in?to=${encodeURIComponent(to)}`);
  await page.getByLabel('E-mail address').fill(member.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname === `/app${to}`.replace(/\/$/, '') || url.pathname === `/app${to}`);
}

/** Types a member's password where a page asks for it again. */
export async function typePassword({ page }: Visitor): Promise<void> {
  await page.getByLabel('Your password').fill(PASSWORD);
}
