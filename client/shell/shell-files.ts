import { createHash } from 'node:crypto';
import type { Plugin, Rollup } from 'vite';

const WORKER = '/client/shell/shell-worker.ts';
const SHELL = ['/index.html', '/client/pages/draft-room.tsx']; // the frame of the application and the editor

/** Builds the worker that keeps the editor's own files, under one address and with the list of this build's files in front (DRA-3). */
export function shellFiles(): Plugin {
  return {
    name: 'concord-shell-files',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
      const worker = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(WORKER));
      if (!worker) return;
      const files = filesOf(chunks, SHELL);
      const version = createHash('sha256').update(files.join()).update(sourceOf(bundle['index.html'])).digest('hex').slice(0, 16);
      const list = `self.SHELL=${JSON.stringify({ version, files })};\n`;
      this.emitFile({ type: 'asset', fileName: 'shell-worker.js', source: list + worker.code });
      delete bundle[worker.fileName];
    },
  };
}

/** Everything the named modules need before they can show themselves: their code, what it imports, and its style sheets. */
function filesOf(chunks: Rollup.OutputChunk[], modules: string[]): string[] {
  const found = new Set<string>();
  const waiting = chunks.filter(({ facadeModuleId }) => modules.some((name) => facadeModuleId?.endsWith(name)));
  for (let chunk = waiting.pop(); chunk; chunk = waiting.pop()) {
    if (found.has(chunk.fileName)) continue;
    found.add(chunk.fileName);
    for (const sheet of chunk.viteMetadata?.importedCss ?? []) found.add(sheet);
    const { imports } = chunk;
    waiting.push(...chunks.filter(({ fileName }) => imports.includes(fileName)));
  }
  return [...found].sort().map((file) => `/${file}`);
}

function sourceOf(asset: Rollup.OutputAsset | Rollup.OutputChunk | undefined): string | Uint8Array {
  return asset?.type === 'asset' ? asset.source : '';
}
