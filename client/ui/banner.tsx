import type { ReactElement, ReactNode } from 'react';

/** A strip across the page for a state that holds everywhere on it, such as being offline. */
export function Banner({ tone = 'warn', children }: { tone?: 'warn' | 'err'; children: ReactNode }): ReactElement {
  return (
    <div className={tone === 'err' ? 'c-banner c-banner--err' : 'c-banner'} role="status">
      {children}
    </div>
  );
}
