import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { neutralBase } from '../../client/ui/base/neutral-base.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

// The same policy the product sends: a part that needs an inline style or script fails here.
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";

/** A gallery of all parts, built with the product's own settings and served on the loopback. */
export type Gallery = { address: string; close: () => Promise<void> };

/** Builds the gallery into a temporary folder, with the product's own style sheets, and serves it with its content security policy. */
export async function buildGallery(): Promise<Gallery> {
  const folder = await mkdtemp(join(tmpdir(), 'concord-gallery-'));
  const pages = ['staff', 'public', 'home'].map((name) => `tests/support/gallery/${name}.html`);
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [react()],
    css: { postcss: { plugins: [neutralBase()] } },
    build: { outDir: folder, emptyOutDir: true, cssMinify: 'esbuild', assetsInlineLimit: 0, rollupOptions: { input: pages } },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = join(folder, path);
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on a port, so never a pipe's name
  return {
    address: `http://127.0.0.1:${port}/tests/support/gallery`,
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
