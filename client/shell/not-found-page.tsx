import type { ReactElement } from 'react';
import { usePageTitle } from '../ui/page-title.ts';
import { APP_BASE } from './client-links.ts';

/** The page for an address that leads nowhere, or to something the person may not see. */
export function NotFoundPage(): ReactElement {
  usePageTitle('Page not found');
  return (
    <>
      <h1 className="c-h1">Page not found</h1>
      <p className="c-lead">Check the address. The page may have moved, or it may be one you have no right to see.</p>
      <p className="c-sec">
        <a href={`${APP_BASE}/`}>Go to your home page</a>
      </p>
    </>
  );
}
