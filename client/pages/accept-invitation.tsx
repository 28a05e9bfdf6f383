import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { takeInvitation } from '../../shared/identity/api.ts';
import { EmailField, missingIn, NameField, NewPasswordField } from '../identity/sign-in-parts.tsx';
import { call } from '../platform/api-client.ts';
import { useSecretInAddress } from '../platform/secret-in-address.ts';
import { useForm } from '../platform/use-form.ts';
import { useSessionChanged } from '../shell/sign-in-state.ts';
import { Button } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';

const MISSING = {
  email: 'Write the e-mail address the invitation was sent to.',
  name: 'Write your name.',
  password: 'Choose a password.',
};

/** Lets an invited person in: the address the invitation went to, a name, a password. */
export function AcceptInvitationPage(): ReactElement {
  const token = useSecretInAddress();
  const navigate = useNavigate();
  const sessionChanged = useSessionChanged();
  const form = useForm({
    firstField: 'email',
    check: (values) => missingIn(values, MISSING),
    send: ({ email = '', name = '', password = '' }) => call(takeInvitation, { body: { token, email, name, password } }),
    onDone: async () => {
      await sessionChanged();
      await navigate('/');
    },
  });
  usePageTitle('Accept your invitation', { errorCount: form.errors.length });
  return (
    <>
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading>Accept your invitation</PageHeading>
      <p className="c-lead">Choose a password and you are in. You can stop at any time; nobody sees this page but you.</p>
      <form className="c-form" noValidate onSubmit={form.onSubmit}>
        <EmailField errors={form.errors} hint="The address this invitation was sent to." />
        <NameField errors={form.errors} hint="As other members should read it." />
        <NewPasswordField errors={form.errors} />
        <div className="c-acts">
          <Button kind="main" type="submit">
            {form.sending ? 'Coming in…' : 'Accept and come in'}
          </Button>
        </div>
      </form>
    </>
  );
}
