import type { ReactElement } from 'react';
import type { ImportLoss, WordImport } from '../../shared/drafting/word-import.ts';
import { Button } from '../ui/button.tsx';
import { DataTable, type Column } from '../ui/data-table.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';

const COUNTED: readonly (readonly [string, string])[] = [
  ['words', 'Words'],
  ['headings', 'Headings'],
  ['clauses', 'Numbered clauses'],
  ['paragraphs', 'Paragraphs'],
  ['tables', 'Tables'],
  ['pictures', 'Pictures'],
];

/** The end of an import: what came, and everything that did not, with its place; or why nothing came. */
export function WordImportReport({ reading, onAgain }: { reading: WordImport; onAgain: () => void }): ReactElement {
  const done = reading.state === 'done';
  const heading = done ? 'The file is in' : reading.state === 'stopped' ? 'Stopped' : 'The file was not brought in';
  usePageTitle(heading);
  if (!done)
    return (
      <>
        <h1 className="c-h1">{heading}</h1>
        <div className="c-formcolumn">
          <Notice tone={reading.state === 'stopped' ? 'plain' : 'err'} heading={reading.fileName} spoken>
            <p>{reading.problem?.sentence ?? 'You stopped it. Nothing has been changed.'}</p>
          </Notice>
          <Button kind="main" onClick={onAgain}>
            Choose another file
          </Button>
        </div>
      </>
    );
  return (
    <>
      <h1 className="c-h1">{heading}</h1>
      <p className="c-lead">
        <b className="c-filename">{reading.fileName}</b> is a draft now.{' '}
        {reading.losses.length > 0 ? <b>{lossWords(reading.losses.length)}</b> : 'Nothing was left behind.'}
      </p>
      <dl className="c-count c-factslist">
        {COUNTED.map(([key, name]) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>{(reading.counts[key] ?? 0).toLocaleString('en-GB')}</dd>
          </div>
        ))}
      </dl>
      <p className="c-acts c-listacts">
        <LinkButton kind="main" href={`/app/documents/${reading.documentId ?? ''}`}>
          Go to the draft
        </LinkButton>
      </p>
      {reading.losses.length > 0 ? (
        <section className="c-box c-losses" aria-labelledby="losses">
          <h2 className="c-h2" id="losses">
            What could not be brought as it was
          </h2>
          <DataTable
            caption="Things that could not be brought as they were"
            captionHidden
            columns={COLUMNS}
            rows={reading.losses.map((loss, place) => ({ ...loss, key: String(place) }))}
            rowKey={({ key }) => key}
          />
        </section>
      ) : null}
    </>
  );
}

const COLUMNS: Column<ImportLoss & { key: string }>[] = [
  { key: 'place', heading: 'Place in the file', headsRow: true, cell: ({ place }) => place },
  { key: 'what', heading: 'What happened', cell: (loss) => <WhatHappened loss={loss} /> },
  { key: 'who', heading: 'Whose', cell: ({ author }) => author },
];

const SHORT = 240; // characters of left-out words that stand open; longer ones open on a press

function WhatHappened({ loss: { sentence, leftOut } }: { loss: ImportLoss }): ReactElement {
  if (!leftOut) return <>{sentence}</>;
  return (
    <>
      {sentence}
      {leftOut.length > SHORT ? (
        <details>
          <summary>The words left out</summary>
          <blockquote className="c-leftout">{leftOut}</blockquote>
        </details>
      ) : (
        <blockquote className="c-leftout">{leftOut}</blockquote>
      )}
    </>
  );
}

function lossWords(count: number): string {
  return count === 1
    ? 'One thing could not be brought as it was. It is listed below with its place.'
    : `${count.toLocaleString('en-GB')} things could not be brought as they were. They are listed below with their places.`;
}
