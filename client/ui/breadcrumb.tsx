import type { ReactElement } from 'react';
import type { TrailStep } from '../../shared/kernel/page-frame.ts';

/** The way to this page; the page itself is not in it. */
export function Breadcrumb({ trail }: { trail: readonly TrailStep[] }): ReactElement {
  return (
    <nav className="c-crumb" aria-label="Breadcrumb">
      <ol>
        {trail.map(({ words, href }) => (
          <li key={href}>
            <a href={href}>{words}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
