import type { ReactElement } from 'react';
import type { CheckPageProps, PresentedLine, PresentedPoint } from '../../shared/consultation/pages.ts';
import { Button } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { SummaryList } from '../ui/summary-list.tsx';
import type { PublicPage } from './public-page.ts';
import { ClosingTime, ReadBackPoint, ResponseSteps } from './response-parts.tsx';

/** Everything read back before it is sent, each line with its own way to change it. */
export const checkPage: PublicPage<CheckPageProps> = {
  heading: () => 'Check your response',
  section: 'consultations',
  back: ({ reference }) => ({ words: 'Back to about you', href: `/respond/${reference}/about-you` }),
  errors: ({ errors }) => errors,
  Body: (props) => (
    <>
      <ResponseSteps steps={props.steps} />
      <div className="cc-col">
        <ErrorSummary errors={props.errors} />
        <h1>Check your response</h1>
        <p>
          {props.sentBefore ? 'Your changes have not been sent yet.' : 'Nothing has been sent yet.'} You can change anything until{' '}
          <ClosingTime closesAt={props.closesAt} />.
        </p>
        <PointsReadBack points={props.points} reference={props.reference} />
        <LinesReadBack heading="Your answers to the questions" lines={props.answers} />
        <LinesReadBack heading="About you" lines={props.about} />
        <SendForm {...props} />
      </div>
    </>
  ),
};

function PointsReadBack({ points, reference }: { points: readonly PresentedPoint[]; reference: string }): ReactElement {
  return (
    <>
      <h2 id="points" tabIndex={-1}>
        {points.length === 1 ? 'Your point' : `Your ${points.length === 0 ? '' : `${points.length} `}points`}
      </h2>
      {points.length === 0 ? (
        <p>
          None yet. <a href={`/respond/${reference}/1`}>Read and comment</a>
        </p>
      ) : null}
      {points.map((point, index) => (
        <ReadBackPoint key={point.id} point={point} number={index + 1} />
      ))}
    </>
  );
}

/** A list of what was asked and said, with a named link to change each line. */
function LinesReadBack({ heading, lines }: { heading: string; lines: readonly PresentedLine[] }): ReactElement | null {
  if (lines.length === 0) return null;
  return (
    <>
      <h2>{heading}</h2>
      <SummaryList
        rows={lines.map(({ key, name, value, href, change, hidden }) => ({
          key,
          name,
          value,
          change: { href, words: change, hiddenWords: hidden },
        }))}
      />
    </>
  );
}

function SendForm({ reference, sendId, token, sentBefore }: CheckPageProps): ReactElement {
  return (
    <>
      <h2>{sentBefore ? 'Send your changes' : 'Send your response'}</h2>
      <p>
        By sending it you agree that we may read it, count it and answer it as you have chosen above. See{' '}
        <a href="/privacy">privacy</a>.
      </p>
      <form action={`/respond/${reference}/send#errors`} method="post" noValidate>
        <input type="hidden" name="send" value={sendId} />
        <input type="hidden" name="token" value={token} />
        <div className="nhsuk-u-visually-hidden" aria-hidden="true">
          <label htmlFor="website">Leave this empty</label>
          <input id="website" name="website" type="text" tabIndex={-1} autoComplete="off" defaultValue="" />
        </div>
        <Button kind="main" type="submit">
          {sentBefore ? 'Send my changed response' : 'Send my response'}
        </Button>
      </form>
      <p>If you press the button twice, or the page fails and you try again, your response is still counted once.</p>
    </>
  );
}
