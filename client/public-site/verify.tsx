import type { ReactElement } from 'react';
import { ukDate } from '../../shared/kernel/instant.ts';
import type { FoundFingerprint, HeldCheck, VerifyPageProps } from '../../shared/publishing/release-pages.ts';
import { Button } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { PublicPage } from './public-page.ts';

/** Checks a fingerprint: is there a release of this text, and do text, replies, signatures and record belong together. */
export const verifyPage: PublicPage<VerifyPageProps> = {
  heading: (props) => verdictOf(props),
  section: 'verify',
  trail: () => [{ words: 'Home', href: '/' }],
  errors: ({ error }) => (error ? [{ field: 'fingerprint', sentence: error }] : []),
  Body: (props) => (
    <>
      {props.error ? <ErrorSummary errors={[{ field: 'fingerprint', sentence: props.error }]} /> : null}
      {props.found ? <Verdict found={props.found} /> : <h1>{verdictOf(props)}</h1>}
      {props.found === null ? (
        <p>
          No published document has a text with the fingerprint “{props.typed}”. Check that you copied every letter and digit. If
          it is right, the text you hold was not published here.
        </p>
      ) : null}
      {props.found ? <NotShown href={props.found.href} /> : null}
      <Ask {...props} />
    </>
  ),
};

function verdictOf({ found }: VerifyPageProps): string {
  if (found === null) return 'This is not one of ours';
  if (!found) return 'Check a document';
  return found.checks.every((check) => check.holds) ? 'This document holds' : 'This document does not hold';
}

function Verdict({ found }: { found: FoundFingerprint }): ReactElement {
  const holds = found.checks.every((check) => check.holds);
  return (
    <>
      <div className={`cc-verdict cc-verdict--${holds ? 'ok' : 'bad'}`}>
        <h1>{verdictOf({ found })}</h1>
        <p>
          <a href={found.href}>{found.title}</a>, release {found.release} (version {found.versionNumber}), published on{' '}
          {ukDate(found.publishedAt)}. Fingerprint <span className="cc-mono cc-wrap">{found.fingerprint}</span>.
        </p>
      </div>
      <h2>What was checked</h2>
      <ol className="cc-checks">
        {found.checks.map((check) => (
          <Check key={check.name} check={check} />
        ))}
      </ol>
    </>
  );
}

function Check({ check }: { check: HeldCheck }): ReactElement {
  return (
    <li className={`cc-check cc-check--${check.holds ? 'ok' : 'bad'}`}>
      <span className="cc-check__mark" aria-hidden="true">
        {check.holds ? '✓' : '✗'}
      </span>
      <h3>
        {check.name} {holdsInWords(check)}
      </h3>
      <p>{check.sentence}</p>
    </li>
  );
}

function holdsInWords({ name, holds }: HeldCheck): string {
  const many = name.endsWith('s');
  if (holds) return many ? 'hold' : 'holds';
  return many ? 'do not hold' : 'does not hold';
}

function NotShown({ href }: { href: string }): ReactElement {
  return (
    <>
      <h2>What this does not show</h2>
      <p>
        It shows that nothing was changed since it was published here. This site checks itself: it does not show that nobody
        rebuilt all of it, key and record included. It does not show that the policy is right, that it is the newest, or that the
        person named, and not somebody at their computer, pressed “sign”.{' '}
        <a href={href}>See the release and whether it was replaced</a>.
      </p>
    </>
  );
}

function Ask({ typed = '', error, found }: VerifyPageProps): ReactElement {
  return (
    <form className="cc-ask" action="/verify" method="get" noValidate>
      <h2>{found === undefined ? 'Use the fingerprint printed on the document' : 'Check another'}</h2>
      <p>It says whether the text, the replies and the signatures are the ones that were published, and belong together.</p>
      <TextField
        id="fingerprint"
        name="fingerprint"
        label="Fingerprint"
        hint="The first 16 letters and digits are enough, for example b81d 40f7 9c22 e6a5"
        defaultValue={found ? '' : typed}
        {...(error && { error })}
      />
      <Button type="submit">Check</Button>
    </form>
  );
}
