import { useState, type ReactElement } from 'react';
import { useNavigate, useParams } from 'react-router';
import { giveOneSeat, type GroupPage } from '../../shared/directory/api.ts';
import { ADMINISTRATORS_GIVE, AREA_ROLES, SPEAKING_ROLES } from '../../shared/directory/rules.ts';
import { SEAT_ROLE_FACTS } from '../../shared/directory/seat-roles.ts';
import { SEAT_ROLES, type SeatRole } from '../../shared/identity/rules.ts';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import { useDirectoryChanged, useGroup } from '../directory/directory-queries.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { typedDay } from '../platform/typed-day.ts';
import { useForm, type FormValues } from '../platform/use-form.ts';
import { ProblemPage } from '../shell/error-page.tsx';
import { BackLink } from '../ui/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { DateTimeField } from '../ui/date-time-field.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SelectField } from '../ui/select-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';

/** Gives a seat in a group to a person. */
export function GiveSeatPage(): ReactElement {
  const { groupId = '' } = useParams();
  const { data, error } = useGroup(groupId);
  if (error) return <ProblemPage problem={asProblem(error)} />;
  return data ? <GiveSeatForm page={data} /> : <Skeleton sentence="Getting the group…" />;
}

function GiveSeatForm({ page }: { page: GroupPage }): ReactElement {
  const navigate = useNavigate();
  const changed = useDirectoryChanged();
  const [role, setRole] = useState<SeatRole>();
  const { id: groupId, name } = page.group;
  const form = useForm({
    firstField: 'email',
    check: (values) => faultsOf(values, role),
    send: (values) => call(giveOneSeat, { params: { groupId }, body: bodyOf(values, role) }),
    onDone: async () => {
      await changed();
      await navigate(`/groups/${groupId}`);
    },
  });
  usePageTitle('Give someone a seat', { errorCount: form.errors.length });
  const roles = SEAT_ROLE_FACTS.filter(({ id }) => page.administrator || !ADMINISTRATORS_GIVE.includes(id));
  const chosen = SEAT_ROLE_FACTS.find(({ id }) => id === role);
  return (
    <>
      <BackLink words={`Back to ${name}`} href={`/app/groups/${groupId}`} />
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading caption={name}>Give someone a seat</PageHeading>
      <form className="c-form" noValidate onSubmit={form.onSubmit}>
        <TextField
          name="email"
          type="email"
          label="E-mail address of the person"
          hint="They must have been invited to Concord by an administrator."
          autoComplete="off"
          spellCheck={false}
          error={errorOf(form.errors, 'email')}
        />
        <SelectField
          name="role"
          label="Seat"
          hint={chosen?.purpose ?? 'What the person sits in this group as.'}
          value={role ?? ''}
          onChange={(event) => setRole(SEAT_ROLES.find((one) => one === event.currentTarget.value))}
          choices={[{ value: '', words: 'Choose a seat' }, ...roles.map((one) => ({ value: one.id, words: one.name }))]}
          error={errorOf(form.errors, 'role')}
        />
        {role && AREA_ROLES.includes(role) ? (
          <SelectField
            name="area"
            label="Senate area"
            choices={[{ value: '', words: 'Choose an area' }, ...page.areas.map(areaChoice)]}
            error={errorOf(form.errors, 'area')}
          />
        ) : null}
        {role && SPEAKING_ROLES.includes(role) ? (
          <TextField name="speaksFor" label="Organisation" error={errorOf(form.errors, 'speaksFor')} />
        ) : null}
        <DateTimeField name="fromDay" label="First day" hint="Leave empty for today." error={errorOf(form.errors, 'fromDay')} />
        <DateTimeField
          name="untilDay"
          label="Last day"
          hint="Leave empty if no end is known."
          error={errorOf(form.errors, 'untilDay')}
        />
        <TextArea
          name="reason"
          label="Why this person?"
          hint="For instance “Appointed by the panel on 2 December 2026”. Recorded with your name."
          rows={3}
          error={errorOf(form.errors, 'reason')}
        />
        <div className="c-acts">
          <Button kind="main" type="submit">
            {form.sending ? 'Giving the seat…' : 'Give the seat'}
          </Button>
          <a href={`/app/groups/${groupId}`}>Cancel</a>
        </div>
      </form>
    </>
  );
}

function areaChoice({ area, vacant }: GroupPage['areas'][number]): { value: string; words: string } {
  return { value: area, words: vacant > 0 ? `${area} (${vacant} vacant)` : area };
}

function faultsOf(values: FormValues, role: SeatRole | undefined): FieldError[] {
  const wanted: [boolean, string, string][] = [
    [(values['email'] ?? '').trim() === '', 'email', 'Write the person’s e-mail address.'],
    [role === undefined, 'role', 'Choose a seat.'],
    [values['area'] === '', 'area', 'Choose the senate area of this seat.'],
    [values['speaksFor']?.trim() === '', 'speaksFor', 'Write which organisation this person speaks for.'],
    [typedDay(values, 'fromDay') === undefined, 'fromDay', 'Write a real date, for instance 2 12 2026, or leave it empty.'],
    [typedDay(values, 'untilDay') === undefined, 'untilDay', 'Write a real date, for instance 31 3 2029, or leave it empty.'],
    [(values['reason'] ?? '').trim() === '', 'reason', 'Write why this person gets the seat.'],
  ];
  return wanted.filter(([wrong]) => wrong).map(([, field, sentence]) => ({ field, sentence }));
}

function bodyOf(values: FormValues, role: SeatRole | undefined) {
  return {
    email: values['email'] ?? '',
    role: role ?? 'senate-member',
    area: values['area'] ?? null,
    speaksFor: values['speaksFor'] ?? null,
    fromDay: typedDay(values, 'fromDay') ?? null,
    untilDay: typedDay(values, 'untilDay') ?? null,
    reason: values['reason'] ?? '',
  };
}
