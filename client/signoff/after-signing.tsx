import type { ReactElement } from 'react';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';
import type { GivenPosition, SignOffView, TextChanged } from '../../shared/signoff/api.ts';
import { POSITION_WORDS } from '../../shared/signoff/chain.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import { DifferenceHtml } from '../ui/difference-html.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { StillNeeded } from './still-needed.tsx';

/** What a person reads after signing: what, when, which fingerprint, and what is still needed. */
export function Signed({ signOff, yours, goOn }: { signOff: SignOffView; yours: GivenPosition; goOn: () => void }): ReactElement {
  const { versionNumber, hash, documentId } = signOff;
  return (
    <div className="c-signing">
      <Notice tone="ok">
        <h1 className="c-h1" tabIndex={-1} ref={takeKeyboard}>
          You have signed {POSITION_WORDS[yours.position]}, to version {versionNumber}
        </h1>
        <p>
          Signed at {ukTime(yours.at)} on {ukDate(yours.at)} (UK time), {yours.capacity}.
        </p>
        <p>
          Fingerprint of version {versionNumber}: <span className="c-mono">{shortFingerprint(hash)}</span>
        </p>
      </Notice>
      <StillNeeded signOff={signOff} />
      <h2 className="c-h2">What happens next</h2>
      <p>
        If the text changes again, your signature stays with version {versionNumber}. You are shown the change and asked again.
      </p>
      {yours.position === 'object' ? (
        <p>When your objection is settled, open this page again and give your new position.</p>
      ) : null}
      <div className="c-acts c-gap-s">
        <Button onClick={goOn}>See your position</Button>
        <a href={`/app/documents/${documentId}/sign-off`}>See the whole sign-off</a>
      </div>
    </div>
  );
}

/** Shown instead of a signature when newer words were frozen meanwhile (SIG-3). */
export function TextHasChanged({ changed, goOn }: { changed: TextChanged; goOn: () => void }): ReactElement {
  const { readNumber, newNumber, frozenAt, differenceHtml } = changed;
  return (
    <div className="c-signing">
      <h1 className="c-h1" tabIndex={-1} ref={takeKeyboard}>
        Not signed: the text has changed
      </h1>
      <p className="c-lead">
        {readNumber === null ? 'You opened an earlier text.' : `You opened version ${readNumber}.`} Version {newNumber} was frozen
        at {ukTime(frozenAt)} on {ukDate(frozenAt)}, before you pressed “Sign”. You have not signed either.
      </p>
      <p>Your words are kept. Read the change, then give your position again when you are asked for it.</p>
      <h2 className="c-h2">What changed{readNumber === null ? '' : `, version ${readNumber} to version ${newNumber}`}</h2>
      <DifferenceHtml html={differenceHtml} />
      <Button kind="main" onClick={goOn}>
        Go on
      </Button>
    </div>
  );
}

// Outside the component, so that React calls it once when the page's step begins.
function takeKeyboard(heading: HTMLElement | null): void {
  heading?.focus();
}
