import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PRODUCT = ['client', 'server', 'shared'];

describe('[law 6] the size of the house', () => {
  it('is told in figures', ({ task }) => {
    const tests = sourceFiles(['tests']).map((file) => codeLines(readFileSync(file, 'utf8')));
    const ordered = sourceFiles(PRODUCT)
      .map((file) => codeLines(readFileSync(file, 'utf8')))
      .sort((a, b) => a - b);
    const total = sum(ordered);
    task.meta.figure =
      `${ordered.length} product files, ${total} lines of code; median ${at(ordered, 0.5)}, ninth tenth ${at(ordered, 0.9)}, ` +
      `longest ${at(ordered, 1)}; ${(sum(tests) / total).toFixed(2)} lines of test per line of product`;
    console.log(task.meta.figure);
    expect(ordered.length).toBeGreaterThan(100);
  });

  it('counts code, not blank lines and comments', () => {
    const text = '/** A sentence. */\n\nconst a = 1; // why\n/*\n * more\n */\n// alone\nconst b = 2;\n';
    expect(codeLines(text)).toBe(2);
  });
});

function sourceFiles(folders: string[]): string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  return files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
}

function codeLines(text: string): number {
  const withoutBlocks = text.replace(/^\s*\/\*[\s\S]*?\*\/[ \t]*$/gm, '');
  return withoutBlocks.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;
}

function at(ordered: number[], share: number): number {
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))] ?? 0;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
