import { useState, type ReactElement } from 'react';
import { useParams } from 'react-router';
import type { DocumentDetails } from '../../shared/drafting/api.ts';
import { eraseWordsEndpoint, previewErasure, type Erasure, type ErasurePreview } from '../../shared/drafting/erasure-api.ts';
import { MAX_ERASED_CHARS } from '../../shared/kernel/limits.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import { useDocument } from '../drafting/drafting-queries.ts';
import '../drafting/drafting.css';
import { ErasureFindings } from '../drafting/erasure-preview.tsx';
import { asProblem, call } from '../platform/api-client.ts';
import { useForm } from '../platform/use-form.ts';
import { ProblemPage } from '../shell/error-page.tsx';
import { BackLink } from '../ui/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { CheckboxGroup } from '../ui/checkbox-group.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';

/** Erases words from a draft for good: find them, look, say why, and see what was done (PLT-9). */
export function EraseWordsPage(): ReactElement {
  const { documentId = '' } = useParams();
  const { data, error } = useDocument(documentId);
  if (error && !data) return <ProblemPage problem={asProblem(error)} />;
  if (!data) return <Skeleton sentence="Getting the document…" />;
  return data.may.erase ? <Erasing details={data} /> : <NotForYou details={data} />;
}

const HEADING = 'Erase words for good';

function NotForYou({ details: { id, title } }: { details: DocumentDetails }): ReactElement {
  usePageTitle(HEADING);
  return (
    <>
      <BackLink words="Back to the draft" href={`/app/documents/${id}`} />
      <PageHeading caption={title}>{HEADING}</PageHeading>
      <p className="c-lead">
        Only the chair of the group can do this. Tell the chair where the words are, and do not send the words themselves.
      </p>
    </>
  );
}

type Found = { words: string; preview: ErasurePreview };

function Erasing({ details }: { details: DocumentDetails }): ReactElement {
  const [found, setFound] = useState<Found>();
  const [done, setDone] = useState<Erasure>();
  if (done) return <Erased details={details} done={done} />;
  if (found) return <Confirm details={details} found={found} onOther={() => setFound(undefined)} onDone={setDone} />;
  return <FindWords details={details} onFound={setFound} />;
}

function FindWords({
  details: { id, title },
  onFound,
}: {
  details: DocumentDetails;
  onFound: (found: Found) => void;
}): ReactElement {
  const form = useForm({
    firstField: 'words',
    check: ({ words = '' }) => (words.trim() === '' ? [{ field: 'words', sentence: 'Enter the words to erase.' }] : []),
    send: async ({ words = '' }) => ({
      words,
      preview: await call(previewErasure, { params: { documentId: id }, body: { words } }),
    }),
    onDone: onFound,
  });
  usePageTitle(HEADING, { errorCount: form.errors.length });
  return (
    <>
      <BackLink words="Back to the draft" href={`/app/documents/${id}`} />
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <PageHeading caption={title}>{HEADING}</PageHeading>
      <p className="c-lead">
        For words that should never have been written here, such as a patient’s name or NHS number. Deleting them in the text does
        not take them out of what Concord keeps. This does.
      </p>
      <form className="c-form" noValidate onSubmit={form.onSubmit}>
        <TextField
          name="words"
          label="The words to erase"
          hint="A name, a number or a phrase within one paragraph. Capital letters, spaces and formatting make no difference. Words are also found inside longer words, so enter enough of them. Nothing is erased yet."
          autoComplete="off"
          spellCheck={false}
          maxLength={MAX_ERASED_CHARS}
          error={errorOf(form.errors, 'words')}
        />
        <Button kind="main" type="submit">
          {form.sending ? 'Looking…' : 'Find the words'}
        </Button>
      </form>
    </>
  );
}

type ConfirmProps = { details: DocumentDetails; found: Found; onOther: () => void; onDone: (done: Erasure) => void };

function Confirm({ details: { id, title }, found: { words, preview }, onOther, onDone }: ConfirmProps): ReactElement {
  const form = useForm({
    firstField: 'reason',
    check: ({ reason = '', sure = '' }) => [
      ...(reason.trim() === '' ? [{ field: 'reason', sentence: 'Say why the words are erased.' }] : []),
      ...(sure === '' ? [{ field: 'sure', sentence: 'Tick the box to say that you are sure.' }] : []),
    ],
    send: ({ reason = '' }) =>
      call(eraseWordsEndpoint, { params: { documentId: id }, body: { words, reason, places: preview.places, sure: true } }),
    onDone,
  });
  usePageTitle('Check what is erased', { errorCount: form.errors.length });
  return (
    <>
      <ErrorSummary key={form.attempt} errors={form.errors} />
      <div tabIndex={-1} ref={takeKeyboard}>
        <PageHeading caption={title}>Check what is erased</PageHeading>
      </div>
      <ErasureFindings documentId={id} found={preview} />
      <form className="c-form c-sec" noValidate onSubmit={form.onSubmit}>
        <TextArea
          name="reason"
          label="Why are they erased?"
          hint="Kept in the record with your name, the time and the number of places. Do not repeat the words."
          rows={3}
          error={errorOf(form.errors, 'reason')}
        />
        <CheckboxGroup
          name="sure"
          label="This cannot be undone by anybody"
          choices={[{ value: 'yes', words: 'I have looked at the places and I am sure' }]}
          error={errorOf(form.errors, 'sure')}
        />
        <div className="c-acts">
          <Button kind="danger" type="submit">
            {form.sending ? 'Erasing…' : 'Erase the words for good'}
          </Button>
          <Button kind="quiet" onClick={onOther}>
            Look for other words
          </Button>
        </div>
      </form>
    </>
  );
}

function Erased({ details: { id, title }, done }: { details: DocumentDetails; done: Erasure }): ReactElement {
  const { number, places, checkpoints, entry } = done;
  usePageTitle('Words erased');
  return (
    <div className="c-erasing">
      <div className="nhsuk-panel" tabIndex={-1} ref={takeKeyboard}>
        <h1 className="nhsuk-panel__title">Words erased</h1>
        <div className="nhsuk-panel__body">
          Erasure {number} of “{title}”
          <br />
          Entry {entry.position} of its record, {shortFingerprint(entry.hash)}
        </div>
      </div>
      <h2 className="c-h2">What was erased where</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        <li>Places in the draft: {places}</li>
        <li>Earlier states they were taken out of: {checkpoints}</li>
        <li>Every change of the draft that Concord kept until now, and lists of what Word files could not bring</li>
      </ul>
      <h2 className="c-h2">What happens next</h2>
      <p>
        Pages that have the draft open have taken it already. They also clear the copy on their device and words that were set
        aside for somebody. A device that is offline does so when it is back, before anything of it counts.
      </p>
      <p>
        <a href={`/app/documents/${id}`}>Back to the draft</a>
      </p>
      <p>
        <a href={`/app/documents/${id}/record`}>Record of the document</a>
      </p>
    </div>
  );
}

// Outside the component, so that React calls it once when the step appears and not at every drawing.
function takeKeyboard(step: HTMLElement | null): void {
  step?.focus();
}
