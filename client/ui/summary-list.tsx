import type { ReactElement, ReactNode } from 'react';

/** One line of a summary: what it is, what was given, and where to change it. */
export type SummaryRow = {
  key: string;
  name: ReactNode;
  value: ReactNode;
  change?: { href: string; hiddenWords: string; words?: string };
};

/** Names and values, each with its own link to change it. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }): ReactElement {
  const anyChange = rows.some(({ change }) => change !== undefined);
  return (
    <dl className="nhsuk-summary-list">
      {rows.map(({ key, name, value, change }) => (
        <div
          key={key}
          className={
            anyChange && !change ? 'nhsuk-summary-list__row nhsuk-summary-list__row--no-actions' : 'nhsuk-summary-list__row'
          }
        >
          <dt className="nhsuk-summary-list__key">{name}</dt>
          <dd className="nhsuk-summary-list__value">{value}</dd>
          {change ? (
            <dd className="nhsuk-summary-list__actions">
              <a href={change.href}>
                {change.words ?? 'Change'}
                <span className="nhsuk-u-visually-hidden"> {change.hiddenWords}</span>
              </a>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
