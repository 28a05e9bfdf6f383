import { describe, expect, it } from 'vitest';
import { areasOf, checkComposition, compositionAt } from '../../shared/directory/composition.ts';
import { maySeat, mayEndSeat, seatIsWhole } from '../../shared/directory/rules.ts';
import type { Role, SeatRole } from '../../shared/identity/rules.ts';

const rules = compositionAt('2026-11-23T12:00:00.000Z');
type Held = { role: SeatRole; area: string | null };
const seats = (role: SeatRole, count: number): Held[] => Array.from({ length: count }, () => ({ role, area: null }));
const everyArea: Held[] = rules.areas.flatMap(({ name, seats: places }) =>
  Array.from({ length: places }, () => ({ role: 'senate-member' as const, area: name })),
);
const whole: Held[] = [
  ...seats('chair', 1),
  ...everyArea,
  ...seats('ppe-member', 4),
  ...seats('professional-organisation-member', 4),
  ...seats('accountable-commissioner', 1),
  ...seats('collaborating-commissioner', 1),
];
const said = (held: Held[]): string[] =>
  checkComposition(held, rules).map(({ rule, tone, sentence }) => `${rule} ${tone}: ${sentence}`);
const without = (role: SeatRole): Held[] => whole.filter((seat) => seat.role !== role);

describe('the composition of a group', () => {
  it('[MEM-2a] a group of 25 with every seat filled has no warning', () => {
    expect([whole.length, ...said(whole)]).toEqual([25]);
  });

  it('[MEM-2a] secretariat, analysts and attending advisers do not count towards the 25', () => {
    expect(said([...whole, ...seats('secretariat', 2), ...seats('analyst', 1), ...seats('attending-adviser', 3)])).toEqual([]);
  });

  it.each([
    [[...whole, ...seats('pharmacist', 1)], 'R-size error: There are 26 members. The most is 25.'],
    [without('chair'), 'R-chair error: There is no clinical chair.'],
    [
      [...without('ppe-member'), ...seats('chair', 1)],
      'R-chair error: There are 2 people as clinical chair. There should be one.',
    ],
    [without('accountable-commissioner'), 'R-acc error: There is no accountable commissioner.'],
    [
      without('collaborating-commissioner'),
      'R-acc warning: There is no collaborating commissioner. There should be at least one.',
    ],
    [[...without('pharmacist'), ...seats('ppe-member', 1)], 'R-ppe error: There are 5 patient and carer members. The most is 4.'],
    [[...without('ppe-member'), ...seats('ppe-member', 1)], 'R-ppe warning: There is 1 of at least 2 patient and carer members.'],
    [
      [...whole, ...seats('professional-organisation-member', 1)],
      'R-prof warning: 5 professional organisations hold seats. The aim is at most 4.',
    ],
    [without('senate-member'), 'R-senate warning: 14 of 14 senate seats are vacant.'],
    [seats('chair', 1), 'R-size warning: Recruiting: 1 of at least 15 members.'],
  ])('[MEM-2b] each warning names its rule (%#)', (held, expected) => {
    expect(said(held)).toContain(expected);
  });

  it('[MEM-2c] there are 14 senate seats, three of them for London, and vacancies are told by area', () => {
    expect(rules.areas.reduce((sum, { seats: places }) => sum + places, 0)).toBe(14);
    const london = areasOf([{ role: 'senate-member', area: 'London' }], rules).find(({ area }) => area === 'London');
    expect(london).toMatchObject({ seats: 3, vacant: 2 });
  });

  it('[MEM-2c] an area with more people than seats is told', () => {
    expect(said([...whole, { role: 'senate-member', area: 'Wessex' }])).toContain(
      'R-senate error: Wessex has more people than seats.',
    );
  });
});

describe('who gives and ends seats', () => {
  const giver = (...roles: Role[]) => ({ personId: 'giver', roles });
  const seat = (role: SeatRole, personId = 'other') => ({ role, personId });

  it('[MEM-13c] nobody gives a seat to themselves, not even an administrator', () => {
    expect(maySeat(giver('administrator'), seat('secretariat', 'giver'))).toMatchObject({
      ok: false,
      problem: { code: 'own-seat' },
    });
  });

  it('[MEM-3a] a chair seats members; only an administrator seats chairs, secretariat, analysts and the accountable commissioner', () => {
    expect(maySeat(giver('chair'), seat('senate-member')).ok).toBe(true);
    for (const role of ['chair', 'ncd-co-chair', 'secretariat', 'analyst', 'accountable-commissioner'] as const) {
      expect(maySeat(giver('chair'), seat(role)).ok).toBe(false);
      expect(maySeat(giver('administrator'), seat(role)).ok).toBe(true);
    }
    expect(maySeat(giver('senate-member'), seat('senate-member')).ok).toBe(false);
  });

  it('[MEM-3b] everybody may leave their own seat', () => {
    expect(mayEndSeat(giver('analyst'), seat('analyst', 'giver')).ok).toBe(true);
    expect(mayEndSeat(giver('analyst'), seat('pharmacist')).ok).toBe(false);
  });

  it.each([
    [{ role: 'senate-member' as const, area: null }, 'area-missing'],
    [{ role: 'senate-member' as const, area: 'Atlantis' }, 'area-missing'],
    [{ role: 'professional-organisation-member' as const, area: null }, 'organisation-missing'],
    [{ role: 'pharmacist' as const, area: null, fromDay: '2026-12-02', untilDay: '2026-12-01' }, 'ends-before-start'],
  ])('[MEM-3c] a seat says what its role needs (%#)', (wanted, code) => {
    const full = { speaksFor: null, fromDay: null, untilDay: null, ...wanted };
    expect(seatIsWhole(full, ['London'])).toMatchObject({ ok: false, problem: { code } });
  });
});
