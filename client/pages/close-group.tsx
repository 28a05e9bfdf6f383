import type { ReactElement } from 'react';
import { useNavigate, useParams } from 'react-router';
import { closeOneGroup } from '../../shared/directory/api.ts';
import { useDirectoryChanged, useGroup, useGroups } from '../directory/directory-queries.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { useForm } from '../platform/use-form.ts';
import { ProblemPage } from '../shell/error-page.tsx';
import { BackLink } from '../ui/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SelectField } from '../ui/select-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextArea } from '../ui/text-area.tsx';

/** Closes a group or merges it into another, saying first what that does. */
export function CloseGroupPage(): ReactElement {
  const { groupId = '' } = useParams();
  const navigate = useNavigate();
  const changed = useDirectoryChanged();
  const { data, error } = useGroup(groupId);
  const groups = useGroups();
  const form = useForm({
    firstField: 'reason',
    check: ({ reason = '' }) => (reason.trim() === '' ? [{ field: 'reason', sentence: 'Write why the group closes.' }] : []),
    send: ({ reason = '', mergedInto = '' }) =>
      call(closeOneGroup, { params: { groupId }, body: { reason, mergedInto: mergedInto || null } }),
    onDone: async () => {
      await changed();
      await navigate(`/groups/${groupId}`);
    },
  });
  usePageTitle('Close a group', { errorCount: form.errors.length });
  const failed = error ?? groups.error;
  if (failed) return <ProblemPage problem={asProblem(failed)} />;
  if (!data || !groups.data) return <Skeleton sentence="Getting the group…" />;
  const others = groups.data.programmes.flatMap((programme) =>
    programme.groups
      .filter(({ id, closedAt }) => id !== groupId && closedAt === null)
      .map(({ id, name }) => ({ value: id, words: `${name} (${programme.name})` })),
  );
  const seats = data.seats.length;
  return (
    <>
      <BackLink words={`Back to ${data.group.name}`} href={`/app/groups/${groupId}`} />
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading caption={data.group.programme}>Close {data.group.name}</PageHeading>
      <p className="c-lead">
        {seats === 0 ? 'Nobody holds a seat in it.' : seats === 1 ? 'Its 1 seat ends today.' : `Its ${seats} seats end today.`}{' '}
        Its documents and its record live on. It cannot be closed while it has an open consultation or one without a published
        outcome.
      </p>
      <form className="c-form" noValidate onSubmit={form.onSubmit}>
        <TextArea
          name="reason"
          label="Why does it close?"
          hint="Shown on the group’s page."
          rows={3}
          error={errorOf(form.errors, 'reason')}
        />
        <SelectField
          name="mergedInto"
          label="Merged into"
          hint="Only if another group takes over its work."
          choices={[{ value: '', words: 'No other group' }, ...others]}
          error={errorOf(form.errors, 'mergedInto')}
        />
        <div className="c-acts">
          <Button kind="danger" type="submit">
            {form.sending ? 'Closing…' : 'Close the group'}
          </Button>
          <a href={`/app/groups/${groupId}`}>Cancel</a>
        </div>
      </form>
    </>
  );
}
