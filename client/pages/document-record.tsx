import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import type { TimelineEntry } from '../../shared/drafting/api.ts';
import { ukDay, ukTime } from '../../shared/kernel/instant.ts';
import { useDocument, useTimeline } from '../drafting/drafting-queries.ts';
import '../drafting/drafting.css';
import { asProblem } from '../platform/api-client.ts';
import { isMissing, ProblemPage } from '../shell/error-page.tsx';
import { Breadcrumb } from '../ui/breadcrumb.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** What has happened to a document, from its record, day by day, the newest first. */
export function DocumentRecordPage(): ReactElement {
  const { documentId = '' } = useParams();
  const details = useDocument(documentId);
  const timeline = useTimeline(documentId);
  const title = details.data?.title ?? 'Document';
  usePageTitle(`Record of ${title}`);
  if (isMissing(timeline.error)) return <ProblemPage problem={asProblem(timeline.error)} />;
  return (
    <>
      <Breadcrumb
        trail={[
          { words: 'Documents', href: '/app/documents' },
          { words: title, href: `/app/documents/${documentId}` },
        ]}
      />
      <h1 className="c-h1">Record</h1>
      <p className="c-lead">Who did what to this document, when, and why. Entries are never changed or taken away.</p>
      {timeline.error ? <Notice tone="err">{asProblem(timeline.error).message}</Notice> : null}
      {!timeline.data && !timeline.error ? <Skeleton sentence="Getting the record…" /> : null}
      {byDay(timeline.data ?? []).map(({ day, entries }) => (
        <section key={day} className="c-box c-day" aria-label={day}>
          <h2 className="c-h3">{day}</h2>
          <ol className="c-plain">
            {entries.map((entry) => (
              <li key={entry.position}>
                <span className="meta">{ukTime(entry.at)}</span>
                <div>
                  <p>{entry.sentence}</p>
                  {entry.words ? <blockquote>{entry.words}</blockquote> : null}
                  <p className="meta">
                    Entry {entry.position}, fingerprint <span className="c-fingerprint">{entry.hash.slice(0, 16)}</span>
                  </p>
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function byDay(entries: readonly TimelineEntry[]): { day: string; entries: TimelineEntry[] }[] {
  const days: { day: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const day = ukDay(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
