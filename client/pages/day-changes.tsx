import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import type { DayDifference } from '../../shared/drafting/api.ts';
import { ukDay, ukTime } from '../../shared/kernel/instant.ts';
import { useDayDifference, useDocument } from '../drafting/drafting-queries.ts';
import '../drafting/drafting.css';
import { asProblem } from '../platform/api-client.ts';
import { isMissing, ProblemPage } from '../shell/error-page.tsx';
import { Breadcrumb } from '../ui/breadcrumb.tsx';
import { DifferenceHtml } from '../ui/difference-html.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** How the text of a draft changed on one day, from what was kept at the end of the day before (DRA-25). */
export function DayChangesPage(): ReactElement {
  const { documentId = '', day = '' } = useParams();
  const details = useDocument(documentId);
  const difference = useDayDifference(documentId, day);
  const title = details.data?.title ?? 'Document';
  const name = difference.data ? ukDay(`${day}T12:00:00.000Z`) : 'one day';
  usePageTitle(`Changes on ${name}, ${title}`);
  if (isMissing(difference.error)) return <ProblemPage problem={asProblem(difference.error)} />;
  return (
    <>
      <Breadcrumb
        trail={[
          { words: 'Documents', href: '/app/documents' },
          { words: title, href: `/app/documents/${documentId}` },
          { words: 'Changes', href: `/app/documents/${documentId}/changes` },
        ]}
      />
      <h1 className="c-h1">Changes on {name}</h1>
      {difference.error ? <Notice tone="err">{asProblem(difference.error).message}</Notice> : null}
      {!difference.data && !difference.error ? <Skeleton sentence="Comparing the texts…" /> : null}
      {difference.data ? (
        <>
          <p className="c-lead">{whatChanged(difference.data)}</p>
          <p>What is only suggested is not in this comparison.</p>
          {difference.data.erased ? <p>Words were erased for good from what is kept of these days.</p> : null}
          <DifferenceHtml html={difference.data.html} />
        </>
      ) : null}
    </>
  );
}

function whatChanged({ from, to, wordsBefore, wordsAfter, changes }: DayDifference): string {
  const places =
    changes === 0 ? 'Nothing changed' : changes === 1 ? '1 place changed' : `${changes.toLocaleString('en-GB')} places changed`;
  const words = (count: number): string => (count === 1 ? '1 word' : `${count.toLocaleString('en-GB')} words`);
  const start = from ? `${ukDay(from)}, ${ukTime(from)}` : 'nothing';
  return `${places}, from ${start} (${words(wordsBefore)}) to ${ukTime(to)} (${words(wordsAfter)}).`;
}
