import { useState, type FormEvent, type ReactElement } from 'react';
import type { SigningView } from '../../shared/signoff/api.ts';
import { POSITION_WORDS } from '../../shared/signoff/chain.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import { Button } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { PositionDraft } from './position-draft.ts';

type ConfirmProps = {
  signing: SigningView;
  draft: PositionDraft;
  /** Asks for the password, because the sign-in is older than ten minutes (SIG-5). */
  askPassword: boolean;
  /** Signs; answers the sentence of a refusal. */
  sign: (password: string) => Promise<string | undefined>;
  back: () => void;
};

/** The last step before a signature: what will be signed, and the password again where the sign-in is not recent. */
export function ConfirmItIsYou({ signing, draft, askPassword, sign, back }: ConfirmProps): ReactElement {
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const [sending, setSending] = useState(false);
  const { signOff } = signing;
  const press = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (sending) return;
    setAttempt((count) => count + 1);
    if (askPassword && password === '') return setError('Write your password');
    setSending(true);
    setError(await sign(password));
    setSending(false);
  };
  return (
    <div className="c-signing">
      <ErrorSummary key={attempt} errors={error ? [{ field: askPassword ? 'password' : 'sign', sentence: error }] : []} />
      <h1 className="c-h1" tabIndex={-1} ref={takeKeyboard}>
        <span className="c-cap">Sign-off</span>
        Confirm it is you
      </h1>
      <p className="c-lead">
        You are about to sign <strong>{draft.position ? POSITION_WORDS[draft.position] : ''}</strong> to version{' '}
        {signOff.versionNumber} of {signOff.documentTitle} (fingerprint{' '}
        <span className="c-mono">{shortFingerprint(signOff.hash)}</span>).
      </p>
      {draft.words.trim() ? <blockquote className="c-said">“{draft.words.trim()}”</blockquote> : null}
      <form className="c-form" noValidate onSubmit={(event) => void press(event)}>
        {askPassword ? (
          <TextField
            name="password"
            type="password"
            label="Your password"
            hint="You can paste it."
            autoComplete="current-password"
            value={password}
            error={error}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        ) : null}
        <Button kind="main" type="submit" id="sign">
          {sending ? 'Signing…' : 'Sign'}
        </Button>
      </form>
      {askPassword ? (
        <p className="c-gap-s">We ask because you signed in more than 10 minutes ago. A link in an e-mail never signs for you.</p>
      ) : null}
      <p className="c-gap-s">
        <button type="button" className="c-btn c-btn--q" onClick={back}>
          Do not sign now
        </button>{' '}
        Your position and words are kept on this device.
      </p>
    </div>
  );
}

// Outside the component, so that React calls it once when the step begins.
function takeKeyboard(heading: HTMLElement | null): void {
  heading?.focus();
}
