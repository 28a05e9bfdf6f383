import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainState, mayTakePosition, silentPeople, type Given } from '../../shared/signoff/rules.ts';
import type { BodyStep, PersonsStep, Position } from '../../shared/signoff/chain.ts';

const dueAt = '2027-02-19T23:59:00.000Z';
const before = '2027-02-18T12:00:00.000Z';
const after = '2027-02-20T00:00:00.000Z';
const people = ['asha', 'dilys', 'kwabena', 'ruth'].map((name) => ({ personId: name, name, capacity: 'senate member' }));
const group: PersonsStep = {
  id: 'group',
  title: 'Sarcoma group',
  kind: 'persons',
  asked: people,
  quorum: 3,
  dueAt,
  answers: ['agree', 'agree-with-reservations', 'object', 'abstain', 'recuse'],
};
const board: BodyStep = {
  id: 'board',
  title: 'Programme board',
  kind: 'body',
  body: 'programme board',
  passes: 'recommend',
  answers: ['recommend', 'return'],
  dueAt,
};
const says = (personId: string, position: Position): Given => ({ stepId: 'group', personId, position });
const ask = {
  step: group,
  current: 'group',
  personId: 'asha',
  position: 'agree' as Position,
  words: '',
  given: [] as Given[],
  hashRead: 'h',
  hash: 'h',
  mayRecordBody: false,
};

describe('where a sign-off stands', () => {
  it('[SIG-9] says in one sentence what is still needed', () => {
    const { state, sentence } = chainState([group, board], [says('asha', 'agree')], before);
    expect(state).toBe('waiting');
    expect(sentence).toBe(
      'Still needed to pass: positions from 3 of 4 people asked, by Friday 19 February 2027, then the programme board.',
    );
  });

  it('[SIG-4] silence is silence: a quorum before the day is not enough while people have not answered', () => {
    const given = [says('asha', 'agree'), says('dilys', 'agree'), says('ruth', 'agree')];
    expect(chainState([group], given, before).state).toBe('waiting');
    expect(chainState([group], given, after).state).toBe('passed');
    expect(silentPeople(group, given).map((person) => person.personId)).toEqual(['kwabena']);
  });

  it('[SIG-4] one objection blocks, and the same person may settle it', () => {
    const given = people.map(({ personId }) => says(personId, personId === 'ruth' ? 'object' : 'agree'));
    expect(chainState([group], given, after)).toMatchObject({
      state: 'blocked',
      sentence: expect.stringContaining('1 objection is open'),
    });
    expect(mayTakePosition({ ...ask, personId: 'ruth', given })).toEqual({ ok: true });
    expect(chainState([group], [...given, says('ruth', 'agree')], before).state).toBe('passed');
  });

  it('[SIG-4] a board passes only on its own passing answer', () => {
    const passed = people.map(({ personId }) => says(personId, 'agree'));
    const returned = [...passed, { stepId: 'board', personId: 'secretary', position: 'return' as Position }];
    expect(chainState([group, board], passed, before)).toMatchObject({ state: 'waiting', currentStepId: 'board' });
    expect(chainState([group, board], returned, before).state).toBe('blocked');
    expect(
      chainState([group, board], [...passed, { stepId: 'board', personId: 'secretary', position: 'recommend' }], before).state,
    ).toBe('passed');
  });

  it('[SIG-3] refuses a stale hash, a second answer, a person not asked, a step not open, a position without its words', () => {
    const code = (over: Partial<typeof ask>): string => {
      const outcome = mayTakePosition({ ...ask, ...over });
      return outcome.ok ? 'ok' : outcome.problem.code;
    };
    expect(code({})).toBe('ok');
    expect(code({ hashRead: 'old' })).toBe('text-changed');
    expect(code({ given: [says('asha', 'agree')] })).toBe('already-answered');
    expect(code({ personId: 'stranger' })).toBe('not-asked');
    expect(code({ current: 'board' })).toBe('step-not-open');
    expect(code({ position: 'object' })).toBe('words-needed');
    expect(code({ position: 'object', words: ' because ' })).toBe('ok');
    expect(code({ position: 'approve' })).toBe('position-not-offered');
    expect(code({ step: board as never, current: 'board', position: 'recommend' })).toBe('not-allowed');
  });

  it('[SIG-4] property: a chain with an open objection or fewer answers than its quorum never passes', () => {
    const answer = fc.record({
      personId: fc.constantFrom(...people.map((person) => person.personId)),
      position: fc.constantFrom<Position>('agree', 'object', 'abstain', 'recuse'),
    });
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 12 }), fc.boolean(), (answers, late) => {
        const given = answers.map(({ personId, position }) => says(personId, position));
        const newest = new Map(given.map((one) => [one.personId, one.position]));
        const counted = [...newest.values()].filter((position) => position !== 'recuse').length;
        const open = [...newest.values()].includes('object');
        const passed = chainState([group], given, late ? after : before).state === 'passed';
        return passed === (!open && counted >= group.quorum && (late || newest.size === people.length));
      }),
      { verbose: true },
    );
  });
});
