import { useState, type ReactElement } from 'react';
import { useParams } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { listSessions, openSession } from '../../shared/identity/api.ts';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { postPosition, TextChanged, type SigningView } from '../../shared/signoff/api.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { isMissing, ProblemPage } from '../shell/error-page.tsx';
import { useSignInState } from '../shell/sign-in-state.ts';
import { Signed, TextHasChanged } from '../signoff/after-signing.tsx';
import { ConfirmItIsYou } from '../signoff/confirm-it-is-you.tsx';
import { forgetPosition, keepPosition, keptPosition, positionFaults, type PositionDraft } from '../signoff/position-draft.ts';
import { PositionForm } from '../signoff/position-form.tsx';
import { SendBackForm } from '../signoff/send-back-form.tsx';
import { signingKey, useSigning } from '../signoff/signoff-queries.ts';
import { StillNeeded } from '../signoff/still-needed.tsx';
import { dayOf } from '../signoff/typed-day.ts';
import { NoPositionNow, WhatToSign } from '../signoff/what-to-sign.tsx';
import '../drafting/reading-view.css';
import '../signoff/signoff.css';
import { BackLink } from '../ui/back-link.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** The page on which one person gives their position on exactly one version (SIG-3). */
export function SignVersionPage(): ReactElement {
  const { signOffId = '' } = useParams();
  const { data, error } = useSigning(signOffId);
  const question = data ? `Do you agree to version ${data.signOff.versionNumber}?` : 'Sign-off';
  usePageTitle(data ? `${question} ${data.signOff.documentTitle}` : question);
  if (data) return <Signing key={signOffId} signing={data} />;
  if (!error) return <Skeleton sentence="Getting the version…" />;
  if (isMissing(error)) return <ProblemPage problem={asProblem(error)} />;
  return (
    <>
      <h1 className="c-h1">Sign-off</h1>
      <Notice tone="err" spoken>
        <p>{asProblem(error).message}</p>
      </Notice>
    </>
  );
}

type Stage =
  { at: 'page' } | { at: 'confirm'; askPassword: boolean } | { at: 'signed' } | { at: 'changed'; changed: TextChanged };

function Signing({ signing }: { signing: SigningView }): ReactElement {
  const { signOff, yours } = signing;
  const [stage, setStage] = useState<Stage>({ at: 'page' });
  const [draft, setDraft] = useState(() => keptPosition(signOff.id));
  const change = (next: PositionDraft): void => {
    keepPosition(signOff.id, next);
    setDraft(next);
  };
  const sign = useSign(signing, draft, setStage);
  const toPage = (): void => setStage({ at: 'page' });
  if (stage.at === 'signed' && yours) return <Signed signOff={signOff} yours={yours} goOn={toPage} />;
  if (stage.at === 'changed') return <TextHasChanged changed={stage.changed} goOn={toPage} />;
  if (stage.at === 'confirm')
    return <ConfirmItIsYou signing={signing} draft={draft} askPassword={stage.askPassword} sign={sign} back={toPage} />;
  const confirm = (): void => setStage({ at: 'confirm', askPassword: !signing.recentSignIn });
  return <ReadAndAnswer signing={signing} draft={draft} change={change} confirm={confirm} />;
}

/** The act of signing: signs in again first where that is needed, and says what the server said. */
function useSign(
  { signOff, step }: SigningView,
  draft: PositionDraft,
  setStage: (stage: Stage) => void,
): (password: string) => Promise<string | undefined> {
  const queries = useQueryClient();
  const [id] = useState(makeId); // the same press sent twice counts once
  const isBody = signOff.steps.some((one) => one.id === step && one.kind === 'body');
  return async (password) => {
    if (!draft.position) return 'Choose your position';
    try {
      if (password !== '') {
        await signInAgain(password);
        setStage({ at: 'confirm', askPassword: false });
      }
      await call(postPosition, {
        params: { signOffId: signOff.id },
        body: {
          id,
          hashRead: signOff.hash,
          position: draft.position,
          words: draft.words,
          readIt: true,
          ...(isBody ? { meetingOn: dayOf(draft.meeting) ?? null, tookPart: draft.tookPart } : {}),
        },
      });
      forgetPosition(signOff.id);
      await queries.invalidateQueries({ queryKey: signingKey(signOff.id) });
      setStage({ at: 'signed' });
      return undefined;
    } catch (thrown) {
      return refusalOf(thrown, setStage);
    }
  };
}

/** What a refusal leads to: the difference, the password, or its sentence. */
function refusalOf(thrown: unknown, setStage: (stage: Stage) => void): string | undefined {
  const problem = asProblem(thrown);
  const changed = problem.code === 'text-changed' ? TextChanged.safeParse(problem.facts) : undefined;
  if (changed?.success) {
    setStage({ at: 'changed', changed: changed.data });
    return undefined;
  }
  if (problem.code === 'sign-in-again') setStage({ at: 'confirm', askPassword: true });
  return problem.message;
}

/** Opens a new session for the same person; a wrong password leaves everything as it was. */
async function signInAgain(password: string): Promise<void> {
  const { email } = await call(listSessions);
  await call(openSession, { body: { email, password } }).catch((thrown: unknown) => {
    const problem = asProblem(thrown);
    if (problem.status === 401 || problem.status === 403 || problem.status === 422)
      problem.message = 'That password is not right. Your position and words are kept.';
    throw problem;
  });
}

type AnswerProps = {
  signing: SigningView;
  draft: PositionDraft;
  change: (draft: PositionDraft) => void;
  confirm: () => void;
};

function ReadAndAnswer({ signing, draft, change, confirm }: AnswerProps): ReactElement {
  const { signOff, asked, yours, capacity } = signing;
  const signIn = useSignInState();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const mayAnswer = asked && (!yours || yours.position === 'object' || yours.stepId !== signing.step);
  const forBody = signOff.steps.some(({ id, kind }) => id === signing.step && kind === 'body');
  usePageTitle(`Do you agree to version ${signOff.versionNumber}? ${signOff.documentTitle}`, { errorCount: errors.length });
  const goOn = (): void => {
    const found = positionFaults(draft, { forBody });
    setErrors(found);
    setAttempt((count) => count + 1);
    if (found.length === 0) confirm();
  };
  return (
    <div className="c-signing">
      <BackLink words="Back to the sign-off" href={`/app/documents/${signOff.documentId}/sign-off`} />
      <ErrorSummary key={attempt} errors={errors} />
      <h1 className="c-h1">
        <span className="c-cap">Sign-off</span>
        {mayAnswer ? `Do you agree to version ${signOff.versionNumber}?` : `Version ${signOff.versionNumber}`}
      </h1>
      <p className="c-lead">
        {signOff.documentTitle}. {asked ? `You are asked ${capacity}.` : ''}
      </p>
      <StillNeeded signOff={signOff} />
      <WhatToSign signing={signing} you={signIn.state === 'in' ? signIn.person.id : ''} />
      <h2 className="c-h2">5. Your position</h2>
      {mayAnswer ? (
        <PositionForm signing={signing} draft={draft} change={change} errors={errors} goOn={goOn} />
      ) : (
        <NoPositionNow signing={signing} />
      )}
      {signing.maySendBack ? <SendBackForm signOffId={signOff.id} /> : null}
    </div>
  );
}
