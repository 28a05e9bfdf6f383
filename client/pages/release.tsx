import { useState, type ReactElement } from 'react';
import { useParams } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { listSessions, openSession } from '../../shared/identity/api.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import {
  postRelease,
  type ReleaseDraft,
  type ReleasePage as ReleaseView,
  type ReleaseSummary,
} from '../../shared/publishing/api.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { isMissing, ProblemPage } from '../shell/error-page.tsx';
import { ConfirmRelease } from '../publishing/confirm-release.tsx';
import { Published, ReleasesSoFar } from '../publishing/published.tsx';
import { ReleaseForm } from '../publishing/release-form.tsx';
import { releaseKey, useReleasePage } from '../publishing/release-queries.ts';
import { forgetRelease, keepRelease, keptRelease, type TypedRelease } from '../publishing/typed-release.ts';
import { WhatBecomesPublic } from '../publishing/what-becomes-public.tsx';
import '../publishing/publishing.css';
import { Breadcrumb } from '../ui/breadcrumb.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** Publishes the version of a document that has passed its sign-off, or says why nothing can be published now (PUB-1). */
export function ReleasePage(): ReactElement {
  const { documentId = '' } = useParams();
  const { data, error } = useReleasePage(documentId);
  const [released, setReleased] = useState<ReleaseSummary>();
  if (released && data) return <Published release={released} documentTitle={data.documentTitle} />;
  if (data?.ready && data.mayPublish)
    return (
      <Publishing key={data.ready.versionId} page={{ ...data, ready: data.ready }} documentId={documentId} onDone={setReleased} />
    );
  if (isMissing(error)) return <ProblemPage problem={asProblem(error)} />;
  return <NotNow page={data} error={error} documentId={documentId} />;
}

type NotNowProps = { page: ReleaseView | undefined; error: Error | null; documentId: string };

function NotNow({ page, error, documentId }: NotNowProps): ReactElement {
  return (
    <>
      <Head title={page?.documentTitle ?? 'Document'} documentId={documentId} errors={[]} attempt={0} />
      {error && !page ? (
        <Notice tone="err" spoken>
          <p>{asProblem(error).message}</p>
        </Notice>
      ) : null}
      {page ? <NothingToPublish page={page} documentId={documentId} /> : null}
      {!page && !error ? <Skeleton sentence="Looking at what can be published…" /> : null}
    </>
  );
}

type HeadProps = { title: string; documentId: string; errors: readonly FieldError[]; attempt: number };

function Head({ title, documentId, errors, attempt }: HeadProps): ReactElement {
  usePageTitle(`Publish a release, ${title}`, { errorCount: errors.length });
  return (
    <>
      <Breadcrumb
        trail={[
          { words: 'Documents', href: '/app/documents' },
          { words: title, href: `/app/documents/${documentId}` },
        ]}
      />
      <ErrorSummary key={attempt} errors={errors} />
      <h1 className="c-h1">
        <span className="c-cap">{title}</span>
        Publish a release
      </h1>
    </>
  );
}

function NothingToPublish({ page, documentId }: { page: ReleaseView; documentId: string }): ReactElement {
  const { ready, whyNot, releases } = page;
  return (
    <>
      {ready ? (
        <p className="c-lead">
          Version {ready.versionNumber} has passed its sign-off. The secretary or the accountable commissioner publishes it.
        </p>
      ) : (
        <p className="c-lead">Nothing can be published now. {whyNot}</p>
      )}
      <p className="c-gap-s">
        <a href={`/app/documents/${documentId}/sign-off`}>See the sign-off</a>
      </p>
      <ReleasesSoFar releases={releases} />
    </>
  );
}

type Ready = ReleaseView & { ready: NonNullable<ReleaseView['ready']> };
type PublishingProps = { page: Ready; documentId: string; onDone: (release: ReleaseSummary) => void };
type Confirming = { release: ReleaseDraft; askPassword: boolean };

function Publishing({ page, documentId, onDone }: PublishingProps): ReactElement {
  const { versionId } = page.ready;
  const [typed, setTyped] = useState(() => keptRelease(versionId));
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [confirming, setConfirming] = useState<Confirming>();
  const publish = usePublish({ page, documentId, onDone }, confirming, setConfirming);
  const change = (next: TypedRelease): void => {
    keepRelease(versionId, next);
    setTyped(next);
  };
  const show = (faults: readonly FieldError[]): void => {
    setErrors(faults);
    setAttempt((count) => count + 1);
  };
  if (confirming) return <ConfirmRelease page={page} {...confirming} publish={publish} back={() => setConfirming(undefined)} />;
  return (
    <>
      <Head title={page.documentTitle} documentId={documentId} errors={errors} attempt={attempt} />
      <p className="c-lead">Version {page.ready.versionNumber} has passed its sign-off. Publishing it is a step of its own.</p>
      <WhatBecomesPublic page={page} />
      <ReleaseForm
        typed={typed}
        change={change}
        show={show}
        goOn={(release) => setConfirming({ release, askPassword: !page.recentSignIn })}
      />
      {page.releases.length > 0 ? <ReleasesSoFar releases={page.releases} /> : null}
    </>
  );
}

/** The act of publishing: signs in again first where that is needed, and says what the server said. */
function usePublish(
  { page, documentId, onDone }: PublishingProps,
  confirming: Confirming | undefined,
  setConfirming: (next: Confirming) => void,
): (password: string) => Promise<string | undefined> {
  const queries = useQueryClient();
  const [id] = useState(makeId); // the same press sent twice publishes once
  const { versionId } = page.ready;
  return async (password) => {
    if (!confirming) return undefined;
    try {
      if (password !== '') {
        await signInAgain(password);
        setConfirming({ ...confirming, askPassword: false });
      }
      const body = { id, versionId, release: confirming.release };
      const released = await call(postRelease, { params: { documentId }, body });
      forgetRelease(versionId);
      onDone(released);
      await queries.invalidateQueries({ queryKey: releaseKey(documentId) });
      return undefined;
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.code === 'sign-in-again') setConfirming({ ...confirming, askPassword: true });
      return problem.code === 'sign-in-again'
        ? 'Write your password to confirm that it is you. Your words are kept.'
        : problem.message;
    }
  };
}

/** Opens a new session for the same person; a wrong password leaves everything as it was. */
async function signInAgain(password: string): Promise<void> {
  const { email } = await call(listSessions);
  await call(openSession, { body: { email, password } }).catch((thrown: unknown) => {
    const problem = asProblem(thrown);
    if (problem.status === 401 || problem.status === 422)
      problem.message = 'That password is not right. Your words are kept, and nothing has been published.';
    throw problem;
  });
}
