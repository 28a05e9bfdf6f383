import { useState, type ReactElement } from 'react';
import type { GroupLine } from '../../shared/directory/api.ts';
import { useGroups } from '../directory/directory-queries.ts';
import { asProblem } from '../platform/api-client.ts';
import { ProblemPage } from '../shell/error-page.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Tag } from '../ui/tag.tsx';
import { TextField } from '../ui/text-field.tsx';

/** Every group by programme, with a filter by name or code; one's own come first. */
export function GroupsPage(): ReactElement {
  const { data, error } = useGroups();
  const [wanted, setWanted] = useState('');
  usePageTitle('Groups');
  if (error) return <ProblemPage problem={asProblem(error)} />;
  if (!data)
    return (
      <>
        <PageHeading>Groups</PageHeading>
        <Skeleton sentence="Getting the groups…" />
      </>
    );
  const all = data.programmes.flatMap(({ groups }) => groups);
  const mine = all.filter((group) => group.mine);
  const shown = data.programmes
    .map((programme) => ({ ...programme, groups: programme.groups.filter((group) => fits(group, wanted)) }))
    .filter(({ groups }) => groups.length > 0);
  const count = shown.reduce((sum, { groups }) => sum + groups.length, 0);
  return (
    <>
      <PageHeading>Groups</PageHeading>
      <p className="c-lead">
        {all.length} groups in {data.programmes.length} programmes of care. A code is not enough to tell a group: two programmes
        may use the same one.
      </p>
      {data.mayManage ? (
        <div className="c-acts c-gap">
          <LinkButton href="/app/groups/new">Add a group</LinkButton>
          <LinkButton href="/app/people">People</LinkButton>
        </div>
      ) : null}
      {mine.length > 0 ? (
        <section className="c-box c-gap" aria-labelledby="mine">
          <h2 className="c-h2" id="mine">
            Your groups
          </h2>
          <GroupList groups={mine} />
        </section>
      ) : null}
      <div className="c-filter">
        <TextField
          name="wanted"
          type="search"
          label="Find a group"
          hint="A part of its name, or its code"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      </div>
      <p role="status" className="nhsuk-u-visually-hidden">
        {wanted ? (count === 1 ? '1 group fits.' : `${count} groups fit.`) : ''}
      </p>
      {shown.length === 0 ? (
        <EmptyState heading={`No group fits “${wanted}”`}>
          <p>Try a shorter part of the name.</p>
        </EmptyState>
      ) : null}
      {shown.map(({ id, name, covers, portfolio, groups }) => (
        <section key={id} className="c-box c-gap" aria-labelledby={`programme-${id}`}>
          <h2 className="c-h2" id={`programme-${id}`}>
            {name}
          </h2>
          <p className="meta">
            {covers}. {portfolio} portfolio, {groups.length === 1 ? '1 group' : `${groups.length} groups`}.
          </p>
          <GroupList groups={groups} />
        </section>
      ))}
    </>
  );
}

function GroupList({ groups }: { groups: readonly GroupLine[] }): ReactElement {
  return (
    <ul className="c-grid-2">
      {groups.map(({ id, name, code, closedAt }) => (
        <li key={id}>
          <a href={`/app/groups/${id}`}>{name}</a> {code ? <span className="meta">{code}</span> : null}{' '}
          {closedAt ? <Tag tone="quiet">Closed</Tag> : null}
        </li>
      ))}
    </ul>
  );
}

function fits({ name, code }: GroupLine, wanted: string): boolean {
  const words = wanted.trim().toLowerCase();
  return words === '' || name.toLowerCase().includes(words) || code?.toLowerCase() === words;
}
