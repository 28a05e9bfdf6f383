import type { ReactElement } from 'react';
import type { CopyPageProps, LatePageProps, PresentedLine } from '../../shared/consultation/pages.ts';
import { groupReference } from '../../shared/consultation/reference.ts';
import { timeAndDate } from '../../shared/consultation/uk-time.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import { TextArea } from '../ui/text-area.tsx';
import { HelpLine } from './frame.tsx';
import type { PublicPage } from './public-page.ts';
import { ReadBackPoint } from './response-parts.tsx';

/** For words that arrived after the closing time: every one of them, to copy and to keep (CON-3). */
export const latePage: PublicPage<LatePageProps> = {
  heading: () => 'This consultation has closed: your response was not sent',
  section: 'consultations',
  Body: ({ arrivedAt, closesAt, gap, words, keptUntil, reference, ownDraft, site }) => (
    <div className="cc-col">
      <h1>Your response was not sent</h1>
      <p className="nhsuk-body-l">
        It reached us at {timeAndDate(arrivedAt)}. The consultation closed at {timeAndDate(closesAt)}, {gap} before (UK time).
      </p>
      <p>
        We are sorry. The closing time is the same for everyone. <strong>Your words are safe.</strong> They are all below
        {ownDraft ? `, and we keep them until ${ukDate(keptUntil)} for this device` : ''}.
      </p>
      <h2>What you can do</h2>
      <ul>
        <li>
          <a href="#mine">Copy your words</a>
          {ownDraft ? (
            <>
              , or <a href={`/respond/${reference}/copy.html`}>download them as a web page</a> or{' '}
              <a href={`/respond/${reference}/copy.txt`}>as plain text</a>
            </>
          ) : null}
        </li>
        <li>
          <a href={`/c/${reference}`}>Read about the consultation and its outcome</a>
        </li>
      </ul>
      <HelpLine site={site} />
      <h2>Your words</h2>
      <TextArea name="mine" label="Everything you wrote" rows={14} readOnly defaultValue={words} />
    </div>
  ),
};

/** The copy of a response that a person downloads. */
export const copyPage: PublicPage<CopyPageProps> = {
  heading: ({ title }) => `My response: ${title}`,
  Body: ({ title, reference, responseReference, receivedAt, points, answers, about }) => (
    <div className="cc-col">
      <h1>My response: {title}</h1>
      <p>
        Consultation {reference}.{' '}
        {responseReference === null || receivedAt === null
          ? 'Not sent.'
          : `Reference ${groupReference(responseReference)}, received at ${timeAndDate(receivedAt)} (UK time).`}
      </p>
      <h2>Points</h2>
      {points.length === 0 ? <p>None.</p> : null}
      {points.map((point, index) => (
        <ReadBackPoint key={point.id} point={point} number={index + 1} links={false} />
      ))}
      <Lines heading="Answers to the questions" lines={answers} />
      <Lines heading="About me" lines={about} />
    </div>
  ),
};

function Lines({ heading, lines }: { heading: string; lines: readonly PresentedLine[] }): ReactElement | null {
  if (lines.length === 0) return null;
  return (
    <>
      <h2>{heading}</h2>
      <dl>
        {lines.map(({ key, name, value }) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
