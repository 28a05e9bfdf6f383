import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { PageAssets, PublicFrameProps, SiteFacts } from '../../shared/kernel/page-frame.ts';
import { titleOf } from '../ui/page-title.ts';
import { PublicFrame } from './frame.tsx';
import { pageTable } from './page-table.ts';
import type { PublicPage } from './public-page.ts';

/** What a page gets beside its own props: from the server once (assets, site) and from the route (who is signed in). */
export type PageSurroundings = { assets: PageAssets; site: SiteFacts; signedInAs?: string };

const UNNAMED: SiteFacts = { organisation: 'Concord' };

/** Renders a public page by its name to the whole HTML text. Throws when there is no page of that name. */
export function renderPage(name: string, props: Record<string, unknown>): string {
  const page = pageTable[name];
  if (!page) throw new Error(`There is no public page named ${name}`);
  const given = props as Record<string, unknown> & Partial<PageSurroundings>; // the route's own typed props, joined with the server's
  const site = given.site ?? UNNAMED;
  const assets = given.assets ?? { styles: [], scripts: [] };
  // The route and the page agree on the props by name; the table cannot know each of them.
  return `<!doctype html>${renderToStaticMarkup(<WholePage page={page as unknown as PublicPage<object>} props={given} surroundings={{ ...given, site, assets }} />)}`;
}

function WholePage({
  page,
  props,
  surroundings,
}: {
  page: PublicPage<object>;
  props: object;
  surroundings: PageSurroundings;
}): ReactElement {
  const { assets, site, signedInAs } = surroundings;
  const { Body } = page;
  const frame: PublicFrameProps = {
    site,
    section: page.section,
    trail: page.trail?.(props),
    back: page.back?.(props),
    signedInAs,
    wide: page.wide,
  };
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>{titleOf(page.heading(props), site.organisation, page.errors?.(props).length)}</title>
        <link rel="icon" href="data:," />
        {assets.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {assets.scripts.map((src) => (
          <script key={src} type="module" src={src} />
        ))}
      </head>
      <body className="cc-body">
        <PublicFrame {...frame} mainClass={page.mainClass}>
          <Body {...props} site={site} />
        </PublicFrame>
      </body>
    </html>
  );
}
