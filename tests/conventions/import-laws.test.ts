import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import settings from '../../.dependency-cruiser.mjs';
import { allowedImports, importLaws, ROOMS } from '../../scripts/lint/import-laws.mjs';

const PROJECT = process.cwd();
const FOLDERS = ['client', 'server', 'shared', 'scripts', 'tests'];

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'concord-import-laws-'));
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'));
  writeFile('package.json', JSON.stringify({ dependencies: { yjs: '*' }, devDependencies: { vitest: '*' } }));
  writeFile('tsconfig.json', '{}');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

// Each breach: the law it breaks, the importing file, what it imports.
const BREACHES: [law: string, from: string, to: string][] = [
  ['law-1-client-imports-no-server', 'client/ui/a.ts', 'server/platform/b.ts'],
  ['law-1-server-imports-no-client', 'server/drafting/a.ts', 'client/public-site/b.ts'],
  ['law-1-shared-imports-neither', 'shared/text/a.ts', 'server/platform/b.ts'],
  ['law-1-shared-imports-neither', 'shared/text/a.ts', 'client/ui/b.ts'],
  ['product-imports-no-tests', 'server/drafting/a.ts', 'tests/support/b.ts'],
  ['law-2-drafting-imports-no-later-room', 'server/drafting/a.ts', 'server/consultation/b.ts'],
  ['law-2-consultation-keeps-to-its-list', 'server/consultation/a.ts', 'server/drafting/secret-store.ts'],
  ['law-2-platform-knows-no-room', 'server/platform/a.ts', 'server/identity/b.ts'],
  ['law-2-platform-knows-no-room', 'server/platform/a.ts', 'server/record/b.ts'],
  ['law-2-record-knows-no-room', 'server/record/a.ts', 'server/drafting/b.ts'],
  ['law-2-notices-knows-no-room', 'server/notices/a.ts', 'server/consultation/b.ts'],
  ['law-2-shared-drafting-looks-back', 'shared/drafting/a.ts', 'shared/consultation/b.ts'],
  ['nobody-imports-the-wiring', 'server/drafting/a.ts', 'server/house.ts'],
  ['law-3-client-rooms-stay-apart', 'client/drafting/a.ts', 'client/resolution/b.ts'],
  ['law-3-client-rooms-know-no-page', 'client/drafting/a.ts', 'client/pages/b.ts'],
  ['law-4-ui-knows-no-nouns', 'client/ui/a.ts', 'shared/consultation/b.ts'],
  ['law-4-ui-knows-no-nouns', 'client/platform/a.ts', 'client/drafting/b.ts'],
  ['law-4-platform-knows-no-nouns', 'server/platform/a.ts', 'shared/directory/b.ts'],
  ['law-4-kernel-stands-alone', 'shared/kernel/a.ts', 'shared/text/b.ts'],
  ['law-4-text-knows-no-room', 'shared/text/a.ts', 'shared/drafting/b.ts'],
  ['public-site-stays-small', 'client/public-site/a.ts', 'client/drafting/b.ts'],
];

const STRAY_PACKAGES: [law: string, from: string, name: string][] = [
  ['law-5-socket-io-on-the-server', 'server/resolution/a.ts', 'socket.io'],
  ['law-5-socket-io-in-the-browser', 'client/resolution/a.ts', 'socket.io-client'],
  ['law-5-yjs-in-drafting', 'server/publishing/a.ts', 'yjs'],
  ['law-5-yjs-in-drafting', 'client/ui/a.ts', 'y-protocols/awareness'],
  ['law-5-sql-in-stores', 'server/drafting/freeze-draft.ts', 'kysely'],
  ['law-5-database-behind-the-store', 'server/drafting/draft-store.ts', 'pg'],
  ['sign-in-behind-identity', 'server/directory/a.ts', 'better-auth'],
  ['routes-need-express-on-the-server', 'shared/kernel/a.ts', 'express'],
  ['pages-need-react-in-the-browser', 'shared/kernel/a.ts', 'react'],
  ['no-test-package-in-the-product', 'server/drafting/a.ts', 'vitest'],
];

describe('the import laws', () => {
  it('hold on the whole tree', { timeout: 60_000 }, async () => {
    const { violations, totalCruised } = await cruiseTree(PROJECT);
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
    expect(totalCruised).toBeGreaterThan(100);
  });

  it.each(BREACHES)('%s: %s may not import %s', async (law, from, to) => {
    writeFile(to, 'export const b = 1;');
    writeFile(from, `import { b } from '${relativePath(from, to)}';\nexport const a = b;`);
    expect(await brokenLaws()).toContain(law);
  });

  it.each(STRAY_PACKAGES)('%s: %s may not import the package %s', async (law, from, name) => {
    writeFile(from, `import * as stray from '${name}';\nexport const a = stray;`);
    expect(await brokenLaws()).toContain(law);
  });

  it('a type of a later room is refused like its code', async () => {
    writeFile('server/resolution/b.ts', 'export type B = string;');
    writeFile('server/drafting/a.ts', `import type { B } from '../resolution/b.ts';\nexport type A = B;`);
    expect(await brokenLaws()).toContain('law-2-drafting-imports-no-later-room');
  });

  it('two files that import each other are refused', async () => {
    writeFile('shared/text/a.ts', `import { b } from './b.ts';\nexport const a = () => b;`);
    writeFile('shared/text/b.ts', `import { a } from './a.ts';\nexport const b = () => a;`);
    expect(await brokenLaws()).toContain('no-circle');
  });

  it('a room may import what its ROOM.md lists', async () => {
    writeFile(
      'server/drafting/ROOM.md',
      '# Drafting\n\n```may-import\nserver/directory/seat-store.ts — who may write today\n```\n',
    );
    writeFile('server/directory/seat-store.ts', 'export const b = 1;');
    writeFile('server/drafting/a.ts', `import { b } from '../directory/seat-store.ts';\nexport const a = b;`);
    expect(await brokenLaws()).toEqual([]);
  });

  it('every server room says in ROOM.md what it may import, and lists only acts and stores that exist', () => {
    const rooms = ROOMS.filter((room) => existsSync(join(PROJECT, 'server', room)));
    const without = rooms.filter((room) => !existsSync(join(PROJECT, 'server', room, 'ROOM.md')));
    const listed = rooms.flatMap((room) => allowedImports(PROJECT, room).map((path) => ({ room, path })));
    const wrong = listed.filter(({ path }) => !existsSync(join(PROJECT, path)) || /\/(routes|pages)\.ts$/.test(path));
    expect({ without, wrong }, 'CONTRIBUTING.md says how a ROOM.md looks').toEqual({ without: [], wrong: [] });
  });
});

async function brokenLaws(): Promise<string[]> {
  const { violations } = await cruiseTree(root);
  return [...new Set(violations.map(({ rule }) => rule.name))];
}

async function cruiseTree(tree: string): Promise<ICruiseResult['summary']> {
  // The settings file is the tool's JSON shape; the tool's own types are narrower than what it accepts.
  const options = {
    ...settings.options,
    baseDir: tree,
    validate: true,
    ruleSet: { forbidden: importLaws(tree) },
  } as unknown as ICruiseOptions;
  const folders = FOLDERS.filter((folder) => existsSync(join(tree, folder)));
  const result = await cruise(folders, options, settings.options.enhancedResolveOptions);
  return (result.output as ICruiseResult).summary; // without an output type the answer is the result itself
}

function writeFile(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function relativePath(from: string, to: string): string {
  return `${'../'.repeat(from.split('/').length - 1)}${to}`;
}
