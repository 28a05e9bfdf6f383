import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import { ukDate } from '../../shared/kernel/instant.ts';
import type { Missing, SignOffPage, SignOffView } from '../../shared/signoff/api.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import { asProblem } from '../platform/api-client.ts';
import { isMissing, ProblemPage } from '../shell/error-page.tsx';
import { AskForm } from '../signoff/ask-form.tsx';
import { PositionsSoFar } from '../signoff/positions-so-far.tsx';
import { useSignOffPage } from '../signoff/signoff-queries.ts';
import { StillNeeded } from '../signoff/still-needed.tsx';
import { ChangesExplained } from '../signoff/unexplained-changes.tsx';
import '../signoff/signoff.css';
import { Breadcrumb } from '../ui/breadcrumb.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** Where a document stands before, in and after its sign-off: the gate in words, the asking, the positions (SIG-2, SIG-9). */
export function DocumentSignOffPage(): ReactElement {
  const { documentId = '' } = useParams();
  const { data, error } = useSignOffPage(documentId);
  const title = data?.documentTitle ?? 'Document';
  usePageTitle(`Sign-off, ${title}`);
  if (isMissing(error)) return <ProblemPage problem={asProblem(error)} />;
  return (
    <>
      <Breadcrumb
        trail={[
          { words: 'Documents', href: '/app/documents' },
          { words: title, href: `/app/documents/${documentId}` },
        ]}
      />
      <h1 className="c-h1">
        <span className="c-cap">{title}</span>
        Sign-off
      </h1>
      {error && !data ? (
        <Notice tone="err" spoken>
          <p>{asProblem(error).message}</p>
        </Notice>
      ) : null}
      {data ? <Standing page={data} documentId={documentId} /> : null}
      {!data && !error ? <Skeleton sentence="Looking at what is left…" /> : null}
    </>
  );
}

function Standing({ page, documentId }: { page: SignOffPage; documentId: string }): ReactElement {
  const [newest, ...older] = page.signOffs;
  const isOver = newest?.state === 'passed' && newest.hash === page.newestVersion?.hash;
  const mayAskNow = newest?.state !== 'open' && !isOver;
  return (
    <>
      {newest && newest.state !== 'sent-back' ? <OneSignOff signOff={newest} /> : null}
      {mayAskNow ? <Gate page={page} documentId={documentId} /> : null}
      <ChangesExplained left={page.left} documentId={documentId} mayExplain={page.mayExplain} />
      {newest?.state === 'sent-back' ? <OneSignOff signOff={newest} /> : null}
      {older.map((signOff) => (
        <OneSignOff key={signOff.id} signOff={signOff} />
      ))}
    </>
  );
}

function Gate({ page, documentId }: { page: SignOffPage; documentId: string }): ReactElement {
  const { gate, newestVersion } = page;
  if (!gate.open)
    return (
      <section className="c-sec" aria-labelledby="gate">
        <p className="c-still c-still--bad">
          <strong>Not ready for sign-off.</strong>{' '}
          {gate.missing.length === 1 ? 'One thing is' : `${gate.missing.length} things are`} missing.
        </p>
        <h2 className="c-h2" id="gate">
          What is missing
        </h2>
        <ul className="c-list">
          {gate.missing.map((one) => (
            <li key={one.sentence}>
              {one.sentence} <MissingLink missing={one} documentId={documentId} />
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <section className="c-sec" aria-labelledby="gate">
      <p className="c-still">
        <strong>Ready for sign-off.</strong> No consultation is open, every point has a decision, every change has a reason.
      </p>
      <h2 className="c-h2" id="gate">
        Ask for sign-off of version {newestVersion?.number}
      </h2>
      <p>
        {newestVersion?.label ? `“${newestVersion.label}”, frozen` : 'Frozen'} on {ukDate(newestVersion?.madeAt ?? '')}.
        Fingerprint <span className="c-mono">{shortFingerprint(newestVersion?.hash ?? '')}</span>. Everyone signs exactly this
        text.
      </p>
      {page.keyId === null ? (
        <Notice tone="warn">
          <p>This installation has no signing key yet, so nobody can sign. The operator makes one.</p>
        </Notice>
      ) : null}
      {page.mayAsk ? <AskForm page={page} documentId={documentId} /> : <p>The chair or the secretary asks for it.</p>}
    </section>
  );
}

function MissingLink({ missing, documentId }: { missing: Missing; documentId: string }): ReactElement | null {
  const { about, consultationId } = missing;
  if (about === 'changes') return <a href="#changes">Give the reasons</a>;
  if (about === 'version') return <a href={`/app/documents/${documentId}/versions`}>Go to versions</a>;
  if (!consultationId) return <a href={`/app/documents/${documentId}`}>Go to the document</a>;
  const words = about === 'points' ? 'Go to the desk' : 'Go to the consultation';
  return <a href={`/app/consultations/${consultationId}`}>{words}</a>;
}

function OneSignOff({ signOff }: { signOff: SignOffView }): ReactElement {
  const heading = `so-${signOff.id}`;
  return (
    <section className="c-sec" aria-labelledby={heading}>
      <StillNeeded signOff={signOff} />
      <h2 className="c-h2" id={heading}>
        {signOff.state === 'sent-back' ? 'Sent back' : 'Sign-off'}: version {signOff.versionNumber}
      </h2>
      <p className="meta">
        Asked on {ukDate(signOff.askedAt)}
        {signOff.endedAt ? `, ended on ${ukDate(signOff.endedAt)}` : ''}. Fingerprint{' '}
        <span className="c-mono">{shortFingerprint(signOff.hash)}</span>
      </p>
      <div className="c-acts">
        <LinkButton kind={signOff.state === 'open' ? 'main' : 'plain'} href={`/app/sign-offs/${signOff.id}`}>
          {signOff.state === 'open' ? 'Read and give your position' : 'Read what was signed'}
        </LinkButton>
      </div>
      <PositionsSoFar signOff={signOff} />
    </section>
  );
}
