/** One line of docs/rules: a single fact, and how we know that it holds. */
export interface RuleFact {
  id: string;
  fact: string;
  shownBy: string;
}

/** What the checks need to know of the project. */
export interface Evidence {
  /** Rule ids that test titles of a file begin with, by the file's path. */
  testedIds: Map<string, Set<string>>;
  exists: (path: string) => boolean;
}

const LINE = /^- ([A-Z]+-\d+[a-z]{0,2}) (.+) — ([^—]+)$/;
const TITLE_IDS = /['"`]((?:\[[A-Z]+-\d+[^\]]*\]\s*)+)/g;

/** The facts of one rule file; a list line that cannot be read as a fact is told as a fault. */
export function readRuleFacts(text: string): { facts: RuleFact[]; faults: string[] } {
  const lines = text.split('\n').filter((line) => /^- \**[A-Z]+-\d/.test(line));
  const parsed = lines.map((line) => ({ line, match: LINE.exec(line.trim()) }));
  const facts = parsed.flatMap(({ match }) =>
    match ? [{ id: match[1] ?? '', fact: match[2] ?? '', shownBy: (match[3] ?? '').trim() }] : [],
  );
  const faults = parsed.filter(({ match }) => !match).map(({ line }) => `not "- ID fact — where it is shown": ${line}`);
  return { facts, faults };
}

/** The rule ids that the titles in a test file begin with: `[CON-3a]`, `[CON-3a, CON-4]`, `[CON-3] [TXT-1]`. */
export function titleIds(source: string): Set<string> {
  const prefixes = [...source.matchAll(TITLE_IDS)].map((match) => match[1] ?? '');
  return new Set(prefixes.flatMap((prefix) => prefix.match(/[A-Z]+-\d+[a-z]{0,2}/g) ?? []));
}

/** What is wrong with the facts: shown by nothing, shown by a test that does not exist, or told twice. */
export function ruleFaults(facts: RuleFact[], evidence: Evidence): string[] {
  const twice = facts.filter(({ id }, place) => facts.findIndex((other) => other.id === id) !== place);
  const unshown = facts.flatMap((fact) => shownByFaults(fact, evidence));
  const told = new Set(facts.flatMap(({ id }) => [id, ruleOf(id)]));
  const prefixes = new Set(facts.map(({ id }) => id.split('-')[0]));
  const untold = [...evidence.testedIds].flatMap(([file, ids]) =>
    [...ids]
      .filter((id) => prefixes.has(id.split('-')[0]) && !told.has(id))
      .map((id) => `${id} is tested in ${file} and stands in no rule file`),
  );
  return [...twice.map(({ id }) => `${id} stands twice`), ...unshown, ...untold];
}

function shownByFaults({ id, shownBy }: RuleFact, { testedIds, exists }: Evidence): string[] {
  if (shownBy === 'planned') return [];
  const seen = /^by eye: (\S+)$/.exec(shownBy)?.[1];
  if (seen)
    return seen.startsWith('docs/reviews/') && exists(seen) ? [] : [`${id} was seen by eye in ${seen}, which does not exist`];
  const files = shownBy.split(/,\s*|\s+and\s+/);
  return files.flatMap((file) => {
    const ids = testedIds.get(file);
    if (!ids) return [`${id} names ${file}, which is no test file`];
    return ids.has(id) || ids.has(ruleOf(id)) ? [] : [`${id} names ${file}, where no title starts with [${id}]`];
  });
}

function ruleOf(id: string): string {
  return id.replace(/[a-z]+$/, '');
}
