import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { shellFiles } from './client/shell/shell-files.ts';
import { neutralBase } from './client/ui/base/neutral-base.ts';

// The browser's pages: the staff application with the worker that keeps its editor, and the style sheet and optional script of the public pages.
const ENTRIES = [
  'index.html',
  'client/shell/shell-worker.ts',
  'client/public-site/public-site.css',
  'client/public-site/public-enhance.ts',
];

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react(), shellFiles()],
  publicDir: false,
  ...(isSsrBuild ? { define: { 'process.env.NODE_ENV': '"production"' } } : {}),
  css: { postcss: { plugins: [neutralBase()] } },
  // The public pages are rendered by one file without packages of its own, in production form whatever NODE_ENV is at run time.
  ssr: { noExternal: true },
  build: {
    outDir: 'dist/client',
    emptyOutDir: true,
    target: 'es2022',
    cssMinify: 'esbuild', // Lightning CSS refuses a media query of nhsuk-frontend
    cssTarget: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false }, // the polyfill would be an inline script in older forms; browsers of the last years need none
    manifest: !isSsrBuild,
    ...(isSsrBuild ? { minify: false } : { rollupOptions: { input: ENTRIES } }),
  },
}));
