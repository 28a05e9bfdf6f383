import type { ReactElement } from 'react';
import type { DocumentPageProps, OwnPanel } from '../../shared/consultation/pages.ts';
import { timeAndDate } from '../../shared/consultation/uk-time.ts';
import type { OutlineEntry } from '../../shared/text/clause-numbers.ts';
import { LinkButton } from '../ui/link-button.tsx';
import type { PublicPage } from './public-page.ts';
import { StateLine } from './response-parts.tsx';

/** A frozen document: for everyone at its public address, or with the reader's own points under the respond address. */
export const consultedDocumentPage: PublicPage<DocumentPageProps> = {
  heading: ({ documentTitle, versionNumber }) => `${documentTitle}, draft version ${versionNumber}`,
  section: 'consultations',
  trail: ({ reference, title }) => [
    { words: 'Home', href: '/' },
    { words: title, href: `/c/${reference}` },
  ],
  wide: true,
  mainClass: 'cc-doc__main',
  Body: (props) => (
    <>
      <Top {...props} />
      <div className="cc-doc__side">
        {props.own ? <Own own={props.own} reference={props.reference} /> : null}
        <Contents outline={props.outline} />
      </div>
      <div className={props.reading ? 'cc-doc__text cc-doc--reading' : 'cc-doc__text'}>
        {props.wholeHref === null ? null : (
          <p className="cc-how">
            To comment, use the link beside any heading, paragraph, picture, table or row. Or{' '}
            <a href={props.wholeHref}>comment on the whole document</a>.
          </p>
        )}
        {/* textToHtml escapes every character of the frozen text and checks every address (TXT-8) */}
        <article aria-label="The text" dangerouslySetInnerHTML={{ __html: props.article }} />
      </div>
    </>
  ),
};

function Top(props: DocumentPageProps): ReactElement {
  const { documentTitle, versionNumber, frozenAt, fingerprint, publicAddress, reference, state } = props;
  const here = props.own ? `/respond/${reference}/${props.place}` : `/c/${reference}/${props.place}`;
  return (
    <div className="cc-doc__top">
      <h1>
        <span className="nhsuk-caption-l">Draft for consultation, version {versionNumber}</span> {documentTitle}
      </h1>
      <p className="cc-doc__state">
        <StateLine {...props} />
      </p>
      <p className="cc-doc__tools">
        <a href={`/c/${reference}`}>About the consultation</a>
        {state === 'open' && !props.own ? (
          <>
            {' '}
            <a href={props.reading ? here : `${here}?view=reading`}>
              {props.reading ? 'Show comment links' : 'Read without comment links'}
            </a>
          </>
        ) : null}
      </p>
      <p className="cc-meta">
        Version {versionNumber}, frozen at {timeAndDate(frozenAt)} (UK time). Fingerprint{' '}
        <span className="cc-mono">{fingerprint}</span>.
      </p>
      <p className="cc-doc__printline">Comment at {publicAddress}</p>
    </div>
  );
}

function Own({ own, reference }: { own: OwnPanel; reference: string }): ReactElement {
  const { next } = own;
  const count = own.points.length;
  return (
    <aside className="cc-yours" aria-labelledby="yours">
      <h2 id="yours">Your response</h2>
      <p>
        {count === 0 ? 'No points yet.' : <strong>{count === 1 ? '1 draft point' : `${count} draft points`}</strong>}
        {count === 0 ? '' : `, saved. Only you can see ${count === 1 ? 'it' : 'them'}.`}
      </p>
      {count === 0 ? null : (
        <ul>
          {own.points.map(({ href, words }) => (
            <li key={href}>
              <a href={href}>{words}</a>
            </li>
          ))}
        </ul>
      )}
      <p>
        <LinkButton small kind="main" href={next.href}>
          {next.words}
        </LinkButton>
      </p>
      {own.sentReference === null ? null : (
        <p>
          You have sent a response: {own.sentReference}. Changes count when you{' '}
          <a href={`/respond/${reference}/check`}>send again</a>.
        </p>
      )}
    </aside>
  );
}

function Contents({ outline }: { outline: readonly OutlineEntry[] }): ReactElement | null {
  if (outline.length === 0) return null;
  return (
    <nav className="cc-contents" aria-labelledby="contents">
      <h2 id="contents">Contents</h2>
      <OutlineList entries={outline} />
    </nav>
  );
}

function OutlineList({ entries }: { entries: readonly OutlineEntry[] }): ReactElement {
  return (
    <ol>
      {entries.map(({ blockId, address, number, heading, children }) => (
        <li key={blockId}>
          <a href={`#${address}`}>
            <span>{number}</span> {heading}
          </a>
          {children.length > 0 ? <OutlineList entries={children} /> : null}
        </li>
      ))}
    </ol>
  );
}
