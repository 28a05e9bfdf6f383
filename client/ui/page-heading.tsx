import type { ReactElement, ReactNode } from 'react';

/** The heading of a page, with a line above it that says what kind of thing or whose it is. */
export function PageHeading({ caption, children }: { caption?: ReactNode; children: ReactNode }): ReactElement {
  return (
    <h1 className="c-h1">
      {caption ? <span className="c-cap">{caption}</span> : null}
      {children}
    </h1>
  );
}
