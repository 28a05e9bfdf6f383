import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listSettings } from '../../server/platform/settings.ts';

const LONGEST_DECISION = 30; // lines; longer ones are not read

describe('[PLT-41] the documents', () => {
  it('list every setting with its meaning, and none that does not exist', () => {
    const rows = readFileSync('docs/OPERATIONS.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \| [^|]+ \| ([^|]+) \|$/gm);
    const documented = [...rows].map(([, name, meaning]) => `${name}: ${meaning?.trim()}`);
    expect(documented).toEqual(listSettings().map(({ name, meaning }) => `${name}: ${meaning}`));
  });

  it('link to nothing that is not there', () => {
    const links = documents().flatMap((file) => localLinks(file).map((target) => ({ file, target })));
    expect(links.filter(({ file, target }) => !existsSync(join(dirname(file), target)))).toEqual([]);
  });

  it('keep decisions short, numbered without gaps', () => {
    const decisions = readdirSync('docs/decisions').sort();
    const numbers = decisions.map((file) => Number(file.slice(0, 3)));
    expect(numbers).toEqual(decisions.map((_, place) => place + 1));
    const lengths = decisions.map((file) => ({
      file,
      lines: readFileSync(join('docs/decisions', file), 'utf8').split('\n').length,
    }));
    expect(lengths.filter(({ lines }) => lines > LONGEST_DECISION)).toEqual([]);
  });
});

function documents(): string[] {
  const below = readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((file) => join('docs', file));
  return [...readdirSync('.'), ...below].filter((file) => file.endsWith('.md'));
}

function localLinks(file: string): string[] {
  const links = readFileSync(file, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g);
  return [...links].map((link) => link[1] ?? '').filter((target) => !/^[a-z]+:/.test(target));
}
