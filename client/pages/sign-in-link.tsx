import { useState, type ReactElement } from 'react';
import { requestSignInLink } from '../../shared/identity/api.ts';
import { EmailField, missingIn } from '../identity/sign-in-parts.tsx';
import { call } from '../platform/api-client.ts';
import { useForm } from '../platform/use-form.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';

/** Asks for a one-time link by e-mail; says the same whether or not somebody has the address. */
export function SignInLinkPage(): ReactElement {
  const [sentTo, setSentTo] = useState<string>();
  return sentTo === undefined ? <AskForLink onSent={setSentTo} /> : <LinkSent email={sentTo} />;
}

function AskForLink({ onSent }: { onSent: (email: string) => void }): ReactElement {
  const form = useForm({
    firstField: 'email',
    check: (values) => missingIn(values, { email: 'Write your e-mail address.' }),
    send: async ({ email = '' }) => {
      await call(requestSignInLink, { body: { email } });
      return email;
    },
    onDone: onSent,
  });
  usePageTitle('Get a link to sign in', { errorCount: form.errors.length });
  return (
    <>
      <BackLink words="Sign in with a password" href="/app/sign-in" />
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading>Get a link to sign in</PageHeading>
      <p className="c-lead">We send a link to your e-mail address. It works once, within 15 minutes.</p>
      <form className="c-form" noValidate onSubmit={form.onSubmit}>
        <EmailField errors={form.errors} hint="The address you were invited with." />
        <div className="c-acts">
          <Button kind="main" type="submit">
            {form.sending ? 'Sending…' : 'Send me a link'}
          </Button>
        </div>
      </form>
    </>
  );
}

function LinkSent({ email }: { email: string }): ReactElement {
  usePageTitle('Look into your mailbox');
  return (
    <>
      <PageHeading>Look into your mailbox</PageHeading>
      <p className="c-lead" role="status">
        If somebody here has the address <b>{email}</b>, a link is on its way to it.
      </p>
      <p className="c-gap">
        It can take a few minutes. Nothing there? Look into the folder for unwanted mail, check the address, or{' '}
        <a href="/app/sign-in-link" onClick={() => window.location.reload()}>
          ask again
        </a>
        .
      </p>
    </>
  );
}
