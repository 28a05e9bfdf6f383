import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { openOneGroup } from '../../shared/directory/api.ts';
import { useDirectoryChanged, useGroups } from '../directory/directory-queries.ts';
import { GROUP_KINDS, isGroupKind } from '../directory/group-kinds.ts';
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
import { TextField } from '../ui/text-field.tsx';

const MISSING: Record<string, string> = {
  programmeId: 'Choose a programme.',
  kind: 'Choose a kind of group.',
  name: 'Write the name of the group.',
  code: 'Write a short code of letters and digits, for instance SCA.',
};

/** Adds a group to a programme. */
export function NewGroupPage(): ReactElement {
  const navigate = useNavigate();
  const changed = useDirectoryChanged();
  const { data, error } = useGroups();
  const form = useForm({
    firstField: 'programmeId',
    check: (values) =>
      Object.entries(MISSING)
        .filter(([field]) => (values[field] ?? '').trim() === '')
        .map(([field, sentence]) => ({ field, sentence })),
    send: ({ programmeId = '', name = '', code = '', kind = '' }) =>
      call(openOneGroup, { body: { programmeId, name, code, kind: isGroupKind(kind) ? kind : 'crg' } }),
    onDone: async ({ groupId }) => {
      await changed();
      await navigate(`/groups/${groupId}`);
    },
  });
  usePageTitle('Add a group', { errorCount: form.errors.length });
  if (error) return <ProblemPage problem={asProblem(error)} />;
  if (!data) return <Skeleton sentence="Getting the programmes…" />;
  const programmes = data.programmes.map(({ id, name }) => ({ value: id, words: name }));
  return (
    <>
      <BackLink words="Back to groups" href="/app/groups" />
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading caption="For administrators">Add a group</PageHeading>
      <form className="c-form" noValidate onSubmit={form.onSubmit}>
        <SelectField
          name="programmeId"
          label="Programme of care"
          choices={[{ value: '', words: 'Choose a programme' }, ...programmes]}
          error={errorOf(form.errors, 'programmeId')}
        />
        <SelectField
          name="kind"
          label="Kind of group"
          choices={[{ value: '', words: 'Choose a kind' }, ...GROUP_KINDS]}
          error={errorOf(form.errors, 'kind')}
        />
        <TextField name="name" label="Name" error={errorOf(form.errors, 'name')} />
        <TextField
          name="code"
          label="Code"
          hint="Two to twenty letters and digits, new within the programme."
          characters={10}
          autoComplete="off"
          error={errorOf(form.errors, 'code')}
        />
        <div className="c-acts">
          <Button kind="main" type="submit">
            {form.sending ? 'Adding…' : 'Add the group'}
          </Button>
        </div>
      </form>
    </>
  );
}
