import { useState, type ReactElement } from 'react';
import { replacePassword } from '../../shared/identity/api.ts';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import { call } from '../platform/api-client.ts';
import type { FormState } from '../platform/use-form.ts';
import { useForm } from '../platform/use-form.ts';
import { Button } from '../ui/button.tsx';
import { errorOf } from '../ui/error-summary.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useIdentityChanged } from './identity-queries.ts';
import { missingIn, NewPasswordField } from './sign-in-parts.tsx';

/** The state of the form that changes a password; the page shows its errors above the heading. */
export function usePasswordForm(needsPresent: boolean): FormState & { done: boolean } {
  const [done, setDone] = useState(false);
  const changed = useIdentityChanged();
  const form = useForm({
    firstField: 'next',
    check: (values): FieldError[] => {
      setDone(false);
      const present: Record<string, string> = needsPresent ? { current: 'Write your present password.' } : {};
      return missingIn(values, { ...present, next: 'Choose a new password.' });
    },
    send: ({ current = '', next = '' }) => call(replacePassword, { body: { current, next } }),
    onDone: async (_, sent) => {
      sent.reset();
      setDone(true);
      await changed();
    },
  });
  return { ...form, done };
}

/** Changes the password: the present one is asked for, unless the person has just come in by a link. */
export function PasswordForm({
  form,
  needsPresent,
  email,
}: {
  form: FormState & { done: boolean };
  needsPresent: boolean;
  email: string;
}): ReactElement {
  return (
    <form className="c-form" noValidate onSubmit={form.onSubmit}>
      {form.done ? (
        <Notice tone="ok" spoken>
          <p>Your password is changed, and your other devices are signed out.</p>
        </Notice>
      ) : null}
      <input type="email" name="account" autoComplete="username" value={email} readOnly hidden />
      {needsPresent ? (
        <TextField
          name="current"
          type="password"
          label="Present password"
          autoComplete="current-password"
          hint={
            <>
              Forgotten? Sign out and <a href="/app/sign-in-link">get a link by e-mail</a>: after that you can choose a new one.
            </>
          }
          error={errorOf(form.errors, 'current')}
        />
      ) : null}
      <NewPasswordField errors={form.errors} name="next" label="New password" />
      <div className="c-acts">
        <Button kind="main" type="submit">
          {form.sending ? 'Changing…' : 'Change password'}
        </Button>
      </div>
    </form>
  );
}
