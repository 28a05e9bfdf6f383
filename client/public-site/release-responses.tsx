import type { ReactElement } from 'react';
import type { ReleaseResponsesProps } from '../../shared/publishing/release-pages.ts';
import type { ResponseRow } from '../../shared/publishing/response-table.ts';
import { DataTable } from '../ui/data-table.tsx';
import type { PublicPage } from './public-page.ts';
import { releaseTrail } from './release-parts.tsx';

/** Every point and reply of a release, in the order of the document, a hundred to a page. */
export const releaseResponsesPage: PublicPage<ReleaseResponsesProps> = {
  heading: ({ title }) => `Every point and reply: ${title}`,
  section: 'published',
  trail: (props) => releaseTrail(props, true),
  wide: true,
  Body: (props) => (
    <>
      <h1>
        <span className="nhsuk-caption-l">
          {props.title}, release {props.number}
        </span>{' '}
        Every point and reply
      </h1>
      <p className="nhsuk-body-l">
        {props.all} {props.all === 1 ? 'point' : 'points'}. This is not a survey: anyone could respond, so the numbers do not say
        what most people think.
      </p>
      {props.all === 0 ? (
        <p>No points were made on this document.</p>
      ) : (
        <>
          <p>
            <a href={`/p/${props.reference}/${props.number}/responses.csv`}>Download all as a spreadsheet (CSV)</a>
          </p>
          <Rows {...props} />
          <Pages {...props} />
        </>
      )}
    </>
  ),
};

function Rows({ rows, all }: ReleaseResponsesProps): ReactElement {
  const [first, last] = [rows[0], rows.at(-1)];
  return (
    <DataTable<ResponseRow>
      caption={
        first && last
          ? `Points ${first.number} to ${last.number} of ${all}, in the order of the document`
          : 'There are no points on this page'
      }
      columns={[
        { key: 'number', heading: 'Number', headsRow: true, cell: (row) => row.number },
        { key: 'place', heading: 'Place', cell: (row) => row.place },
        { key: 'said', heading: 'What was said', cell: (row) => <Said row={row} /> },
        { key: 'from', heading: 'From', cell: (row) => `${row.from}${row.late ? ' (late)' : ''}` },
        { key: 'outcome', heading: 'Decision', cell: (row) => row.outcome },
        { key: 'reply', heading: 'Reply', cell: (row) => row.reply },
      ]}
      rows={rows}
      rowKey={(row) => String(row.number)}
    />
  );
}

function Said({ row }: { row: ResponseRow }): ReactElement {
  return (
    <>
      {row.quote === '' ? null : <q>{row.quote}</q>}
      <p>{row.comment}</p>
      {row.proposedWording === '' ? null : (
        <p>
          <strong>Proposed wording:</strong> {row.proposedWording}
        </p>
      )}
    </>
  );
}

function Pages({ reference, number, page, pages }: ReleaseResponsesProps): ReactElement | null {
  if (pages === 1) return null;
  const address = (to: number): string => `/p/${reference}/${number}/responses?page=${to}`;
  return (
    <nav className="cc-next" aria-label="Pages of the table">
      {page > 1 ? (
        <a href={address(page - 1)} rel="prev">
          Previous page
        </a>
      ) : null}{' '}
      Page {page} of {pages}{' '}
      {page < pages ? (
        <a href={address(page + 1)} rel="next">
          Next page
        </a>
      ) : null}
    </nav>
  );
}
