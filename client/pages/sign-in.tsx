import type { ReactElement } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { openSession } from '../../shared/identity/api.ts';
import { useFirstAdministratorNeeded } from '../identity/identity-queries.ts';
import { EmailField, missingIn, SharedComputerField, takeSharedComputer } from '../identity/sign-in-parts.tsx';
import { call } from '../platform/api-client.ts';
import { useForm } from '../platform/use-form.ts';
import { useSessionChanged } from '../shell/sign-in-state.ts';
import { Button } from '../ui/button.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { TextField } from '../ui/text-field.tsx';

/** Signs a person in with address and password, and takes them to where they were going. */
export function SignInPage(): ReactElement {
  const navigate = useNavigate();
  const sessionChanged = useSessionChanged();
  const to = placeInside(useSearchParams()[0].get('to'));
  const firstNeeded = useFirstAdministratorNeeded();
  const form = useForm({
    firstField: 'email',
    check: (values) => missingIn(values, { email: 'Write your e-mail address.', password: 'Write your password.' }),
    send: async (values) => {
      const { email = '', password = '' } = values;
      await call(openSession, { body: { email, password } });
      takeSharedComputer(values);
    },
    onDone: async () => {
      await sessionChanged();
      await navigate(to);
    },
  });
  usePageTitle('Sign in', { errorCount: form.errors.length });
  return (
    <>
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading>Sign in</PageHeading>
      {firstNeeded ? (
        <Notice tone="warn" heading="Nobody is here yet">
          <p>
            This Concord has just been started. <a href="/app/first-administrator">Make the first administrator</a> with the code
            that the server printed.
          </p>
        </Notice>
      ) : null}
      <form className="c-form" noValidate onSubmit={form.onSubmit}>
        <EmailField errors={form.errors} />
        <TextField
          name="password"
          type="password"
          label="Password"
          autoComplete="current-password"
          error={errorOf(form.errors, 'password')}
        />
        <SharedComputerField />
        <div className="c-acts">
          <Button kind="main" type="submit">
            {form.sending ? 'Signing in…' : 'Sign in'}
          </Button>
          <a href={`/app/sign-in-link`}>Get a link by e-mail instead</a>
        </div>
      </form>
      <p className="c-gap">
        Concord is for members of a group, who are invited. Everybody can <a href="/">read and answer consultations</a> without
        signing in.
      </p>
    </>
  );
}

/** Only a place in this application is gone to after signing in. */
function placeInside(to: string | null): string {
  return to !== null && /^\/(?![/\\])/.test(to) ? to : '/';
}
