import type { ReactElement } from 'react';
import { ukDate } from '../../shared/kernel/instant.ts';
import type { PublicPosition, ReleasePageProps } from '../../shared/publishing/release-pages.ts';
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
            <a href={`${here}/changes`}>What changed since the draft the public read</a>
          </li>
          <li>
            {props.points === 0 ? (
              'No points were made on this document.'
            ) : (
              <a href={`${here}/responses`}>Every point and reply ({props.points})</a>
            )}
          </li>
          {props.points === 0 ? null : (
            <li>
              <a href={`${here}/responses.csv`}>Every point and reply as a spreadsheet (CSV)</a>
            </li>
          )}
        </ul>
        <Decisions decisions={props.decisions} />
        <Agreement {...props} />
        <h2>Releases of this document</h2>
        <ul>
          {props.versions.map((version) => (
            <li key={version.number}>
              {version.current ? `Release ${version.number}, this one` : <a href={version.href}>Release {version.number}</a>},
              published on {ukDate(version.publishedAt)}
            </li>
          ))}
        </ul>
        <Fingerprint head={props} />
      </>
    );
  },
};

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

function Agreement({ positions, asked, silent, versionNumber, keyId }: ReleasePageProps): ReactElement {
  return (
    <section aria-labelledby="signed">
      <h2 id="signed">Who agreed to it</h2>
      <p>
        {asked} {asked === 1 ? 'person was' : 'people were'} asked about exactly this text.{' '}
        {silent === 0 ? 'All gave a position.' : `${silent} gave no position; silence is not counted as agreement.`}
      </p>
      <DataTable<PublicPosition>
        caption={`Positions on version ${versionNumber}`}
        columns={[
          { key: 'who', heading: 'Who', headsRow: true, cell: (row) => row.who },
          { key: 'capacity', heading: 'As', cell: (row) => row.capacity },
          { key: 'position', heading: 'Position', cell: (row) => row.position },
          { key: 'words', heading: 'In their own words', cell: (row) => row.words },
          { key: 'at', heading: 'Signed', cell: (row) => ukDate(row.at) },
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
