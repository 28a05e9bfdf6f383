import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import type { GroupPage as GroupFacts } from '../../shared/directory/api.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import { CompositionWarnings } from '../directory/composition-warnings.tsx';
import { useGroup } from '../directory/directory-queries.ts';
import { GroupCounts } from '../directory/group-counts.tsx';
import { kindWords } from '../directory/group-kinds.ts';
import { SeatMap } from '../directory/seat-map.tsx';
import { OtherSeats, SeatTable } from '../directory/seat-table.tsx';
import { asProblem } from '../platform/api-client.ts';
import { useNow } from '../platform/clock.ts';
import { DocumentList } from '../programme/document-list.tsx';
import { useGroupDocuments } from '../programme/programme-queries.ts';
import { ProblemPage } from '../shell/error-page.tsx';
import { useSignInState } from '../shell/sign-in-state.ts';
import { Breadcrumb } from '../ui/breadcrumb.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** One group: who is in it, which seats are vacant and by which rule, and its documents. */
export function GroupPage(): ReactElement {
  const { groupId = '' } = useParams();
  const { data, error } = useGroup(groupId);
  usePageTitle(data ? `${data.group.name} group` : 'Group');
  if (error) return <ProblemPage problem={asProblem(error)} />;
  if (!data) return <Skeleton sentence="Getting seats…" />;
  return (
    <>
      <Breadcrumb trail={[{ words: 'Groups', href: '/app/groups' }]} />
      <PageHeading caption={captionOf(data)}>{data.group.name}</PageHeading>
      <ClosedNotice page={data} />
      <GroupCounts page={data} />
      {data.rights.includes('read-draft') ? <Documents page={data} /> : null}
      {data.seats.length === 0 && !data.group.closedAt ? <NobodyYet page={data} /> : <Seats page={data} />}
    </>
  );
}

function Seats({ page }: { page: GroupFacts }): ReactElement {
  const now = useNow();
  const signIn = useSignInState();
  const personId = signIn.state === 'in' ? signIn.person.id : '';
  return (
    <>
      <CompositionWarnings page={page} />
      {page.areas.length > 0 ? (
        <section className="c-gap" aria-labelledby="areas">
          <h2 className="c-h2" id="areas">
            Senate areas
          </h2>
          <p className="meta">Placed roughly as on a map, north at the top.</p>
          <SeatMap page={page} now={now} />
        </section>
      ) : null}
      <section className="c-box c-gap" aria-labelledby="seats">
        <h2 className="c-h2" id="seats">
          All seats
        </h2>
        <SeatTable page={page} personId={personId} />
        <GiveSeat page={page} />
        <OtherSeats seats={page.otherSeats} />
      </section>
    </>
  );
}

function Documents({ page }: { page: GroupFacts }): ReactElement {
  const { data, error } = useGroupDocuments(page.group.id);
  return (
    <section className="c-box c-gap" aria-labelledby="documents">
      <h2 className="c-h2" id="documents">
        Documents
      </h2>
      {data ? <DocumentList documents={data.documents} /> : null}
      {error ? <p role="alert">We could not get the documents. {asProblem(error).message}</p> : null}
      {!data && !error ? <Skeleton sentence="Getting documents…" /> : null}
      <p className="c-gap">
        <a href={`/app/work-programme?group=${page.group.id}`}>Work programme of this group</a>
      </p>
    </section>
  );
}

function NobodyYet({ page }: { page: GroupFacts }): ReactElement {
  return (
    <EmptyState heading="Nobody holds a seat yet">
      <p>
        {page.rights.includes('manage-seats') ? 'Start with the chair.' : 'An administrator gives the first seat, to the chair.'}
      </p>
      <GiveSeat page={page} />
      <OtherSeats seats={page.otherSeats} />
    </EmptyState>
  );
}

function GiveSeat({ page }: { page: GroupFacts }): ReactElement | null {
  const { id, closedAt } = page.group;
  const mayClose = page.administrator && !closedAt;
  if (closedAt || !(page.rights.includes('manage-seats') || mayClose)) return null;
  return (
    <div className="c-acts c-gap">
      <LinkButton kind="main" href={`/app/groups/${id}/give-seat`}>
        Give someone a seat
      </LinkButton>
      {mayClose ? <a href={`/app/groups/${id}/close`}>Close this group</a> : null}
    </div>
  );
}

function ClosedNotice({ page: { group } }: { page: GroupFacts }): ReactElement | null {
  if (!group.closedAt) return null;
  return (
    <Notice tone="warn" heading={`Closed on ${ukDate(group.closedAt)}`}>
      <p>{group.closeReason}</p>
      {group.mergedInto ? (
        <p>
          Merged into <a href={`/app/groups/${group.mergedInto.id}`}>{group.mergedInto.name}</a>.
        </p>
      ) : null}
      <p>Its documents and record live on.</p>
    </Notice>
  );
}

function captionOf({ group }: GroupFacts): string {
  return [kindWords(group.kind), group.programme, group.code ? `code ${group.code}` : 'without a code'].join(', ');
}
