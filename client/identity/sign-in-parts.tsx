import type { ReactElement } from 'react';
import { PASSWORD_CHARS } from '../../shared/identity/sign-in.ts';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import { noteSharedComputer } from '../platform/browser-storage.ts';
import type { FormValues } from '../platform/use-form.ts';
import { CheckboxGroup } from '../ui/checkbox-group.tsx';
import { errorOf } from '../ui/error-summary.tsx';
import { TextField } from '../ui/text-field.tsx';

type Part = { errors: readonly FieldError[]; hint?: string };

/** The field for a person's own e-mail address. */
export function EmailField({ errors, hint }: Part): ReactElement {
  return (
    <TextField
      name="email"
      type="email"
      label="E-mail address"
      autoComplete="username"
      spellCheck={false}
      hint={hint}
      error={errorOf(errors, 'email')}
    />
  );
}

const SHARED_COMPUTER = 'shared-computer';

/** Asks whether others use this computer, so that nothing is kept on it. */
export function SharedComputerField(): ReactElement {
  return (
    <CheckboxGroup
      name={SHARED_COMPUTER}
      label="Where are you signing in?"
      choices={[
        {
          value: 'yes',
          words: 'This is a shared computer',
          hint: 'Nothing you write is kept on it then. Without a connection your words are only on the open page.',
        },
      ]}
    />
  );
}

/** Notes what was said in that field, before anything is kept. */
export function takeSharedComputer(values: FormValues): void {
  noteSharedComputer(values[SHARED_COMPUTER] === 'yes');
}

/** The field for a password that is being chosen. */
export function NewPasswordField({
  errors,
  name = 'password',
  label = 'Choose a password',
}: Part & { name?: string; label?: string }): ReactElement {
  return (
    <TextField
      name={name}
      type="password"
      label={label}
      autoComplete="new-password"
      hint={`At least ${PASSWORD_CHARS.least} characters. Three or four words you remember are better than signs you do not.`}
      error={errorOf(errors, name)}
    />
  );
}

/** The field for a person's name. */
export function NameField({ errors, hint, label = 'Your name' }: Part & { label?: string }): ReactElement {
  return <TextField name="name" label={label} autoComplete="name" hint={hint} error={errorOf(errors, 'name')} />;
}

/** What is missing in fields that must not be empty, in the order of the form. */
export function missingIn(values: Record<string, string>, sentences: Record<string, string>): FieldError[] {
  return Object.entries(sentences)
    .filter(([field]) => (values[field] ?? '').trim() === '')
    .map(([field, sentence]) => ({ field, sentence }));
}
