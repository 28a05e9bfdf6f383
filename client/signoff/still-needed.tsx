import type { ReactElement } from 'react';
import type { SignOffView } from '../../shared/signoff/api.ts';

const LEAD = 'Still needed to pass:';

/** The one sentence that says what is still needed, first on every page of a sign-off (SIG-9). */
export function StillNeeded({
  signOff,
}: {
  signOff: Pick<SignOffView, 'sentence' | 'blocked' | 'given' | 'state'>;
}): ReactElement {
  const { sentence, blocked, given, state } = signOff;
  const rest = sentence.startsWith(LEAD) ? sentence.slice(LEAD.length) : undefined;
  const objected = given.some(({ position }) => position === 'object');
  return (
    <p className={blocked ? 'c-still c-still--bad' : 'c-still'} id="still">
      {rest === undefined ? (
        sentence
      ) : (
        <>
          <strong>{LEAD}</strong>
          {rest}
        </>
      )}
      {state === 'open' && !blocked && !objected ? ' Nobody has objected.' : ''}
    </p>
  );
}
