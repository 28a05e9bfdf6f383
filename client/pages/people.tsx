import { useState, type FormEvent, type ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import type { z } from 'zod';
import type { listAllPeople } from '../../shared/identity/api.ts';
import { usePeople } from '../identity/identity-queries.ts';
import { InvitationList, type Said } from '../identity/invitation-list.tsx';
import { PeopleTable } from '../identity/people-table.tsx';
import { asProblem } from '../platform/api-client.ts';
import { ProblemPage } from '../shell/error-page.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pagination } from '../ui/pagination.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextField } from '../ui/text-field.tsx';

/** The administrators' list of people, with the invitations that wait. */
export function PeoplePage(): ReactElement {
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const page = Math.max(1, Number(params.get('page')) || 1);
  const { data, error } = usePeople(search, page);
  const [said, setSaid] = useState<Parameters<Said>[0]>();
  usePageTitle('People');
  if (error) return <ProblemPage problem={asProblem(error)} />;
  const find = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const wanted = new FormData(event.currentTarget).get('search');
    setParams(typeof wanted === 'string' && wanted.trim() !== '' ? { search: wanted.trim() } : {});
  };
  return (
    <>
      <PageHeading caption="For administrators">People</PageHeading>
      <p className="c-lead">Administrators invite people and give the leading seats. They do not read drafts or responses.</p>
      <div className="c-acts c-gap">
        <LinkButton kind="main" href="/app/people/invite">
          Invite somebody
        </LinkButton>
      </div>
      {said ? (
        <Notice tone={said.tone} spoken>
          <p>{said.sentence}</p>
        </Notice>
      ) : null}
      {data && data.invitations.length > 0 ? <InvitationList invitations={data.invitations} onSaid={setSaid} /> : null}
      <form className="c-filter" role="search" onSubmit={find}>
        <TextField name="search" type="search" label="Name or e-mail address" defaultValue={search} key={search} />
        <Button type="submit">Find</Button>
      </form>
      {data ? <FoundPeople found={data} search={search} page={page} onSaid={setSaid} /> : <Skeleton sentence="Getting people…" />}
    </>
  );
}

function FoundPeople({
  found: { people, total, perPage },
  search,
  page,
  onSaid,
}: {
  found: z.output<typeof listAllPeople.output>;
  search: string;
  page: number;
  onSaid: Said;
}): ReactElement {
  if (people.length === 0)
    return (
      <EmptyState heading={`Nobody is called “${search}”`}>
        <p>Try a part of the name or of the address.</p>
      </EmptyState>
    );
  return (
    <>
      <section className="c-box c-gap" aria-labelledby="all">
        <h2 className="c-h2" id="all">
          {total === 1 ? '1 person' : `${total} people`}
        </h2>
        <PeopleTable people={people} onSaid={onSaid} />
      </section>
      <Pagination
        pages={Math.ceil(total / perPage)}
        page={page}
        hrefOf={(number) => `/app/people?${new URLSearchParams({ search, page: String(number) })}`}
      />
    </>
  );
}
