import type { ReactElement } from 'react';
import { useNavigate, useParams } from 'react-router';
import { endOneSeat, type GroupPage, type SeatLine } from '../../shared/directory/api.ts';
import { seatRoleName } from '../../shared/directory/seat-roles.ts';
import { useDirectoryChanged, useGroup } from '../directory/directory-queries.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { useForm } from '../platform/use-form.ts';
import { ProblemPage } from '../shell/error-page.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { useSignInState } from '../shell/sign-in-state.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextArea } from '../ui/text-area.tsx';

/** Ends a seat with a reason, saying first what that does. */
export function EndSeatPage(): ReactElement {
  const { groupId = '', seatId = '' } = useParams();
  const { data, error } = useGroup(groupId);
  if (error) return <ProblemPage problem={asProblem(error)} />;
  if (!data) return <Skeleton sentence="Getting the seat…" />;
  const seat = data.seats.find(({ id }) => id === seatId);
  return seat ? <EndSeatForm page={data} seat={seat} /> : <NotFoundPage />;
}

function EndSeatForm({ page, seat }: { page: GroupPage; seat: SeatLine }): ReactElement {
  const navigate = useNavigate();
  const changed = useDirectoryChanged();
  const signIn = useSignInState();
  const own = signIn.state === 'in' && signIn.person.id === seat.personId;
  const { id: groupId, name } = page.group;
  const form = useForm({
    firstField: 'reason',
    check: ({ reason = '' }) => (reason.trim() === '' ? [{ field: 'reason', sentence: 'Write why this seat ends.' }] : []),
    send: ({ reason = '' }) => call(endOneSeat, { params: { groupId, seatId: seat.id }, body: { reason } }),
    onDone: async () => {
      await navigate(`/groups/${groupId}`);
      await changed();
    },
  });
  const heading = own ? 'Leave your seat' : `End the seat of ${seat.person}`;
  usePageTitle(heading, { errorCount: form.errors.length });
  return (
    <>
      <BackLink words={`Back to ${name}`} href={`/app/groups/${groupId}`} />
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading caption={`${name}, ${seatRoleName(seat.role)}${seat.area ? `, ${seat.area}` : ''}`}>{heading}</PageHeading>
      <p className="c-lead">
        {own ? 'You' : seat.person} can no longer read or write what belongs to the group from this moment on. What was written
        and decided stays, with its name.
      </p>
      <form className="c-form" noValidate onSubmit={form.onSubmit}>
        <TextArea
          name="reason"
          label="Why does it end?"
          hint="Recorded with your name. Seen by those who give seats in this group."
          rows={3}
          error={errorOf(form.errors, 'reason')}
        />
        <div className="c-acts">
          <Button kind="danger" type="submit">
            {form.sending ? 'Ending…' : own ? 'Leave the seat' : 'End the seat'}
          </Button>
          <a href={`/app/groups/${groupId}`}>Cancel</a>
        </div>
      </form>
    </>
  );
}
