import type { ErrorPageProps } from '../../shared/publishing/pages.ts';
import { HelpLine } from './frame.tsx';
import type { PublicPage } from './public-page.ts';

/** The page for a refusal or a fault: what happened, in the sentence the act gave, and how to reach a person. */
export const errorPage: PublicPage<ErrorPageProps> = {
  heading: ({ status }) => headingOf(status),
  Body: ({ status, sentence, site }) => (
    <>
      <h1>{headingOf(status)}</h1>
      <p>{sentence}</p>
      <HelpLine site={site} />
      <p>
        <a href="/">Go to the home page</a>
      </p>
    </>
  ),
};

function headingOf(status: number): string {
  if (status === 404) return 'Page not found';
  if (status === 401) return 'Sign in to go on';
  if (status === 403) return 'You may not see this page';
  if (status === 429) return 'Too many requests';
  return status >= 500 ? 'Something went wrong on our side' : 'There is a problem';
}
