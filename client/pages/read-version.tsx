import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';
import { useDocument, useVersion } from '../drafting/drafting-queries.ts';
import { ReadingHtml } from '../drafting/reading-view.tsx';
import '../drafting/drafting.css';
import { asProblem } from '../platform/api-client.ts';
import { isMissing, ProblemPage } from '../shell/error-page.tsx';
import { Breadcrumb } from '../ui/breadcrumb.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { SummaryList } from '../ui/summary-list.tsx';

/** One frozen version to read, with who froze it, when, why, and its fingerprint. */
export function ReadVersionPage(): ReactElement {
  const { documentId = '', versionId = '' } = useParams();
  const details = useDocument(documentId);
  const version = useVersion(versionId);
  const title = details.data?.title ?? 'Document';
  const heading = version.data ? `Version ${version.data.number}: ${version.data.label}` : 'Version';
  usePageTitle(`${heading}, ${title}`);
  if (isMissing(version.error)) return <ProblemPage problem={asProblem(version.error)} />;
  return (
    <>
      <Breadcrumb
        trail={[
          { words: 'Documents', href: '/app/documents' },
          { words: title, href: `/app/documents/${documentId}` },
          { words: 'Versions', href: `/app/documents/${documentId}/versions` },
        ]}
      />
      <h1 className="c-h1">{heading}</h1>
      {version.error ? <Notice tone="err">{asProblem(version.error).message}</Notice> : null}
      {!version.data && !version.error ? <Skeleton sentence="Getting the text…" /> : null}
      {version.data ? (
        <>
          <div className="c-factslist">
            <SummaryList
              rows={[
                { key: 'document', name: 'Document', value: title },
                {
                  key: 'when',
                  name: 'Frozen',
                  value: `${ukDate(version.data.madeAt)}, ${ukTime(version.data.madeAt)}, by ${version.data.madeBy.name}`,
                },
                { key: 'reason', name: 'Reason', value: version.data.reason },
                { key: 'words', name: 'Words', value: version.data.words.toLocaleString('en-GB') },
                { key: 'hash', name: 'Fingerprint', value: <span className="c-fingerprint">{version.data.hash}</span> },
              ]}
            />
          </div>
          <div className="c-twocolumns">
            <nav className="c-contents" aria-label="Contents">
              <h2 className="c-h4">Contents</h2>
              <ol>
                {version.data.headings.map(({ blockId, label, words, level, address }) => (
                  <li key={blockId} className={level > 1 ? 'sub' : undefined}>
                    <a href={`#${address}`}>
                      {label} {words}
                    </a>
                  </li>
                ))}
              </ol>
            </nav>
            <div className="c-box">
              <ReadingHtml html={version.data.html} label={`Text of version ${version.data.number}`} />
            </div>
          </div>
        </>
      ) : null}
    </>
  );
}
