import type { ReactElement } from 'react';
import type { ConsultationHead } from '../../shared/consultation/api.ts';
import { timeAndDate } from '../../shared/consultation/uk-time.ts';
import { useConsultations } from '../consultation/consultation-queries.ts';
import { asProblem } from '../platform/api-client.ts';
import { DataTable, type Column } from '../ui/data-table.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Tag, type TagTone } from '../ui/tag.tsx';

const STATES: Record<ConsultationHead['state'], { words: string; tone: TagTone }> = {
  soon: { words: 'Set to open', tone: 'warn' },
  open: { words: 'Open', tone: 'on' },
  closed: { words: 'Closed', tone: 'plain' },
};

const COLUMNS: Column<ConsultationHead>[] = [
  {
    key: 'title',
    heading: 'Consultation',
    headsRow: true,
    cell: ({ id, title, reference, group }) => (
      <>
        <a href={`/app/consultations/${id}`}>{title}</a>
        <br />
        <span className="meta">
          {reference}, {group}
        </span>
      </>
    ),
  },
  { key: 'state', heading: 'State', cell: ({ state }) => <Tag tone={STATES[state].tone}>{STATES[state].words}</Tag> },
  {
    key: 'dates',
    heading: 'From and to',
    cell: ({ opensAt, closesAt }) => (
      <>
        {timeAndDate(opensAt)} to
        <br />
        {timeAndDate(closesAt)}
      </>
    ),
  },
  { key: 'responses', heading: 'Responses', figures: true, cell: ({ counts }) => countsInWords(counts) },
  { key: 'points', heading: 'Points', figures: true, cell: ({ counts }) => counts.points.toLocaleString('en-GB') },
  {
    key: 'public',
    heading: 'Go to',
    cell: ({ id, publicAddress, reference, state, rights }) => (
      <>
        <a href={new URL(publicAddress).pathname}>
          Public page<span className="nhsuk-u-visually-hidden"> of {reference}</span>
        </a>
        {state === 'closed' || !rights.includes('open-consultation') ? null : (
          <>
            <br />
            <a href={`/app/consultations/${id}/more-time`}>
              Give more time<span className="nhsuk-u-visually-hidden"> for {reference}</span>
            </a>
          </>
        )}
      </>
    ),
  },
];

function countsInWords({ received, held }: ConsultationHead['counts']): string {
  const all = received.toLocaleString('en-GB');
  return held === 0 ? all : `${all}, and ${held.toLocaleString('en-GB')} to be checked`;
}

/** The consultations of a person's groups. */
export function ConsultationsPage(): ReactElement {
  usePageTitle('Consultations');
  const { data, error } = useConsultations();
  return (
    <>
      <PageHeading>Consultations</PageHeading>
      {error && !data ? (
        <Notice tone="err" spoken heading="We could not get the consultations">
          <p>{asProblem(error).message}</p>
          <p>Responses are still being received and stored.</p>
        </Notice>
      ) : null}
      {!data && !error ? <Skeleton sentence="Getting the consultations…" /> : null}
      {data ? <List consultations={data} /> : null}
    </>
  );
}

function List({ consultations }: { consultations: readonly ConsultationHead[] }): ReactElement {
  if (consultations.length === 0)
    return (
      <EmptyState heading="No consultations yet">
        <p>
          The consultations of your groups appear here. A chair or the secretariat opens one on a frozen version:{' '}
          <a href="/app/documents">choose a document</a>.
        </p>
      </EmptyState>
    );
  return (
    <>
      <p className="c-lead">What your groups have put to the public, the latest first.</p>
      <div className="c-box c-gap">
        <DataTable
          caption="Consultations of your groups"
          captionHidden
          columns={COLUMNS}
          rows={consultations}
          rowKey={({ id }) => id}
        />
      </div>
    </>
  );
}
