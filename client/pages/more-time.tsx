import type { ReactElement } from 'react';
import { useNavigate, useParams } from 'react-router';
import { timeAndDay } from '../../shared/consultation/uk-time.ts';
import { useConsultation, useExtend } from '../consultation/consultation-queries.ts';
import { instantOf } from '../consultation/typed-opening.ts';
import { asProblem } from '../platform/api-client.ts';
import { useForm, type FormValues } from '../platform/use-form.ts';
import { ProblemPage } from '../shell/error-page.tsx';
import { BackLink } from '../ui/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { DateTimeField } from '../ui/date-time-field.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextArea } from '../ui/text-area.tsx';
import type { ConsultationView } from '../../shared/consultation/api.ts';
import type { FieldError } from '../../shared/kernel/page-frame.ts';

/** Gives people more time to respond, with a public reason (CON-4). */
export function MoreTimePage(): ReactElement {
  const { consultationId = '' } = useParams();
  const { data, error } = useConsultation(consultationId);
  if (error && !data) return <ProblemPage problem={asProblem(error)} />;
  return data ? <MoreTimeForm consultation={data} /> : <Skeleton sentence="Getting the consultation…" />;
}

function MoreTimeForm({ consultation }: { consultation: ConsultationView }): ReactElement {
  const { id, title, closesAt } = consultation;
  const navigate = useNavigate();
  const extend = useExtend(id);
  const form = useForm({
    firstField: 'closes',
    check: faultsOf,
    send: (values) => extend.mutateAsync({ closesAt: closingOf(values) ?? closesAt, reason: values['reason'] ?? '' }),
    onDone: () => navigate('/consultations'),
  });
  usePageTitle('Give more time', { errorCount: form.errors.length });
  return (
    <>
      <BackLink words="Back to consultations" href="/app/consultations" />
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading caption={title}>Give more time</PageHeading>
      <p className="c-lead">It closes at {timeAndDay(closesAt)} (UK time) now.</p>
      <form className="c-form" noValidate onSubmit={form.onSubmit}>
        <DateTimeField
          name="closes"
          label="New closing time"
          hint="UK time, for example 18 12 2026 and 17:00"
          withTime
          error={errorOf(form.errors, 'closes')}
        />
        <TextArea
          name="reason"
          label="Why people get more time"
          hint="This is published on the page of the consultation."
          rows={3}
          error={errorOf(form.errors, 'reason')}
        />
        <div className="c-acts">
          <Button kind="main" type="submit">
            {form.sending ? 'Saving…' : 'Give more time'}
          </Button>
        </div>
      </form>
    </>
  );
}

function closingOf(values: FormValues): string | undefined {
  const part = (name: string): string => values[`closes-${name}`] ?? '';
  return instantOf({ day: part('day'), month: part('month'), year: part('year'), time: part('time') });
}

function faultsOf(values: FormValues): FieldError[] {
  const faults: FieldError[] = [];
  if (closingOf(values) === undefined)
    faults.push({ field: 'closes', sentence: 'Enter a day and time, like 18 12 2026 and 17:00' });
  if ((values['reason'] ?? '').trim() === '') faults.push({ field: 'reason', sentence: 'Say why people get more time' });
  return faults;
}
