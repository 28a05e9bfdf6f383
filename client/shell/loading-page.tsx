import type { ReactElement } from 'react';
import { Skeleton } from '../ui/skeleton.tsx';

/** What stands in the window until the first page's own piece has arrived. */
export function LoadingPage(): ReactElement {
  return (
    <main id="main" className="c-wrap">
      <Skeleton sentence="Getting the page…" />
    </main>
  );
}
