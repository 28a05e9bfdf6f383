import type { ReactElement } from 'react';

/** The first stop of every page: past the header, to what the page is about. */
export function SkipLink({ href = '#main' }: { href?: string }): ReactElement {
  return (
    <a className="nhsuk-skip-link" href={href}>
      Skip to main content
    </a>
  );
}
