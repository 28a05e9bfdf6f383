import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import type { ListedVersion } from '../../shared/drafting/api.ts';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import { useDocument, useVersions } from '../drafting/drafting-queries.ts';
import '../drafting/drafting.css';
import { asProblem } from '../platform/api-client.ts';
import { isMissing, ProblemPage } from '../shell/error-page.tsx';
import { Breadcrumb } from '../ui/breadcrumb.tsx';
import { DataTable, type Column } from '../ui/data-table.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** The frozen versions of a document, the newest first. */
export function DocumentVersionsPage(): ReactElement {
  const { documentId = '' } = useParams();
  const details = useDocument(documentId);
  const versions = useVersions(documentId);
  const title = details.data?.title ?? 'Document';
  usePageTitle(`Versions of ${title}`);
  const failure = details.error ?? versions.error;
  if (isMissing(failure)) return <ProblemPage problem={asProblem(failure)} />;
  return (
    <>
      <Breadcrumb
        trail={[
          { words: 'Documents', href: '/app/documents' },
          { words: title, href: `/app/documents/${documentId}` },
        ]}
      />
      <h1 className="c-h1">Versions</h1>
      {failure ? <Notice tone="err">{asProblem(failure).message}</Notice> : null}
      {versions.data ? <Versions versions={versions.data} documentId={documentId} /> : null}
      {!versions.data && !failure ? <Skeleton sentence="Getting the versions…" /> : null}
    </>
  );
}

function Versions({ versions, documentId }: { versions: readonly ListedVersion[]; documentId: string }): ReactElement {
  if (versions.length === 0)
    return (
      <EmptyState heading="No version is frozen yet">
        <p>A version is a copy of the draft that never changes. A consultation and a sign-off are always about one version.</p>
        <p>
          <a href={`/app/documents/${documentId}`}>Go to the draft</a>
        </p>
      </EmptyState>
    );
  const columns: Column<ListedVersion>[] = [
    {
      key: 'number',
      heading: 'Version',
      headsRow: true,
      cell: ({ id, number, label }) => (
        <a href={`/app/documents/${documentId}/versions/${id}`}>
          {number}, {label}
        </a>
      ),
    },
    { key: 'reason', heading: 'Reason', cell: ({ reason }) => reason },
    { key: 'words', heading: 'Words', figures: true, cell: ({ words }) => words.toLocaleString('en-GB') },
    { key: 'when', heading: 'Frozen', cell: ({ madeAt, madeBy }) => `${ukDate(madeAt)}, ${ukTime(madeAt)}, by ${madeBy.name}` },
    {
      key: 'hash',
      heading: 'Fingerprint',
      cell: ({ hash }) => <span className="c-fingerprint">{shortFingerprint(hash)}</span>,
    },
  ];
  return (
    <>
      <p className="c-lead">
        Copies of the draft that never change. What the public reads and people sign is always one of these.
      </p>
      <div className="c-box">
        <DataTable caption="Versions" captionHidden columns={columns} rows={versions} rowKey={({ id }) => id} />
      </div>
    </>
  );
}
