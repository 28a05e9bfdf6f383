import type { ReactElement } from 'react';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';
import type { PublicPosition, PublicVersionLine, ReleasePageProps } from '../../shared/publishing/release-pages.ts';
import { DataTable } from '../ui/data-table.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import type { PublicPage } from './public-page.ts';
import { Fingerprint, ReleaseState, releaseTrail } from './release-parts.tsx';

/** A release: in short, read it, why, who agreed, other releases. */
export const releasePage: PublicPage<ReleasePageProps> = {
  heading: ({ title, number }) => `${title}, release ${number}`,
  section: 'published',
  trail: (props) => releaseTrail(props, false),
  Body: (props) => {
    const here = `/p/${props.reference}/${props.number}`;
    return (
      <>
        <h1>
          <span className="nhsuk-caption-l">{props.about}</span> {props.title}
        </h1>
        <ReleaseState head={props} />
        <p>
          <LinkButton kind="main" href={`${here}/text`}>
            Read the document
          </LinkButton>
        </p>
        <h2>In short</h2>
        <Paragraphs of={props.summary} />
        <h2>What changed and why</h2>
        <Paragraphs of={props.whatChanged} />
        <ul>
          <li>
            <a href={`${here}/changes`}>Every change, marked in the text</a>
          </li>
          <PointsLinks {...props} />
        </ul>
        <Decisions decisions={props.decisions} />
        <Agreement {...props} />
        <Versions versions={props.versions} />
        <Fingerprint head={props} />
      </>
    );
  },
};

function PointsLinks({ reference, number, points }: ReleasePageProps): ReactElement {
  if (points === 0) return <li>No points were answered with this release.</li>;
  const responses = `/p/${reference}/${number}/responses`;
  return (
    <>
      <li>
        <a href={responses}>Every point and reply ({points.toLocaleString('en-GB')})</a>
      </li>
      <li>
        <a href={`${responses}.csv`}>Every point and reply as a spreadsheet (CSV)</a>
      </li>
    </>
  );
}

function Versions({ versions }: { versions: PublicVersionLine[] }): ReactElement {
  return (
    <>
      <h2>Versions</h2>
      <DataTable<PublicVersionLine>
        caption="What the public can read of this document, newest first"
        columns={[
          { key: 'version', heading: 'Version', headsRow: true, cell: (row) => row.versionNumber },
          {
            key: 'what',
            heading: 'What it is',
            cell: (row) => (row.current ? `${row.what}, this one` : <a href={row.href}>{row.what}</a>),
          },
          { key: 'at', heading: 'Public since', cell: (row) => ukDate(row.at) },
        ]}
        rows={versions}
        rowKey={(row) => row.href}
      />
    </>
  );
}

function Paragraphs({ of }: { of: readonly string[] }): ReactElement {
  return (
    <>
      {of.map((words, index) => (
        <p key={index}>{words}</p>
      ))}
    </>
  );
}

function Decisions({ decisions }: { decisions: ReleasePageProps['decisions'] }): ReactElement | null {
  if (decisions.length === 0) return null;
  return (
    <DataTable
      caption="What was decided of the points"
      columns={[
        { key: 'outcome', heading: 'Decision', headsRow: true, cell: (row) => row.outcome },
        { key: 'count', heading: 'Points', figures: true, cell: (row) => row.count },
      ]}
      rows={decisions}
      rowKey={(row) => row.outcome}
    />
  );
}

function Position({ row: { position, words } }: { row: PublicPosition }): ReactElement {
  return (
    <>
      <p>{position}</p>
      {words.trim() === '' ? null : <p>“{words.trim()}”</p>}
    </>
  );
}

function Agreement({ positions, asked, silent, versionNumber, keyId }: ReleasePageProps): ReactElement {
  return (
    <section aria-labelledby="signed">
      <h2 id="signed">Who agreed to it</h2>
      <p>
        {asked} {asked === 1 ? 'person was' : 'people were'} asked about exactly this text.{' '}
        {silent === 0 ? 'All gave a position.' : `${silent} gave no position. Silence is not counted as agreement.`}
      </p>
      <DataTable<PublicPosition>
        caption={`Positions on version ${versionNumber}`}
        columns={[
          { key: 'who', heading: 'Who', headsRow: true, cell: (row) => row.who },
          { key: 'capacity', heading: 'As', cell: (row) => row.capacity },
          { key: 'position', heading: 'Position', cell: (row) => <Position row={row} /> },
          {
            key: 'at',
            heading: 'Signed (UK time)',
            cell: (row) => (
              <>
                {ukTime(row.at)}, <time dateTime={row.at}>{ukDate(row.at)}</time>
              </>
            ),
          },
        ]}
        rows={positions}
        rowKey={(row) => `${row.who}${row.at}`}
      />
      {keyId ? (
        <p className="cc-meta">
          Each position is signed with the key{' '}
          <span className="cc-mono cc-wrap">{keyId.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')}</span> of this installation.
        </p>
      ) : null}
    </section>
  );
}
