import { mkdtemp, rm } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { neutralBase } from '../../client/ui/base/neutral-base.ts';

const MOST_PUBLIC_BYTES = 20_000; // gzip; with the longest page (20 kB) and the script it stays under 60 kB

let folder: string;
let sheets: { name: string; css: string }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concord-sheets-'));
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    css: { postcss: { plugins: [neutralBase()] } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      cssMinify: 'esbuild',
      rollupOptions: { input: { public: 'client/public-site/public-site.css', staff: 'client/ui/staff.css' } },
    },
  });
  const assets = join(folder, 'assets');
  const files = readdirSync(assets).filter((file) => file.endsWith('.css'));
  sheets = files.map((file) => ({ name: file.split('-')[0] ?? '', css: readFileSync(join(assets, file), 'utf8') }));
});

afterAll(() => rm(folder, { recursive: true }));

describe('the style sheets', () => {
  it('[PLT-35a] fetch nothing, and name no typeface but what the reader has', () => {
    expect(sheets.map(({ name }) => name).sort()).toEqual(['public', 'staff']);
    for (const { css } of sheets) {
      expect(css).not.toMatch(/url\(|@import|@font-face|https?:|frutiger/i);
      expect(css).toMatch(/--font:\s*Arial/);
    }
  });

  it('[PLT-35a] carry no colour of the NHS', () => {
    for (const { css } of sheets) expect(css).not.toMatch(/#005eb8|#003087|#007f3b|#ffb81c|#41b6e6/i);
  });

  it('[PLT-35b] have rules for dark, print, forced colours and less motion', () => {
    for (const { css } of sheets) {
      for (const wish of ['prefers-color-scheme:dark', '@media print', 'forced-colors:active', 'prefers-reduced-motion:reduce']) {
        expect(css.replaceAll(': ', ':')).toContain(wish);
      }
    }
  });

  it('[PLT-35c] stay small enough for a telephone on a ward', ({ task }) => {
    const sizes = sheets.map(({ name, css }) => ({ name, bytes: gzipSync(css).length }));
    task.meta.figure = sizes.map(({ name, bytes }) => `${name} ${bytes} bytes`).join(', ');
    expect(sizes.find(({ name }) => name === 'public')?.bytes).toBeLessThan(MOST_PUBLIC_BYTES);
  });
});
