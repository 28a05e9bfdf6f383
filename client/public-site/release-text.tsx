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

/** What changed between an earlier public version and the release. */
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
        <p>There is no earlier public version of this document to compare this release with.</p>
      ) : (
        <Difference {...props} />
      )}
    </>
  ),
};

function Difference({ comparedWith, changes, difference, others }: ReleaseDifferenceProps): ReactElement {
  return (
    <>
      <p className="nhsuk-body-l">{countedChanges(changes, comparedWith)}</p>
      {others.length === 0 ? null : (
        <nav className="cc-jump" aria-label="Other comparisons">
          <ul>
            {others.map(({ href, words }) => (
              <li key={href}>
                <a href={href}>Compare with {words}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {changes === 0 ? null : (
        <p>
          What was taken out is <del>struck through</del>. What was put in is <ins>underlined</ins>.
        </p>
      )}
      {/* redlineHtml escapes every character of both texts (TXT-9) */}
      <div className="cc-redline" dangerouslySetInnerHTML={{ __html: difference }} />
    </>
  );
}

function countedChanges(changes: number, comparedWith: string): string {
  if (changes === 0) return `The text is the same as ${comparedWith}.`;
  return `${changes} ${changes === 1 ? 'place is' : 'places are'} different from ${comparedWith}.`;
}

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
