import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { openSessionByLink } from '../../shared/identity/api.ts';
import { SharedComputerField, takeSharedComputer } from '../identity/sign-in-parts.tsx';
import { call } from '../platform/api-client.ts';
import { useSecretInAddress } from '../platform/secret-in-address.ts';
import { useForm } from '../platform/use-form.ts';
import { useSessionChanged } from '../shell/sign-in-state.ts';
import { Button } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';

/** Where a one-time link leads: a button, so that a mail scanner that opens the link uses nothing up. */
export function UseLinkPage(): ReactElement {
  const token = useSecretInAddress();
  const navigate = useNavigate();
  const sessionChanged = useSessionChanged();
  const form = useForm({
    firstField: 'sign-in',
    send: async (values) => {
      await call(openSessionByLink, { body: { token } });
      takeSharedComputer(values);
    },
    onDone: async () => {
      await sessionChanged();
      await navigate('/');
    },
  });
  usePageTitle('Sign in with your link', { errorCount: form.errors.length });
  return (
    <>
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading>Sign in with your link</PageHeading>
      <p className="c-lead">Press the button to sign in on this device. The link cannot be used again afterwards.</p>
      <form className="c-form" noValidate onSubmit={form.onSubmit}>
        <SharedComputerField />
        <div className="c-acts">
          <Button kind="main" type="submit" id="sign-in">
            {form.sending ? 'Signing in…' : 'Sign in'}
          </Button>
          <a href="/app/sign-in-link">Ask for a new link</a>
        </div>
      </form>
      <p className="c-gap">
        Forgotten your password? Within 15 minutes of signing in here you can choose a new one on the page <b>Your account</b>.
      </p>
    </>
  );
}
