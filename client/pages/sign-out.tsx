import { useState, type ReactElement } from 'react';
import { LaidAsideWords } from '../drafting/laid-aside-words.tsx';
import { laidAsideOf } from '../drafting/laid-aside.ts';
import { letPagesGo } from '../drafting/leave-guard.ts';
import { UnsentDraft, useUnsentDrafts } from '../drafting/unsent-words.tsx';
import { useSignInState, useSignOut } from '../shell/sign-in-state.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';

/** Comes before signing out while this device has words that Concord has not (DRA-3). */
export function SignOutPage(): ReactElement | null {
  const signIn = useSignInState();
  usePageTitle('Before you sign out');
  return signIn.state === 'in' ? <BeforeSigningOut personId={signIn.person.id} /> : null;
}

function BeforeSigningOut({ personId }: { personId: string }): ReactElement {
  const drafts = useUnsentDrafts(personId);
  const signOut = useSignOut();
  const [failed, setFailed] = useState(false);
  const [hasLaidAside] = useState(() => laidAsideOf(personId).length > 0);
  const leave = (): void => {
    letPagesGo();
    signOut(personId).catch(() => setFailed(true));
  };
  return (
    <>
      <PageHeading>Before you sign out</PageHeading>
      <p className="c-lead">
        {drafts.length > 0 || hasLaidAside
          ? 'Some of your words are on this device only. Signing out takes them off it.'
          : 'Concord has all your words.'}
      </p>
      {failed ? (
        <Notice tone="err" spoken>
          <p>You are still signed in: we could not reach Concord. Try again.</p>
        </Notice>
      ) : null}
      <ul className="c-plain c-stack c-gap">
        {drafts.map((note) => (
          <UnsentDraft key={note.documentId} note={note} personId={personId} />
        ))}
      </ul>
      <LaidAsideWords personId={personId} />
      <div className="c-acts c-sec">
        <Button kind="main" onClick={leave}>
          Sign out
        </Button>
        <a href="/app/">Stay signed in</a>
      </div>
    </>
  );
}
