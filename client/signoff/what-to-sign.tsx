import type { ReactElement } from 'react';
import { ukDate, ukDay, ukTime } from '../../shared/kernel/instant.ts';
import type { SigningView } from '../../shared/signoff/api.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import { DifferenceHtml } from '../ui/difference-html.tsx';
import { Notice } from '../ui/notice.tsx';
import { SummaryList, type SummaryRow } from '../ui/summary-list.tsx';
import { Tag } from '../ui/tag.tsx';
import { PositionsSoFar, silenceSentence } from './positions-so-far.tsx';

/** What is signed: version, fingerprint, the text, what changed, the checks, and who has given a position (SIG-3). */
export function WhatToSign({ signing, you }: { signing: SigningView; you: string }): ReactElement {
  const { signOff, html, minutes, checks } = signing;
  const step = signOff.steps.find(({ id }) => id === signOff.currentStepId);
  return (
    <>
      <SummaryList rows={summaryOf(signing)} />
      <h2 className="c-h2">1. Read what you are signing</h2>
      <details className="c-wholetext">
        <summary>
          Read the whole of version {signOff.versionNumber} (about {minutes === 1 ? '1 minute' : `${minutes} minutes`})
        </summary>
        {/* Made by the one renderer from the frozen text; it escapes everything (TXT-8). */}
        <div
          className="c-reading"
          role="document"
          aria-label={`Text of version ${signOff.versionNumber}`}
          tabIndex={0}
          dangerouslySetInnerHTML={{ __html: html }}
        />
      </details>
      <WhatChanged signing={signing} />
      <h2 className="c-h2">3. The checks</h2>
      <ul className="c-checklist">
        {checks.map(({ done, sentence }) => (
          <li key={sentence}>
            <Tag tone={done ? 'add' : 'warn'}>{done ? 'Done' : 'Not done'}</Tag> {sentence}
          </li>
        ))}
      </ul>
      <h2 className="c-h2">4. Who has given a position</h2>
      {step?.kind === 'persons' ? <p>{silenceSentence(step.asked, signOff.given, step.id, you)}</p> : null}
      <details className="c-wholetext">
        <summary>See each position</summary>
        <PositionsSoFar signOff={signOff} />
      </details>
    </>
  );
}

function WhatChanged({ signing }: { signing: SigningView }): ReactElement {
  const { comparedWith, changes, differenceHtml, lastSigned, signOff } = signing;
  if (comparedWith === '')
    return (
      <>
        <h2 className="c-h2">2. What changed</h2>
        <p>There is no earlier version to compare with: nobody outside the group has read another one.</p>
      </>
    );
  return (
    <>
      <h2 className="c-h2">2. What changed since {comparedWith}</h2>
      <p>
        {changes === 0 ? 'Nothing changed.' : changes === 1 ? '1 place changed.' : `${changes} places changed.`}{' '}
        {lastSigned ? `What you gave then does not count for version ${signOff.versionNumber}.` : ''}
      </p>
      <DifferenceHtml html={differenceHtml} />
    </>
  );
}

/** What somebody who has answered, or is not asked, is told instead of the form. */
export function NoPositionNow({ signing }: { signing: SigningView }): ReactElement {
  const { signOff, yours } = signing;
  if (signOff.state !== 'open') return <p>This sign-off has ended. Its positions stay as they were given.</p>;
  if (yours) return <p>You have given your position on this version. It stays visible with your name.</p>;
  const body = signOff.steps.find(({ id }) => id === signOff.currentStepId);
  if (body?.kind === 'body')
    return <p>The {body.body} is asked now. Its decision is recorded by the commissioner or the secretary.</p>;
  return (
    <Notice level={3}>
      <p>You are not among the people asked for a position on this version. You can read everything here.</p>
    </Notice>
  );
}

function summaryOf({ signOff, frozenAt, lastSigned }: SigningView): SummaryRow[] {
  const step = signOff.steps.find(({ id }) => id === signOff.currentStepId);
  const rows: SummaryRow[] = [
    {
      key: 'version',
      name: 'Version',
      value: `${signOff.versionNumber}, frozen at ${ukTime(frozenAt)} on ${ukDate(frozenAt)} (UK time)`,
    },
    { key: 'hash', name: 'Fingerprint', value: <span className="c-mono">{shortFingerprint(signOff.hash)}</span> },
  ];
  if (step)
    rows.push({ key: 'due', name: 'Give your position by', value: `${ukTime(step.dueAt)} on ${ukDay(step.dueAt)} (UK time)` });
  if (lastSigned) rows.push({ key: 'last', name: 'You last signed', value: lastSigned });
  return rows;
}
