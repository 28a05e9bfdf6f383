import type { ReactElement } from 'react';
import type { ListedDocument } from '../../shared/drafting/api.ts';
import { stageName } from '../../shared/drafting/life-line.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import { useDocuments } from '../drafting/drafting-queries.ts';
import '../drafting/drafting.css';
import { asProblem } from '../platform/api-client.ts';
import { DataTable, type Column } from '../ui/data-table.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Tag } from '../ui/tag.tsx';

const COLUMNS: Column<ListedDocument>[] = [
  { key: 'title', heading: 'Document', headsRow: true, cell: ({ id, title }) => <a href={`/app/documents/${id}`}>{title}</a> },
  { key: 'product', heading: 'Product', cell: ({ product }) => product },
  { key: 'group', heading: 'Group', cell: ({ group }) => <a href={`/app/groups/${group.id}`}>{group.name}</a> },
  { key: 'stage', heading: 'Stage', cell: ({ stage }) => <Tag>{stageName(stage)}</Tag> },
  { key: 'version', heading: 'Last version', cell: ({ latestVersion }) => latestVersion && `Version ${latestVersion.number}` },
  { key: 'changed', heading: 'Last changed', cell: ({ changedAt }) => ukDate(changedAt) },
];

/** The documents of a person's groups. */
export function DocumentsPage(): ReactElement {
  usePageTitle('Documents');
  const { data, error } = useDocuments();
  return (
    <>
      <h1 className="c-h1">Documents</h1>
      {error ? (
        <Notice tone="err" heading="We could not get the documents">
          <p>{asProblem(error).message}</p>
        </Notice>
      ) : null}
      {!data && !error ? <Skeleton sentence="Getting the documents…" /> : null}
      {data ? <Documents documents={data.documents} mayMake={data.mayMakeIn.length > 0} /> : null}
    </>
  );
}

function Documents({ documents, mayMake }: { documents: readonly ListedDocument[]; mayMake: boolean }): ReactElement {
  const acts = mayMake ? (
    <p className="c-acts c-listacts">
      <LinkButton kind="main" href="/app/documents/new">
        Start a document
      </LinkButton>
      <LinkButton href="/app/documents/bring-in-word">Bring in a Word file</LinkButton>
    </p>
  ) : null;
  if (documents.length === 0)
    return (
      <EmptyState heading="No documents yet">
        <p>
          {mayMake
            ? 'Your group has not started a document. Start one from a national form, or bring in a Word file.'
            : 'The documents of your groups appear here. A chair or the secretariat starts them.'}
        </p>
        {acts}
      </EmptyState>
    );
  return (
    <>
      <p className="c-lead">Everything your groups are writing, the last changed first.</p>
      {acts}
      <div className="c-box">
        <DataTable caption="Documents of your groups" captionHidden columns={COLUMNS} rows={documents} rowKey={({ id }) => id} />
      </div>
    </>
  );
}
