import type { ReactElement } from 'react';
import type { TrailStep } from '../../shared/kernel/page-frame.ts';

/** The one way back from a step of a form. */
export function BackLink({ words, href }: TrailStep): ReactElement {
  return (
    <nav aria-label="Back">
      <a className="c-back" href={href}>
        {words}
      </a>
    </nav>
  );
}
