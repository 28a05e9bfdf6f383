import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PageAssets, SiteFacts } from '../../../shared/kernel/page-frame.ts';
import { join } from 'node:path';

/** Renders a public page by name from the built bundle: full HTML text, no script needed to read it. */
export type RenderPage = (name: string, props: Record<string, unknown>) => string;

type Manifest = Record<string, { file: string; css?: string[] }>;

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

/** Loads the built public site; throws with the command to run when it has not been built. */
export async function loadPublicSite(site: SiteFacts): Promise<{ render: RenderPage; clientDirectory: string }> {
  const bundle = join(dist, 'public-site', 'render.js');
  if (!existsSync(bundle)) throw new Error('The public pages have not been built. Run: npm run build');
  const built = (await import(pathToFileURL(bundle).href)) as { renderPage: RenderPage }; // made by our own build
  const assets = readAssets();
  return { render: (name, props) => built.renderPage(name, { ...props, assets, site }), clientDirectory: join(dist, 'client') };
}

/** The hashed addresses of the public style sheet and the optional script. */
function readAssets(): PageAssets {
  const manifest = JSON.parse(readFileSync(join(dist, 'client', '.vite', 'manifest.json'), 'utf8')) as Manifest; // written by vite build
  const script = manifest['client/public-site/public-enhance.ts'];
  const style = manifest['client/public-site/public-site.css'];
  const styles = [style?.file, ...(style?.css ?? []), ...(script?.css ?? [])].filter(
    (file): file is string => file !== undefined,
  );
  return { styles: styles.map((file) => `/${file}`), scripts: script ? [`/${script.file}`] : [] };
}
