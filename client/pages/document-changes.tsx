import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import type { DayOfChanges } from '../../shared/drafting/api.ts';
import { ukDay } from '../../shared/kernel/instant.ts';
import { useDocument, useTextChanges } from '../drafting/drafting-queries.ts';
import '../drafting/drafting.css';
import { asProblem } from '../platform/api-client.ts';
import { isMissing, ProblemPage } from '../shell/error-page.tsx';
import { Breadcrumb } from '../ui/breadcrumb.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** Who wrote how much in which section of a draft, day by day, the newest first (DRA-25). */
export function DocumentChangesPage(): ReactElement {
  const { documentId = '' } = useParams();
  const details = useDocument(documentId);
  const changes = useTextChanges(documentId);
  const title = details.data?.title ?? 'Document';
  usePageTitle(`Changes to ${title}`);
  if (isMissing(changes.error)) return <ProblemPage problem={asProblem(changes.error)} />;
  return (
    <>
      <Breadcrumb
        trail={[
          { words: 'Documents', href: '/app/documents' },
          { words: title, href: `/app/documents/${documentId}` },
        ]}
      />
      <h1 className="c-h1">Changes</h1>
      <p className="c-lead">Who wrote in which section, day by day. Only members of the group can see this.</p>
      {changes.error ? <Notice tone="err">{asProblem(changes.error).message}</Notice> : null}
      {!changes.data && !changes.error ? <Skeleton sentence="Getting the changes…" /> : null}
      {changes.data?.length === 0 ? <EmptyState heading="Nobody has written in this draft yet" /> : null}
      {(changes.data ?? []).map((day) => (
        <OneDay key={day.day} documentId={documentId} day={day} />
      ))}
    </>
  );
}

function OneDay({ documentId, day: { day, people } }: { documentId: string; day: DayOfChanges }): ReactElement {
  const name = ukDay(`${day}T12:00:00.000Z`);
  return (
    <section className="c-box c-writtenday" aria-label={name}>
      <h2 className="c-h3">{name}</h2>
      {people.map((person) => (
        <div key={person.name}>
          <h3 className="c-h4">{person.name}</h3>
          <ul>
            {person.sections.map((section) => (
              <li key={section.heading}>
                {section.heading}: {amounts(section)}
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p>
        <a href={`/app/documents/${documentId}/changes/${day}`}>
          See how the text changed<span className="vh"> on {name}</span>
        </a>
      </p>
    </section>
  );
}

function amounts({ added, removed, proposed }: { added: number; removed: number; proposed: number }): string {
  const said = [
    added > 0 ? `${characters(added)} added` : '',
    proposed > 0 ? `${characters(proposed)} suggested` : '',
    removed > 0 ? `${characters(removed)} taken out` : '',
  ];
  return said.filter((words) => words !== '').join(', ');
}

function characters(count: number): string {
  return count === 1 ? '1 character' : `${count.toLocaleString('en-GB')} characters`;
}
