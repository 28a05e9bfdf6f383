import { useState, type FormEvent, type ReactElement } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { postSendBack } from '../../shared/signoff/api.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { signingKey } from './signoff-queries.ts';

/** Sends the version back to drafting with a reason; positions already given stay visible (SIG-8). */
export function SendBackForm({ signOffId }: { signOffId: string }): ReactElement {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const send = async (): Promise<void> => {
    if (reason.trim().length < 3) return setError('Say why the version is sent back');
    try {
      await call(postSendBack, { params: { signOffId }, body: { reason } });
      await queries.invalidateQueries({ queryKey: signingKey(signOffId) });
    } catch (thrown) {
      setError(asProblem(thrown).message);
    }
  };
  return (
    <details className="c-wholetext c-gap">
      <summary>Send this version back to drafting</summary>
      <form
        className="c-form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>Everyone keeps the position they gave, on this version. Open objections stay listed. The sign-off ends.</p>
        <TextArea
          name="sendBackReason"
          label="Why is it sent back?"
          rows={3}
          value={reason}
          error={error}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button kind="danger" type="submit">
          Send back
        </Button>
      </form>
    </details>
  );
}
