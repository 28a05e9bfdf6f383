import { useState, type FormEvent, type ReactElement } from 'react';
import { useParams } from 'react-router';
import { timeAndDate, timeAndDay } from '../../shared/consultation/uk-time.ts';
import { ukDay } from '../../shared/kernel/instant.ts';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import { useOpenConsultation, useOpeningFacts, usePlaces, type OpeningFacts } from '../consultation/consultation-queries.ts';
import { leadSentence } from '../consultation/opening-words.ts';
import { WhatFields, WhenFields } from '../consultation/opening-fields.tsx';
import { PreflightList } from '../consultation/preflight-list.tsx';
import { QuestionEditor } from '../consultation/question-editor.tsx';
import { emptyOpening, readTyped, type ReadOpening, type TypedOpening } from '../consultation/typed-opening.ts';
import '../consultation/consultation.css';
import { asProblem } from '../platform/api-client.ts';
import { isMissing, ProblemPage } from '../shell/error-page.tsx';
import { forget, keep, readKept } from '../platform/browser-storage.ts';
import { useNow } from '../platform/clock.ts';
import { Breadcrumb } from '../ui/breadcrumb.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** Opens a consultation on frozen versions, with what must be in place before (CON-1). */
export function OpenConsultationPage(): ReactElement {
  const { documentId = '' } = useParams();
  const facts = useOpeningFacts(documentId);
  if (isMissing(facts.error)) return <ProblemPage problem={asProblem(facts.error)} />;
  if (facts.error && !facts.data) return <CouldNotCheck sentence={asProblem(facts.error).message} />;
  if (!facts.data) return <Waiting />;
  if (facts.data.versions.length === 0) return <NothingFrozen facts={facts.data} />;
  return <OpeningForm key={documentId} facts={facts.data} />;
}

function Waiting(): ReactElement {
  usePageTitle('Open a consultation');
  return (
    <>
      <PageHeading>Open a consultation</PageHeading>
      <Skeleton sentence="Checking what is frozen…" />
    </>
  );
}

function CouldNotCheck({ sentence }: { sentence: string }): ReactElement {
  usePageTitle('Open a consultation');
  return (
    <>
      <PageHeading>Open a consultation</PageHeading>
      <Notice tone="err" spoken heading="There is a problem">
        <p>We could not finish the checks. The consultation has not been opened.</p>
        <p>{sentence}</p>
      </Notice>
    </>
  );
}

function NothingFrozen({ facts }: { facts: OpeningFacts }): ReactElement {
  usePageTitle('Open a consultation');
  return (
    <>
      <PageHeading caption={facts.title}>Open a consultation</PageHeading>
      <EmptyState heading="No version is frozen yet">
        <p>A consultation is always about one frozen version. Freeze one in the draft, then come back here.</p>
        <LinkButton kind="main" href={`/app/documents/${facts.documentId}`}>
          Go to the draft
        </LinkButton>
      </EmptyState>
    </>
  );
}

type Done = { id: string; reference: string; opensAt: string; closesAt: string; at: string };

function OpeningForm({ facts }: { facts: OpeningFacts }): ReactElement {
  const [typed, change] = useTypedOpening(facts);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [done, setDone] = useState<Done>();
  const open = useOpenConsultation();
  const now = useNow();
  const places = usePlaces(typed.versionIds[0]);
  const read = readTyped(typed, { now, others: facts.others, places: places.data ?? [] });
  usePageTitle(done ? 'Set to open' : 'Open a consultation', { errorCount: errors.length });
  if (done) return <SetToOpen done={done} />;
  const beside = attempt === 0 ? [] : [...read.faults, ...errors.filter(({ field }) => field === 'versions')];
  const show = (found: readonly FieldError[]): void => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (open.isPending) return;
    if (!read.opening || !read.times) return show(read.faults);
    const { times } = read;
    open.mutate(read.opening, {
      onSuccess: (opened) => {
        forget(keyOf(facts.documentId));
        setErrors([]);
        setDone({ ...opened, ...times, at: now });
      },
      onError: (thrown) => show(errorsOf(thrown)),
    });
  };
  return (
    <>
      <Breadcrumb
        trail={[
          { words: 'Documents', href: '/app/documents' },
          { words: facts.title, href: `/app/documents/${facts.documentId}` },
        ]}
      />
      <ErrorSummary key={attempt} errors={errors} />
      <PageHeading caption={facts.title}>Open a consultation</PageHeading>
      <p className="c-lead">{leadOf(read, typed)}</p>
      <form className="c-cols" onSubmit={submit} noValidate>
        <div className="stack">
          <PreflightList
            faults={read.faults}
            warnings={read.warnings}
            looked={typed.looked}
            versions={facts.versions.filter(({ id }) => typed.versionIds.includes(id))}
            onLook={(code, reason) => change({ looked: { ...typed.looked, [code]: reason } })}
          />
          <WhatFields typed={typed} errors={beside} onChange={change} versions={facts.versions} />
          <WhenFields typed={typed} errors={beside} onChange={change} read={read} />
          <QuestionEditor
            questions={typed.questions}
            earlier={facts.earlierQuestions}
            errors={beside}
            onChange={(questions) => change({ questions })}
          />
          <OpenBox read={read} typed={typed} pending={open.isPending} />
        </div>
        <WhatFollows read={read} />
      </form>
    </>
  );
}

const keyOf = (documentId: string): string => `opening:${documentId}`;

/** The form, kept on this device while it is filled in. */
function useTypedOpening(facts: OpeningFacts): [TypedOpening, (part: Partial<TypedOpening>) => void] {
  const [typed, setTyped] = useState(() => {
    const newest = facts.versions.find(({ documentId, inUse }) => documentId === facts.documentId && !inUse);
    const empty = emptyOpening({ title: facts.title, versionId: newest?.id });
    const kept = readKept(keyOf(facts.documentId));
    return typeof kept === 'object' && kept !== null ? { ...empty, ...kept } : empty; // written by this page only
  });
  const change = (part: Partial<TypedOpening>): void =>
    setTyped((before) => {
      const next = { ...before, ...part };
      keep(keyOf(facts.documentId), next);
      return next;
    });
  return [typed, change];
}

function leadOf({ faults, warnings, times }: ReadOpening, typed: TypedOpening): string {
  const looked = warnings.filter(({ code }) => typed.looked[code]).length;
  return leadSentence({ faults, warnings: warnings.length, looked, opens: opensInWords(times, typed) });
}

function opensInWords(times: ReadOpening['times'], typed: TypedOpening): string {
  if (typed.when === 'now') return 'when you press the button';
  return times ? `at ${timeAndDay(times.opensAt)}` : 'on the day you choose';
}

function OpenBox({ read, typed, pending }: { read: ReadOpening; typed: TypedOpening; pending: boolean }): ReactElement {
  const opens = opensInWords(read.times, typed);
  return (
    <div className="c-box stack">
      <p>
        <b>When you press the button,</b> the text is set to become public {typed.when === 'now' ? 'at once' : opens}. From then
        on its words never change, and the closing time moves only with a public reason. Registered stakeholders are not yet told
        by e-mail: tell them yourself.
      </p>
      <div className="c-acts">
        <Button kind="main" type="submit">
          {pending ? 'Opening…' : buttonWords(read.times, typed)}
        </Button>
      </div>
    </div>
  );
}

function buttonWords(times: ReadOpening['times'], typed: TypedOpening): string {
  if (typed.when === 'now') return 'Open now';
  return times ? `Open on ${ukDay(times.opensAt)}` : 'Open';
}

function WhatFollows({ read: { times } }: { read: ReadOpening }): ReactElement {
  return (
    <aside className="stack" aria-label="What follows">
      <section className="c-box">
        <h2 className="c-h3">What happens by itself</h2>
        {times ? (
          <ul className="c-plain stack-s">
            <li>
              <b>{ukDay(times.opensAt)}</b>: opens
            </li>
            <li>
              <b>{ukDay(times.closesAt)}</b>: closes
            </li>
          </ul>
        ) : (
          <p className="meta">Enter the dates to see it.</p>
        )}
      </section>
    </aside>
  );
}

function SetToOpen({ done }: { done: Done }): ReactElement {
  const open = done.opensAt <= done.at;
  return (
    <div className="stack c-narrow">
      <div className="nhsuk-panel">
        <h1 className="nhsuk-panel__title">{open ? 'Open' : 'Set to open'}</h1>
        <div className="nhsuk-panel__body">
          Consultation {done.reference}
          <br />
          {timeAndDate(done.opensAt)} to {timeAndDate(done.closesAt)}
        </div>
      </div>
      <h2 className="c-h2">What happens next</h2>
      <p>
        {open
          ? 'Everyone can read the text and comment now.'
          : 'The text is not public until then; the public page says only that it opens and when.'}{' '}
        The group goes on drafting in the live text.
      </p>
      <p>
        <a href={`/c/${done.reference}`}>Page the public sees</a>
      </p>
      <p>
        <a href="/app/consultations">Your consultations</a>
      </p>
    </div>
  );
}

/** A refusal's sentences at their fields. */
function errorsOf(thrown: unknown): FieldError[] {
  const { facts, message } = asProblem(thrown);
  const fields = facts['fields'];
  return Array.isArray(fields) ? (fields as FieldError[]) : [{ field: 'versions', sentence: message }]; // the server's own error list
}
