import type { ReactElement } from 'react';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';
import type { ReleaseSummary } from '../../shared/publishing/api.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';

/** What a person reads after publishing: that it is public, at which address, and what happens next. */
export function Published({ release, documentTitle }: { release: ReleaseSummary; documentTitle: string }): ReactElement {
  usePageTitle(`Published: ${documentTitle}`);
  const whole = new URL(release.address, window.location.href).href;
  return (
    <>
      <Notice tone="ok">
        <h1 className="c-h1" tabIndex={-1} ref={takeKeyboard}>
          <span className="c-cap">{documentTitle}</span>
          Release {release.number} is public
        </h1>
        <p>
          Published at {ukTime(release.publishedAt)} on {ukDate(release.publishedAt)} (UK time), as version{' '}
          {release.versionNumber}.
        </p>
      </Notice>
      <h2 className="c-h2">Its address</h2>
      <p>
        <a href={release.address}>{whole}</a>
      </p>
      <p className="c-gap-s">
        <CopyButton text={whole} words="Copy the address" />
      </p>
      <h2 className="c-h2">What happens next</h2>
      <p>
        The address stays for ever. When a later version passes its sign-off it can be published in the same way, and this one
        then says which release has replaced it.
      </p>
    </>
  );
}

/** The releases of a document so far, newest first. */
export function ReleasesSoFar({ releases }: { releases: readonly ReleaseSummary[] }): ReactElement {
  return (
    <section className="c-sec" aria-labelledby="releases">
      <h2 className="c-h2" id="releases">
        Releases so far
      </h2>
      {releases.length === 0 ? (
        <p>Nothing of this document has been published yet.</p>
      ) : (
        <DataTable<ReleaseSummary>
          caption="Releases, newest first"
          captionHidden
          columns={[
            {
              key: 'number',
              heading: 'Release',
              headsRow: true,
              cell: ({ number, address }) => <a href={address}>Release {number}</a>,
            },
            { key: 'version', heading: 'Version', cell: ({ versionNumber }) => versionNumber },
            { key: 'date', heading: 'Published', cell: ({ publishedAt }) => ukDate(publishedAt) },
          ]}
          rows={releases}
          rowKey={({ id }) => id}
        />
      )}
    </section>
  );
}

// Outside the component, so that React calls it once when the page's step begins.
function takeKeyboard(heading: HTMLElement | null): void {
  heading?.focus();
}
