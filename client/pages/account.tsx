import type { ReactElement } from 'react';
import { useSessions } from '../identity/identity-queries.ts';
import { PasswordForm, usePasswordForm } from '../identity/password-form.tsx';
import { SessionList } from '../identity/session-list.tsx';
import { asProblem } from '../platform/api-client.ts';
import { ProblemPage } from '../shell/error-page.tsx';
import { useSignInState } from '../shell/sign-in-state.ts';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** The person's own account: where they are signed in, and their password. */
export function AccountPage(): ReactElement {
  const { data, error } = useSessions();
  const signIn = useSignInState();
  const needsPresent = data?.needsPresentPassword ?? true;
  const form = usePasswordForm(needsPresent);
  usePageTitle('Your account', { errorCount: form.errors.length });
  if (error) return <ProblemPage problem={asProblem(error)} />;
  return (
    <>
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading caption={data?.email}>{signIn.state === 'in' ? signIn.person.name : 'Your account'}</PageHeading>
      <section className="c-box c-gap" aria-labelledby="devices">
        <h2 className="c-h2" id="devices">
          Where you are signed in
        </h2>
        {data ? <SessionList sessions={data.sessions} /> : <Skeleton sentence="Getting your devices…" />}
      </section>
      <section className="c-box c-gap" aria-labelledby="password">
        <h2 className="c-h2" id="password">
          Password
        </h2>
        {data ? <PasswordForm form={form} needsPresent={needsPresent} email={data.email} /> : null}
      </section>
      <p className="c-gap">
        <a href="/app/who-can-do-what">Who can do what</a>
      </p>
    </>
  );
}
