import type { ReactElement } from 'react';
import { ukDate } from '../../shared/kernel/instant.ts';
import type { ConsultationPageProps, PackedDocument } from '../../shared/consultation/pages.ts';
import { plainTime, timeAndDate } from '../../shared/consultation/uk-time.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { HelpLine } from './frame.tsx';
import type { PublicPage } from './public-page.ts';
import { ClosingTime, StateLine, TypedWords } from './response-parts.tsx';

/** The page about one consultation: what is true now, what is asked, and how to respond. */
export const consultationPage: PublicPage<ConsultationPageProps> = {
  heading: ({ title }) => title,
  section: 'consultations',
  trail: () => [{ words: 'Home', href: '/' }],
  Body: (props) => (
    <div className="cc-col">
      <h1>
        <span className="nhsuk-caption-l">Consultation {props.reference}</span> {props.title}
      </h1>
      <div className={props.state === 'open' ? 'cc-state' : 'cc-state cc-state--closed'}>
        <p>
          <StateLine {...props} />
        </p>
      </div>
      <Extensions {...props} />
      {props.state === 'open' ? <Asking {...props} /> : null}
      {props.state === 'closed' ? <AfterClosing {...props} /> : null}
      {props.state === 'soon' ? <p>The text can be read here from the opening time on. Nothing has been decided.</p> : null}
      {props.state === 'soon' ? null : <Documents {...props} />}
      {props.site.telephone || props.site.email ? (
        <>
          <h2>Help to take part</h2>
          <HelpLine site={props.site} />
        </>
      ) : null}
    </div>
  ),
};

function Asking(props: ConsultationPageProps): ReactElement {
  const { reference, documents, questions, summary, whatChanged, group, lengthReason, opensAt, outcomeBy } = props;
  const reading = documents.reduce((sum, { words }) => sum + minutesToRead(words), 0);
  return (
    <>
      <div className="nhsuk-body-l">
        <TypedWords text={summary} />
      </div>
      <p>
        <LinkButton kind="main" href={documents.length === 1 ? (documents[0]?.href ?? '#documents') : '#documents'}>
          Read and comment
        </LinkButton>
      </p>
      <p>
        <a href={`/respond/${reference}`}>Go on with a response you have started</a>
      </p>
      <h2>What has changed, and why</h2>
      <TypedWords text={whatChanged} />
      <p>
        You can comment on any paragraph
        {questions === 0 ? '' : `, and there ${questions === 1 ? 'is 1 question' : `are ${questions} questions`}`}. Answer as much
        or as little as you like. No decision has been made.
      </p>
      <h2>How long it takes</h2>
      <p>
        About {reading} {reading === 1 ? 'minute' : 'minutes'} to read {documents.length === 1 ? 'the whole draft' : 'all drafts'}
        . You can stop at any time and come back.
      </p>
      <p>
        The consultation opened at {plainTime(opensAt)} on {ukDate(opensAt)}. Why it has this length: {lengthReason}
      </p>
      <h2>Who can respond</h2>
      <p>Anyone, for themselves or for an organisation. You do not need an account.</p>
      <h2>How to respond</h2>
      <p>
        Use the link beside any heading, paragraph, picture, table or row of the draft
        {questions === 0 ? '.' : ', or go straight to '}
        {questions === 0 ? null : (
          <>
            <a href={`/respond/${reference}/questions`}>the questions</a>.
          </>
        )}{' '}
        Nothing is sent until you check your response and send it.
      </p>
      <h2>What happens next</h2>
      <p>
        After closing, the {group} reads every point and writes a reply to each. What people said and what was done is due by{' '}
        {ukDate(outcomeBy)}, 12 weeks after closing.
      </p>
    </>
  );
}

function AfterClosing({ counts, group, outcomeBy, outcomes, reference }: ConsultationPageProps): ReactElement {
  return (
    <>
      <p className="nhsuk-body-l">
        Thank you to everyone who responded. The {group} {outcomes.length > 0 ? 'has answered' : 'answers'} each point.
      </p>
      <Outcomes outcomes={outcomes} />
      {counts ? (
        <dl className="nhsuk-summary-list">
          <CountRow name="Responses" value={counts.responses} />
          <CountRow name="Points made" value={counts.points.toLocaleString('en-GB')} />
          {outcomes.length === 0 ? <CountRow name="Outcome due" value={`By ${ukDate(outcomeBy)}`} /> : null}
        </dl>
      ) : null}
      <p>Responses are rounded to the nearest 5. This is not a survey: it does not say what everyone thinks.</p>
      <h2>You can still</h2>
      <ul>
        <li>
          Read <a href="#documents">the text that people were asked about</a>. It has not changed.
        </li>
        <li>
          <a href={`/respond/${reference}/come-back`}>See your own response</a>.
        </li>
      </ul>
      <h2>Did you mean to respond?</h2>
      <p>
        Responses can no longer be sent here. If you had started one on this device,{' '}
        <a href={`/respond/${reference}/late`}>your words are kept</a>.
      </p>
    </>
  );
}

function Outcomes({ outcomes }: Pick<ConsultationPageProps, 'outcomes'>): ReactElement | null {
  if (outcomes.length === 0) return null;
  return (
    <>
      <h2>What was decided</h2>
      <ul>
        {outcomes.map(({ href, title }) => (
          <li key={href}>
            <a href={href}>{title}</a>, as it was published. <a href={`${href}/responses`}>Every point and reply</a>
            <span className="nhsuk-u-visually-hidden"> about {title}</span>, <a href={`${href}/changes`}>every change</a>
            <span className="nhsuk-u-visually-hidden"> in {title}</span>.
          </li>
        ))}
      </ul>
    </>
  );
}

function CountRow({ name, value }: { name: string; value: string }): ReactElement {
  return (
    <div className="nhsuk-summary-list__row">
      <dt className="nhsuk-summary-list__key">{name}</dt>
      <dd className="nhsuk-summary-list__value">{value}</dd>
    </div>
  );
}

function Extensions({ extensions }: ConsultationPageProps): ReactElement | null {
  if (extensions.length === 0) return null;
  return (
    <section className="cc-warn" aria-label="Notices">
      {extensions.map(({ closedBefore, closesNow, reason, at }) => (
        <p key={at}>
          {ukDate(at)}: now closes at <ClosingTime closesAt={closesNow} />. It was <ClosingTime closesAt={closedBefore} />. The
          reason: {reason}
        </p>
      ))}
    </section>
  );
}

function Documents({ documents, state }: ConsultationPageProps): ReactElement {
  return (
    <>
      <h2 id="documents">{documents.length === 1 ? 'The document' : 'The documents'}</h2>
      <ul className="cc-files">
        {documents.map((document) => (
          <DocumentItem key={document.place} document={document} commented={state === 'open'} />
        ))}
      </ul>
      <details className="nhsuk-details">
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">Check that you have the same text as everyone else</span>
        </summary>
        <div className="nhsuk-details__text">
          {documents.map(({ place, title, versionNumber, frozenAt, fingerprint }) => (
            <p key={place}>
              {title}: version {versionNumber}, frozen at {timeAndDate(frozenAt)} (UK time). Its fingerprint begins{' '}
              <span className="cc-mono">{fingerprint}</span>.
            </p>
          ))}
        </div>
      </details>
    </>
  );
}

function DocumentItem({ document, commented }: { document: PackedDocument; commented: boolean }): ReactElement {
  const { href, title, versionNumber, words } = document;
  return (
    <li>
      <a href={href}>{title}</a>, version {versionNumber}, {words.toLocaleString('en-GB')} words, about {minutesToRead(words)}{' '}
      {minutesToRead(words) === 1 ? 'minute' : 'minutes'}.{' '}
      {commented ? (
        <a href={`${href}?view=reading`}>
          Read it without comment links<span className="nhsuk-u-visually-hidden">: {title}</span>
        </a>
      ) : null}
    </li>
  );
}

const WORDS_A_MINUTE = 200; // a careful reader of unfamiliar text

function minutesToRead(words: number): number {
  return Math.max(1, Math.round(words / WORDS_A_MINUTE));
}
