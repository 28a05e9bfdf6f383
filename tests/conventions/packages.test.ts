import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFaults, type Lock, type Manifest } from '../support/lock-faults.ts';

// The file is npm's own; its shape is npm's business and checked by npm ci.
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

const BREACHES: [fault: string, manifest: Manifest, packages: Lock['packages']][] = [
  ['zod is wanted as ^4.6.7, which is no exact version', { dependencies: { zod: '^4.6.7' } }, {}],
  [
    'node_modules/zod names the address it came from',
    {},
    { 'node_modules/zod': { resolved: 'https://packages.example/zod.tgz' } },
  ],
  ['there is more than one copy of yjs', {}, { 'node_modules/yjs': {}, 'node_modules/y-websocket/node_modules/yjs': {} }],
  ['y-prosemirror is a second editor binding in the product', {}, { 'node_modules/y-prosemirror': {} }],
  ['sharp runs a script at install', { allowScripts: { esbuild: true } }, { 'node_modules/sharp': { hasInstallScript: true } }],
  ['readline has the licence GPL-3.0-only', {}, { 'node_modules/readline': { license: 'GPL-3.0-only' } }],
];

describe('[PLT-10a] the packages', () => {
  it('keep to the laws', () => {
    expect(lockFaults(manifest, lock)).toEqual([]);
  });

  it.each(BREACHES)('are refused when %s', (fault, brokenManifest, packages) => {
    expect(lockFaults(brokenManifest, { packages })).toEqual([fault]);
  });

  it('of the built client hold at most one copy of yjs (law 8)', () => {
    const files = existsSync('dist') ? readdirSync('dist', { recursive: true, encoding: 'utf8' }) : [];
    const scripts = files.filter((file) => file.endsWith('.js')).map((file) => readFileSync(join('dist', file), 'utf8'));
    // Yjs marks the page it runs in with this name, once for each copy.
    const copies = scripts.filter((text) => text.includes('__ $YJS$ __')).length;
    expect(copies).toBeLessThanOrEqual(1);
  });
});
