import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** One column: its heading, how a cell is drawn, and whether it heads the row or holds figures. */
export type Column<R> = { key: string; heading: string; cell: (row: R) => ReactNode; headsRow?: boolean; figures?: boolean };

type DataTableProps<R> = {
  caption: ReactNode;
  captionHidden?: boolean;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
};

/** A table that becomes one block per row on a narrow screen; its roles keep it a table there for those who hear it. */
export function DataTable<R>({ caption, captionHidden = false, columns, rows, rowKey }: DataTableProps<R>): ReactElement {
  return (
    <table className="c-table" role="table">
      <caption className={captionHidden ? 'nhsuk-u-visually-hidden' : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ key, heading, figures }) => (
            <th key={key} scope="col" role="columnheader" className={figures ? 'figures' : undefined}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map((column) => (
              <Cell key={column.key} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<R>({ column, row }: { column: Column<R>; row: R }): ReactElement {
  const content = column.cell(row);
  const empty = content === null || content === undefined || content === '';
  const className = classNames(column.figures === true && 'figures', empty && 'none') || undefined;
  if (column.headsRow) {
    return (
      <th scope="row" role="rowheader" className={className}>
        {content}
      </th>
    );
  }
  return (
    <td role="cell" className={className}>
      <span className="lb" aria-hidden="true">
        {column.heading}
      </span>
      {content}
    </td>
  );
}
