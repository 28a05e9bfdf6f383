import type { ReactElement } from 'react';
import { SEAT_ROLE_FACTS } from '../../shared/directory/seat-roles.ts';
import { ALL_RIGHTS, mayDo, RIGHT_WORDS, type Right } from '../../shared/identity/rules.ts';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';

/** The table of rights in words, the same one by which the server decides (MEM-8). */
export function WhoCanDoWhatPage(): ReactElement {
  usePageTitle('Who can do what');
  return (
    <>
      <PageHeading>Who can do what</PageHeading>
      <p className="c-lead">
        Rights come from the seat a person holds on the day, and end with it. Concord decides by this very table.
      </p>
      <dl className="c-gap stack">
        {ALL_RIGHTS.map((right) => (
          <div key={right} className="c-box">
            <dt className="c-h3">{RIGHT_WORDS[right]}</dt>
            <dd>{holdersOf(right)}</dd>
          </div>
        ))}
      </dl>
      <p className="c-gap">
        Administrators manage people, groups and settings. They do not read drafts, responses or the record of a document, and
        nobody gives a seat to themselves.
      </p>
    </>
  );
}

function holdersOf(right: Right): string {
  const seats = SEAT_ROLE_FACTS.filter(({ id }) => mayDo([id], right)).map(({ name }) => name);
  const everySeat = seats.length === SEAT_ROLE_FACTS.length;
  const others = SEAT_ROLE_FACTS.filter(({ id }) => !mayDo([id], right)).map(({ name }) => name.toLowerCase());
  const names = everySeat ? ['Everybody with a seat in the group'] : seats;
  const short =
    !everySeat && others.length <= 2 ? [`Everybody with a seat in the group but the ${others.join(' and the ')}`] : names;
  return [...short, ...(mayDo(['administrator'], right) ? ['Administrator'] : [])].join(', ');
}
