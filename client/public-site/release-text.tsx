import type { ReactElement } from 'react';
import type { ReleaseDifferenceProps, ReleaseTextProps } from '../../shared/publishing/release-pages.ts';
import type { OutlineEntry } from '../../shared/text/clause-numbers.ts';
import type { PublicPage } from './public-page.ts';
import { Fingerprint, ReleaseState, releaseTrail } from './release-parts.tsx';

/** The whole text of a release, with its contents. */
export const releaseTextPage: PublicPage<ReleaseTextProps> = {
  heading: ({ title, number }) => `${title}, text of release ${number}`,
  section: 'published',
  trail: (props) => releaseTrail(props, true),
  wide: true,
  mainClass: 'cc-doc__main',
  Body: (props) => (
    <>
      <div className="cc-doc__top">
        <h1>
          <span className="nhsuk-caption-l">Release {props.number}</span> {props.title}
        </h1>
        <ReleaseState head={props} />
        <Fingerprint head={props} />
      </div>
      <div className="cc-doc__side">
        {props.outline.length === 0 ? null : (
          <nav className="cc-contents" aria-labelledby="contents">
            <h2 id="contents">Contents</h2>
            <Entries of={props.outline} />
          </nav>
        )}
      </div>
      <div className="cc-doc__text cc-doc--reading">
        {/* textToHtml escapes every character of the frozen text and checks every address (TXT-8) */}
        <article aria-label="The text" dangerouslySetInnerHTML={{ __html: props.article }} />
      </div>
    </>
  ),
};

/** What changed between the draft the public read and the release. */
export const releaseDifferencePage: PublicPage<ReleaseDifferenceProps> = {
  heading: ({ title, number }) => `What changed in release ${number} of ${title}`,
  section: 'published',
  trail: (props) => releaseTrail(props, true),
  Body: (props) => (
    <>
      <h1>
        <span className="nhsuk-caption-l">
          {props.title}, release {props.number}
        </span>{' '}
        What changed
      </h1>
      {props.comparedWith === '' ? (
        <p>The text is the same as the draft the public read, or it was never put to the public.</p>
      ) : (
        <>
          <p className="nhsuk-body-l">
            {props.changes} {props.changes === 1 ? 'place is' : 'places are'} different from {props.comparedWith}.
          </p>
          {/* redlineHtml escapes every character of both texts (TXT-9) */}
          <div className="cc-redline" dangerouslySetInnerHTML={{ __html: props.difference }} />
        </>
      )}
    </>
  ),
};

function Entries({ of }: { of: readonly OutlineEntry[] }): ReactElement {
  return (
    <ol>
      {of.map(({ blockId, address, number, heading, children }) => (
        <li key={blockId}>
          <a href={`#${address}`}>
            <span>{number}</span> {heading}
          </a>
          {children.length > 0 ? <Entries of={children} /> : null}
        </li>
      ))}
    </ol>
  );
}
