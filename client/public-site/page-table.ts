import { accessibilityPage } from './accessibility.tsx';
import { cookiesPage } from './cookies.tsx';
import { errorPage } from './error-page.tsx';
import { homePage } from './home.tsx';
import { privacyPage } from './privacy.tsx';
import type { PublicPage } from './public-page.ts';

/** A page whose props were checked by the route that names it. */
export type AnyPublicPage = PublicPage<never>;

/** Every public page by the name its route gives; add a page as one line. Tests walk this table. */
export const pageTable: Readonly<Record<string, AnyPublicPage>> = {
  home: homePage,
  error: errorPage,
  accessibility: accessibilityPage,
  privacy: privacyPage,
  cookies: cookiesPage,
};
