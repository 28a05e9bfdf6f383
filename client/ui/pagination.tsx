import type { ReactElement } from 'react';
import { classNames } from './class-names.ts';

type PaginationProps = { page: number; pages: number; hrefOf: (page: number) => string; label?: string };

/** Pages of a long list as links with addresses; nothing when there is one page. */
export function Pagination({ page, pages, hrefOf, label = 'Pages' }: PaginationProps): ReactElement | null {
  if (pages < 2) return null;
  return (
    <nav className="c-pages" aria-label={label}>
      <ul>
        {page > 1 ? (
          <li>
            <a href={hrefOf(page - 1)} rel="prev">
              Previous<span className="nhsuk-u-visually-hidden"> page</span>
            </a>
          </li>
        ) : null}
        {shownPages(page, pages).map((number, index) =>
          number === undefined ? (
            <li key={`gap-${index}`} aria-hidden="true">
              …
            </li>
          ) : (
            <li key={number}>
              <a
                href={hrefOf(number)}
                className={classNames(number === page && 'here') || undefined}
                aria-current={number === page ? 'page' : undefined}
                aria-label={`Page ${number}`}
              >
                {number}
              </a>
            </li>
          ),
        )}
        {page < pages ? (
          <li>
            <a href={hrefOf(page + 1)} rel="next">
              Next<span className="nhsuk-u-visually-hidden"> page</span>
            </a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

/** The page numbers to show: first, last and the neighbours; undefined stands for what is left out between. */
export function shownPages(page: number, pages: number): (number | undefined)[] {
  const wanted = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages);
  const numbers = [...new Set(wanted)].sort((a, b) => a - b);
  return numbers.flatMap((number, index) =>
    index > 0 && number - (numbers[index - 1] ?? 0) > 1 ? [undefined, number] : [number],
  );
}
