import { useState, type ReactElement } from 'react';
import { inviteSomebody } from '../../shared/identity/api.ts';
import { useIdentityChanged } from '../identity/identity-queries.ts';
import { missingIn, NameField } from '../identity/sign-in-parts.tsx';
import { call } from '../platform/api-client.ts';
import { useForm } from '../platform/use-form.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { TextField } from '../ui/text-field.tsx';

/** Invites one person by e-mail, and is ready for the next. */
export function InvitePersonPage(): ReactElement {
  const changed = useIdentityChanged();
  const [invited, setInvited] = useState<string>();
  const form = useForm({
    firstField: 'name',
    check: (values) => missingIn(values, { name: 'Write the person’s name.', email: 'Write the person’s e-mail address.' }),
    send: async ({ name = '', email = '' }) => {
      await call(inviteSomebody, { body: { name, email } });
      return email;
    },
    onDone: async (email, sent) => {
      sent.reset();
      setInvited(email);
      await changed();
    },
  });
  usePageTitle('Invite somebody', { errorCount: form.errors.length });
  return (
    <>
      <BackLink words="Back to people" href="/app/people" />
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading caption="For administrators">Invite somebody</PageHeading>
      <p className="c-lead">
        They get a link by e-mail and choose a password. You can give them a seat straight after this, on the page of their group;
        their rights begin when they accept.
      </p>
      {invited ? (
        <Notice tone="ok" spoken heading="The invitation is on its way">
          <p>
            To {invited}, good for 14 days. Next: <a href="/app/groups">choose the group</a> to give them a seat in, or invite
            somebody else.
          </p>
        </Notice>
      ) : null}
      <form className="c-form" noValidate onSubmit={form.onSubmit}>
        <NameField errors={form.errors} label="Name" hint="They can change it when they accept." />
        <TextField
          name="email"
          type="email"
          label="E-mail address"
          autoComplete="off"
          spellCheck={false}
          error={errorOf(form.errors, 'email')}
        />
        <div className="c-acts">
          <Button kind="main" type="submit">
            {form.sending ? 'Inviting…' : 'Send the invitation'}
          </Button>
        </div>
      </form>
    </>
  );
}
