import type { ReactElement, ReactNode } from 'react';

/** Words for those who hear the page. */
export function VisuallyHidden({ children }: { children: ReactNode }): ReactElement {
  return <span className="nhsuk-u-visually-hidden">{children}</span>;
}
