import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRuleFacts, ruleFaults, titleIds, type RuleFact } from '../support/rule-facts.ts';

const RULES = 'docs/rules';

describe('[law 7] the rule facts', () => {
  it('each name a test that exists, something seen by eye, or "planned"', ({ task }) => {
    const read = existsSync(RULES)
      ? readdirSync(RULES).map((file) => readRuleFacts(readFileSync(join(RULES, file), 'utf8')))
      : [];
    const facts = read.flatMap((file) => file.facts);
    const testedIds = new Map(testFiles().map((file) => [file, titleIds(readFileSync(file, 'utf8'))]));
    task.meta.figure = sayWhatIsPlanned(facts);
    expect([...read.flatMap((file) => file.faults), ...ruleFaults(facts, { testedIds, exists: existsSync })]).toEqual([]);
  });

  const evidence = {
    testedIds: new Map([['tests/consultation/submit-response.test.ts', new Set(['CON-3'])]]),
    exists: () => false,
  };
  const TEST = 'tests/consultation/submit-response.test.ts';

  it.each([
    [`- CON-3a Late responses are refused. — ${TEST}`, []],
    ['- CON-3a Late responses are refused. — planned', []],
    ['- CON-3a Late responses are refused.', ['not "- ID fact — where it is shown": - CON-3a Late responses are refused.']],
    ['- CON-3a Late ones. — tests/gone.test.ts', ['CON-3a names tests/gone.test.ts, which is no test file']],
    [
      '- CON-3a Late ones. — by eye: docs/reviews/gone.md',
      ['CON-3a was seen by eye in docs/reviews/gone.md, which does not exist'],
    ],
    [`- CON-3a Late ones. — planned\n- CON-9 Early ones. — ${TEST}`, [`CON-9 names ${TEST}, where no title starts with [CON-9]`]],
    ['- CON-3 One. — planned\n- CON-3 Two. — planned', ['CON-3 stands twice']],
    ['- CON-4 Other. — planned', [`CON-3 is tested in ${TEST} and stands in no rule file`]],
  ])('%s', (text, expected) => {
    const { facts, faults } = readRuleFacts(text);
    expect([...faults, ...ruleFaults(facts, evidence)]).toEqual(expected);
  });

  it('are read from the titles, one or several to a title', () => {
    const open = "it('";
    const source = `${open}[CON-3a] late', ${open}[CON-4, TXT-1] two', ${open}[DRA-1] [DRA-2b] three', ${open}see [CON-9]'`;
    expect([...titleIds(source)]).toEqual(['CON-3a', 'CON-4', 'TXT-1', 'DRA-1', 'DRA-2b']);
  });
});

function testFiles(): string[] {
  const files = readdirSync('tests', { recursive: true, encoding: 'utf8' }).map((file) => join('tests', file));
  return files.filter((file) => /\.test\.tsx?$/.test(file) && !file.endsWith('/rule-facts.test.ts'));
}

function sayWhatIsPlanned(facts: RuleFact[]): string {
  const planned = facts.filter(({ shownBy }) => shownBy === 'planned').map(({ id }) => id);
  const eye = facts.filter(({ shownBy }) => shownBy.startsWith('by eye')).length;
  const sentence = `${facts.length} rule facts: ${facts.length - planned.length - eye} tested, ${eye} by eye, ${planned.length} planned`;
  console.log(`${sentence}${planned.length > 0 ? ` (${planned.join(' ')})` : ''}`);
  return sentence;
}
