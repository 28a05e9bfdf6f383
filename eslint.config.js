import jsdoc from 'eslint-plugin-jsdoc';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';
import { houseLaws } from './scripts/lint/house-laws.mjs';

const PRODUCT = ['client/**/*.{ts,tsx}', 'server/**/*.ts', 'shared/**/*.ts'];
const TESTS = ['tests/**/*.{ts,tsx}'];
const MIGRATIONS = ['server/platform/database/migrations/**'];
const TOOL_SETTINGS = ['*.{js,mjs,ts}', '.*.mjs'];
const YJS_INTERNALS = ['shared/text/live/yjs-internals.ts', 'shared/text/live/yjs-id-ranges.ts'];
// A type inferred from the schema of the same name shares the schema's sentence.
const INFERRED = '[declaration.typeAnnotation.typeName.right.name=/^(infer|input|output)$/]';
const EXPORTED = `ExportNamedDeclaration[declaration.type=/^(TS|Function|Class|Variable)/]:not(${INFERRED})`;

const lines = (max) => ['error', { max, skipBlankLines: true, skipComments: true }];

export default defineConfig(
  { ignores: ['node_modules/', 'dist/', 'data/', 'keys/', 'coverage/', 'test-results/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' }, plugins: { house: houseLaws } },

  // Everything that is TypeScript.
  {
    files: ['**/*.{ts,tsx}'],
    extends: [ts.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-empty': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      'no-useless-catch': 'error',
      'no-control-regex': 'error',
      'no-async-promise-executor': 'error',
      'no-constant-condition': 'error',
      'no-unsafe-finally': 'error',
      'no-self-assign': 'error',
      'no-sparse-arrays': 'error',
      'no-unreachable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      'house/named-exports': 'error',
      'house/no-barrel': 'error',
      'house/kebab-case-file': 'error',
      'house/explicit-extension': 'error',
    },
  },

  // The product: the size laws, a doc sentence on every export, and each kind of thing in its place.
  {
    files: PRODUCT,
    ignores: MIGRATIONS,
    plugins: { jsdoc },
    rules: {
      'house/file-length': ['error', 300],
      'max-lines-per-function': lines(50),
      'max-depth': ['error', 3],
      complexity: ['error', 12],
      'jsdoc/require-jsdoc': ['error', { contexts: [EXPORTED], require: { FunctionDeclaration: false }, enableFixer: false }],
      'jsdoc/require-description': ['error', { contexts: [EXPORTED], descriptionStyle: 'body' }],
      'jsdoc/match-description': [
        'error',
        {
          contexts: [EXPORTED],
          mainDescription: { match: String.raw`/[.?)]\s*$/u`, message: 'A doc comment is a whole sentence.' },
        },
      ],
      'house/settings-in-one-file': 'error',
      'house/sql-in-stores': 'error',
      'house/yjs-internals-in-one-file': 'error',
      'house/empty-names': 'error',
      'house/routes-through-the-door': 'error',
    },
  },
  { files: ['client/**/*.tsx'], rules: { 'max-lines-per-function': lines(100) } },
  { files: ['client/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat.recommended] },
  {
    files: ['client/ui/**', 'client/platform/**', 'server/platform/**'],
    ignores: MIGRATIONS,
    rules: { 'house/room-nouns': 'error' },
  },

  // The one place of each thing.
  { files: ['server/platform/settings.ts'], rules: { 'house/settings-in-one-file': 'off' } },
  { files: ['server/**/*-store.ts', 'server/platform/database/**'], rules: { 'house/sql-in-stores': 'off' } },
  { files: YJS_INTERNALS, rules: { 'house/yjs-internals-in-one-file': 'off' } },
  { files: ['server/platform/http/**'], rules: { 'house/routes-through-the-door': 'off' } },
  { files: ['server/main.ts', 'server/command-line.ts', 'server/commands/**'], rules: { 'no-console': 'off' } },

  // Tests, scripts and the tools' own settings.
  { files: TESTS, rules: { 'house/file-length': ['error', 600], 'no-console': 'off', 'house/whole-tests': 'error' } },
  {
    files: ['scripts/**/*.mjs'],
    rules: {
      'house/file-length': ['error', 300],
      'max-lines-per-function': lines(50),
      complexity: ['error', 12],
      'house/kebab-case-file': 'error',
    },
  },
  { files: TOOL_SETTINGS, rules: { 'house/named-exports': 'off' } },
);
