import { ESLint } from 'eslint';
import ts from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const untyped = new ESLint({ overrideConfig: [{ files: ['**/*.{ts,tsx}'], ...ts.configs.disableTypeChecked }] });

const DOC = '/** Says one true thing. */\n';
const statements = (count: number) => Array.from({ length: count }, (_, line) => `  keep(${line});`).join('\n');
const branches = (count: number) => Array.from({ length: count }, (_, turn) => `  if (n === ${turn}) return ${turn};`).join('\n');

// Each breach: the rule that must refuse it, the file it would stand in, and the text.
const BREACHES: [rule: string, file: string, text: string][] = [
  ['house/settings-in-one-file', 'server/drafting/a.ts', `${DOC}export const port = process.env.PORT;`],
  ['house/settings-in-one-file', 'client/shell/a.ts', `${DOC}export const mode = import.meta.env.MODE;`],
  [
    'house/settings-in-one-file',
    'server/drafting/a.ts',
    `import { env } from 'node:process';\n${DOC}export const port = env.PORT;`,
  ],
  [
    'house/sql-in-stores',
    'server/drafting/freeze-draft.ts',
    `${DOC}export const rows = (sql: typeof String.raw) => sql\`select 1\`;`,
  ],
  [
    'house/sql-in-stores',
    'server/drafting/freeze-draft.ts',
    `${DOC}export const rows = (db: Db) => db.selectFrom('draft').execute();`,
  ],
  ['house/yjs-internals-in-one-file', 'shared/text/live/a.ts', `${DOC}export const first = (text: Y.Text) => text._start;`],
  [
    'house/yjs-internals-in-one-file',
    'server/drafting/live/a.ts',
    `import { Item } from 'yjs';\n${DOC}export const kind = Item;`,
  ],
  ['house/named-exports', 'client/ui/a.tsx', 'export default function page() {}'],
  ['house/named-exports', 'shared/kernel/a.ts', `export * from './ids.ts';`],
  ['house/no-barrel', 'shared/kernel/index.ts', `export { makeId } from './ids.ts';`],
  ['house/kebab-case-file', 'client/ui/SaveState.tsx', `${DOC}export const a = 1;`],
  ['house/empty-names', 'server/drafting/draft-utils.ts', `${DOC}export const a = 1;`],
  ['house/empty-names', 'server/drafting/drafts.ts', `${DOC}export class DraftManager {}`],
  ['house/room-nouns', 'client/ui/button.tsx', `${DOC}export const openConsultation = 1;`],
  ['house/room-nouns', 'server/platform/live/announce.ts', `${DOC}export const a = (event: { seatId: string }) => event.seatId;`],
  ['house/room-nouns', 'client/platform/stakeholder-list.ts', `${DOC}export const a = 1;`],
  [
    'house/routes-through-the-door',
    'server/drafting/routes.ts',
    `${DOC}export const open = (router: Router) => router.post('/x', (q, r) => r.end());`,
  ],
  ['house/explicit-extension', 'shared/kernel/a.ts', `import { makeId } from './ids';\n${DOC}export const a = makeId;`],
  ['house/whole-tests', 'tests/text/a.test.ts', `it.only('x', () => {});`],
  ['house/whole-tests', 'tests/text/a.test.ts', `describe.skip('x', () => {});`],
  ['house/file-length', 'server/drafting/a.ts', `const keep = () => 1;\n${statements(300)}`],
  ['house/file-length', 'tests/text/a.test.ts', `const keep = () => 1;\n${statements(600)}`],
  ['max-lines-per-function', 'server/drafting/a.ts', `${DOC}export function a() {\n${statements(51)}\n}`],
  ['max-lines-per-function', 'client/ui/a.tsx', `${DOC}export function A() {\n${statements(101)}\n}`],
  [
    'max-depth',
    'shared/text/a.ts',
    `${DOC}export function a(n: number) { if (n) { if (n > 1) { if (n > 2) { if (n > 3) { keep(n); } } } } }`,
  ],
  ['complexity', 'shared/text/a.ts', `${DOC}export function a(n: number) {\n${branches(12)}\n}`],
  ['@typescript-eslint/no-explicit-any', 'shared/text/a.ts', `${DOC}export const a = (b: any) => b;`],
  ['no-empty', 'server/drafting/a.ts', `${DOC}export function a() { try { b(); } catch {} }`],
  ['no-console', 'server/drafting/a.ts', `${DOC}export const a = () => console.log(1);`],
  ['jsdoc/require-jsdoc', 'shared/text/a.ts', 'export function a() {}'],
  ['jsdoc/require-jsdoc', 'shared/text/a.ts', 'export type A = { b: string };'],
  ['jsdoc/require-jsdoc', 'shared/text/a.ts', 'export const A = 1;'],
  ['jsdoc/match-description', 'shared/text/a.ts', '/** not a sentence */\nexport const A = 1;'],
  [
    'react-hooks/rules-of-hooks',
    'client/ui/a.tsx',
    `${DOC}export function A({ on }: { on: boolean }) { if (on) useEffect(() => {}); return null; }`,
  ],
];

// What the laws let stand, each in the one place made for it.
const ALLOWED: [rule: string, file: string, text: string][] = [
  ['house/settings-in-one-file', 'server/platform/settings.ts', `${DOC}export const port = process.env.PORT;`],
  [
    'house/sql-in-stores',
    'server/drafting/draft-store.ts',
    `${DOC}export const rows = (db: Db) => db.selectFrom('draft').execute();`,
  ],
  [
    'house/yjs-internals-in-one-file',
    'shared/text/live/yjs-internals.ts',
    `${DOC}export const first = (text: Y.Text) => text._start;`,
  ],
  ['house/room-nouns', 'client/consultation/a.tsx', `${DOC}export const openConsultation = 1;`],
  ['max-lines-per-function', 'client/ui/a.tsx', `${DOC}export function A() {\n${statements(95)}\n}`],
  ['house/file-length', 'server/platform/database/migrations/0099-long.ts', `const keep = () => 1;\n${statements(700)}`],
  [
    'house/file-length',
    'shared/directory/first-directory.ts',
    `${DOC}export const GROUPS = [\n${"  'A group',\n".repeat(400)}];`,
  ],
  ['house/file-length', 'server/drafting/a.ts', `const keep = () => 1;\n${'// why\n\n'.repeat(200)}${statements(299)}`],
  ['jsdoc/require-jsdoc', 'shared/text/a.ts', `${DOC}export const A = z.string();\nexport type A = z.infer<typeof A>;`],
];

describe('the lint laws', () => {
  it.each(BREACHES)('%s refuses a breach in %s', async (rule, file, text) => {
    expect(await brokenRules(untyped, file, text)).toContain(rule);
  });

  it.each(ALLOWED)('%s lets %s be', async (rule, file, text) => {
    const broken = await brokenRules(untyped, file, text);
    expect(broken).not.toContain(rule);
    expect(broken).not.toContain('the text does not parse');
  });

  it('a promise that nobody waits for is refused', { timeout: 60_000 }, async () => {
    const file = 'server/a-lost-promise.ts';
    const options = { parserOptions: { projectService: { allowDefaultProject: [file] } } };
    const typed = new ESLint({ overrideConfig: [{ files: [file], languageOptions: options }] });
    const text = `${DOC}export function a(save: () => Promise<void>): void {\n  save();\n}\n`;
    expect(await brokenRules(typed, file, text)).toEqual(['@typescript-eslint/no-floating-promises']);
  });

  it('a lint comment that switches off nothing is refused', async () => {
    const text = `// eslint-disable-next-line no-console\n${DOC}export const a = 1;`;
    const [result] = await untyped.lintText(text, { filePath: 'shared/text/a.ts' });
    expect(result?.messages.map((message) => message.message).join()).toContain('Unused eslint-disable directive');
  });
});

async function brokenRules(eslint: ESLint, filePath: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return [...new Set(result?.messages.map((message) => message.ruleId ?? 'the text does not parse'))];
}
