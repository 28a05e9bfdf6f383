import { useState, type FormEvent, type ReactElement } from 'react';
import { ukDate } from '../../shared/kernel/instant.ts';
import type { ReleaseDraft, ReleasePage } from '../../shared/publishing/api.ts';
import { Button } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SummaryList } from '../ui/summary-list.tsx';
import { TextField } from '../ui/text-field.tsx';

type ConfirmProps = {
  page: ReleasePage & { ready: NonNullable<ReleasePage['ready']> };
  release: ReleaseDraft;
  /** Asks for the password, because the sign-in is older than ten minutes (SIG-5). */
  askPassword: boolean;
  /** Publishes; answers the sentence of a refusal. */
  publish: (password: string) => Promise<string | undefined>;
  back: () => void;
};

/** The last step before a release: what will be published, that it cannot be taken back, and the password where it is asked for. */
export function ConfirmRelease({ page, release, askPassword, publish, back }: ConfirmProps): ReactElement {
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const [sending, setSending] = useState(false);
  usePageTitle(`Publish version ${page.ready.versionNumber}? ${page.documentTitle}`, { errorCount: error ? 1 : 0 });
  const press = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (sending) return;
    setAttempt((count) => count + 1);
    if (askPassword && password === '') return setError('Write your password');
    setSending(true);
    setError(await publish(password));
    setSending(false);
  };
  return (
    <>
      <ErrorSummary key={attempt} errors={error ? [{ field: askPassword ? 'password' : 'publish', sentence: error }] : []} />
      <h1 className="c-h1" tabIndex={-1} ref={takeKeyboard}>
        <span className="c-cap">{page.documentTitle}</span>
        Publish version {page.ready.versionNumber}?
      </h1>
      <p className="c-lead">
        Everyone can read it at once, with every reply and position. A release is never taken back: a later one replaces it.
      </p>
      <Facts release={release} page={page} />
      <form className="c-form" noValidate onSubmit={(event) => void press(event)}>
        {askPassword ? (
          <TextField
            name="password"
            type="password"
            label="Your password"
            hint="We ask because you signed in more than 10 minutes ago. You can paste it."
            autoComplete="current-password"
            value={password}
            error={error}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        ) : null}
        <div className="c-acts">
          <Button kind="main" type="submit" id="publish">
            {sending ? 'Publishing…' : `Publish version ${page.ready.versionNumber}`}
          </Button>
          <Button onClick={back}>Go back and change</Button>
        </div>
      </form>
    </>
  );
}

function Facts({ release, page }: Pick<ConfirmProps, 'release' | 'page'>): ReactElement {
  const day = (words: string): string => ukDate(`${words}T12:00:00.000Z`);
  return (
    <SummaryList
      rows={[
        { key: 'effective', name: 'In force from', value: day(release.effectiveOn) },
        { key: 'year', name: 'Contract year', value: release.contractYear },
        { key: 'review', name: 'Review starts on', value: day(release.reviewOn) },
        { key: 'points', name: 'Points and replies', value: `${page.points}, ${page.withheld} of them without their words` },
        { key: 'positions', name: 'Positions', value: page.positions },
        { key: 'summary', name: 'Summary', value: <Paragraphs of={release.summary} /> },
        { key: 'changed', name: 'What changed and why', value: <Paragraphs of={release.whatChanged} /> },
      ]}
    />
  );
}

function Paragraphs({ of }: { of: string }): ReactElement {
  return (
    <>
      {of.split(/\n\s*\n/).map((words, index) => (
        <p key={index}>{words}</p>
      ))}
    </>
  );
}

// Outside the component, so that React calls it once when the step begins.
function takeKeyboard(heading: HTMLElement | null): void {
  heading?.focus();
}
