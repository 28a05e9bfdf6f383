import type { ReactElement, ReactNode } from 'react';

/** What a place says when there is nothing in it: that it is so, why, and what to do next. */
export function EmptyState({
  heading,
  level = 2,
  children,
}: {
  heading: string;
  level?: 2 | 3;
  children?: ReactNode;
}): ReactElement {
  const Heading = `h${level}` as const;
  return (
    <div className="c-empty">
      <Heading className="c-h3">{heading}</Heading>
      {children}
    </div>
  );
}
