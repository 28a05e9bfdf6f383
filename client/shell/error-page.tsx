import type { ReactElement } from 'react';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import type { Problem } from '../../shared/kernel/problem.ts';
import { asProblem } from '../platform/api-client.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { NotFoundPage } from './not-found-page.tsx';

/** What a page shows when it could not be drawn: the sentence of the problem, and the way on. */
export function ErrorPage(): ReactElement {
  const thrown = useRouteError();
  if (isRouteErrorResponse(thrown) && thrown.status === 404) return <NotFoundPage />;
  return <ProblemPage problem={problemOfPage(thrown)} />;
}

/** Whether there is nothing at this address for this person, so that a whole page says so. */
export function isMissing(thrown: unknown): boolean {
  return thrown !== null && thrown !== undefined && asProblem(thrown).status === 404;
}

/** A whole page that says what went wrong, and offers to try again where that can help. */
export function ProblemPage({ problem }: { problem: Problem }): ReactElement {
  const heading = problem.status === 404 ? 'Page not found' : 'There is a problem';
  usePageTitle(heading);
  return (
    <>
      <h1 className="c-h1">{heading}</h1>
      <Notice tone="err" spoken>
        <p>{problem.message}</p>
      </Notice>
      <div className="c-acts c-sec">
        {mayPassByItself(problem) ? (
          <Button kind="main" onClick={() => window.location.reload()}>
            Try again
          </Button>
        ) : null}
        <a href="/app/">Go to your home page</a>
      </div>
    </>
  );
}

/** A lost connection, a busy server and a bug may be gone on the next try; what does not exist or is not allowed stays so. */
function mayPassByItself({ status }: Problem): boolean {
  return status === 0 || status === 429 || status >= 500;
}

/** A page's piece that cannot be fetched means a newer build is out, or the connection is gone. */
function problemOfPage(thrown: unknown): Problem {
  const problem = asProblem(thrown);
  if (thrown instanceof TypeError && /dynamically imported module|Importing a module/i.test(thrown.message)) {
    problem.message =
      'This page could not be fetched. You may be offline, or Concord has been renewed since you opened it. Load it again.';
  }
  return problem;
}
