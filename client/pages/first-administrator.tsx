import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { makeFirstAdministrator } from '../../shared/identity/api.ts';
import { useFirstAdministratorNeeded } from '../identity/identity-queries.ts';
import { EmailField, missingIn, NameField, NewPasswordField } from '../identity/sign-in-parts.tsx';
import { call } from '../platform/api-client.ts';
import { useForm } from '../platform/use-form.ts';
import { useSessionChanged } from '../shell/sign-in-state.ts';
import { Button } from '../ui/button.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { TextField } from '../ui/text-field.tsx';

const MISSING = {
  code: 'Write the code that the server printed.',
  name: 'Write your name.',
  email: 'Write your e-mail address.',
  password: 'Choose a password.',
};

/** Makes the first administrator for whoever has the code that the server printed at its start. */
export function FirstAdministratorPage(): ReactElement {
  const navigate = useNavigate();
  const sessionChanged = useSessionChanged();
  const needed = useFirstAdministratorNeeded();
  const form = useForm({
    firstField: 'code',
    check: (values) => missingIn(values, MISSING),
    send: ({ code = '', name = '', email = '', password = '' }) =>
      call(makeFirstAdministrator, { body: { code, name, email, password } }),
    onDone: async () => {
      await sessionChanged();
      await navigate('/people');
    },
  });
  usePageTitle('Make the first administrator', { errorCount: form.errors.length });
  return (
    <>
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading>Make the first administrator</PageHeading>
      <p className="c-lead">
        {needed
          ? 'Nobody is here yet. The server printed a code when it started; it works once. The first administrator invites everybody else.'
          : 'The code that the server printed works once. If somebody is here already, sign in instead.'}
      </p>
      <form className="c-form" noValidate onSubmit={form.onSubmit}>
        <TextField
          name="code"
          label="Code"
          hint="Four groups of five letters and digits, for instance 3M9QX-7K2VA-…"
          autoComplete="off"
          spellCheck={false}
          characters={30}
          error={errorOf(form.errors, 'code')}
        />
        <NameField errors={form.errors} />
        <EmailField errors={form.errors} />
        <NewPasswordField errors={form.errors} />
        <div className="c-acts">
          <Button kind="main" type="submit">
            {form.sending ? 'Making…' : 'Make the administrator'}
          </Button>
          <a href="/app/sign-in">Sign in instead</a>
        </div>
      </form>
    </>
  );
}
