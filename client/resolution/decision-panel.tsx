import type { ReactElement } from 'react';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';
import type { PointView, QueuePoint } from '../../shared/resolution/api.ts';
import { Outcome, OUTCOMES, REASONS, ReasonCode, type Disposition } from '../../shared/resolution/disposition.ts';
import { Button } from '../ui/button.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { Notice } from '../ui/notice.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { withOutcome } from './decision-draft.ts';
import { outcomeWords, placeWords } from './desk-words.ts';
import type { Deciding } from './use-decision.ts';

type DecisionProps = { point: PointView; others: readonly QueuePoint[]; deciding: Deciding };

/** The decision on the open point: outcome, reason, reply, and what it does to the text (RES-10). */
export function DecisionPanel({ point, others, deciding }: DecisionProps): ReactElement {
  const { draft, change, errors, attempt, sending, theirs, record } = deciding;
  const revision = theirs ? theirs.revision + 1 : draft.basedOn + 1;
  return (
    <section className="c-pane c-decide" aria-labelledby="decision-heading" tabIndex={0}>
      <h2 className="c-h3" id="decision-heading">
        Decision
      </h2>
      <ErrorSummary key={attempt} errors={errors} />
      {theirs ? <DecidedMeanwhile theirs={theirs} deciding={deciding} /> : null}
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          record(theirs?.revision);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) record(theirs?.revision);
        }}
      >
        <OutcomeChoice deciding={deciding} />
        {draft.outcome === 'duplicate' ? <SamePoint point={point} others={others} deciding={deciding} /> : null}
        <SelectField
          name="reasonCode"
          label="Reason"
          value={draft.reasonCode ?? ''}
          error={errorOf(errors, 'reasonCode')}
          onChange={(event) => change({ ...draft, reasonCode: ReasonCode.safeParse(event.currentTarget.value).data })}
          choices={[
            { value: '', words: 'Choose a reason' },
            ...ReasonCode.options.map((value) => ({ value, words: REASONS[value] })),
          ]}
        />
        <TextArea
          name="reply"
          label="Reply to the respondent"
          hint="It is published with the outcome. What you write is kept on this device until it is recorded."
          rows={4}
          most={5000}
          value={draft.reply}
          error={errorOf(errors, 'reply')}
          onChange={(event) => change({ ...draft, reply: event.currentTarget.value })}
        />
        {draft.outcome && OUTCOMES[draft.outcome].changesText ? <ChangeInDraft point={point} deciding={deciding} /> : null}
        <Button kind="main" type="submit">
          {sending ? 'Recording…' : recordWords(revision)} <kbd>Enter</kbd>
        </Button>
      </form>
      <History dispositions={point.dispositions} />
    </section>
  );
}

/** What stands where a decision would be made when this person, or anybody now, may not make one. */
export function NoDecision({ point, whyNot }: { point: PointView; whyNot: string }): ReactElement {
  return (
    <section className="c-pane c-decide" aria-labelledby="decision-heading" tabIndex={0}>
      <h2 className="c-h3" id="decision-heading">
        Decision
      </h2>
      <Notice level={3}>
        <p>{whyNot}</p>
      </Notice>
      <History dispositions={point.dispositions} />
    </section>
  );
}

function recordWords(revision: number): string {
  return revision > 1 ? `Record as revision ${revision}` : 'Record and go on';
}

function OutcomeChoice({ deciding: { draft, change, errors } }: { deciding: Deciding }): ReactElement {
  const error = errorOf(errors, 'outcome');
  return (
    <fieldset aria-describedby={error ? 'outcome-error' : undefined}>
      <legend className="vh">Outcome of the point</legend>
      {error ? (
        <span className="nhsuk-error-message" id="outcome-error">
          <span className="vh">Error: </span>
          {error}
        </span>
      ) : null}
      {Outcome.options.map((outcome, index) => (
        <label className="c-opt" key={outcome}>
          <input
            type="radio"
            name="outcome"
            id={index === 0 ? 'outcome' : undefined}
            checked={draft.outcome === outcome}
            onChange={() => change(withOutcome(draft, outcome))}
          />
          <span>{outcomeWords(outcome)}</span>
          <kbd>{OUTCOMES[outcome].key}</kbd>
        </label>
      ))}
    </fieldset>
  );
}

function SamePoint({ point, others, deciding: { draft, change, errors } }: DecisionProps): ReactElement {
  const here = others.filter(({ id }) => id !== point.id);
  const known = draft.duplicateOf && !here.some(({ id }) => id === draft.duplicateOf);
  return (
    <SelectField
      name="duplicateOf"
      label="It is the same as"
      hint="The points of the list you see."
      value={draft.duplicateOf}
      error={errorOf(errors, 'duplicateOf')}
      onChange={(event) => change({ ...draft, duplicateOf: event.currentTarget.value })}
      choices={[
        { value: '', words: 'Choose a point' },
        ...(known ? [{ value: draft.duplicateOf, words: 'The point chosen before' }] : []),
        ...here.map(({ id, clauseNumber, excerpt }) => ({ value: id, words: `${placeWords(clauseNumber)}: ${excerpt}` })),
      ]}
    />
  );
}

function ChangeInDraft({ point, deciding }: { point: PointView; deciding: Deciding }): ReactElement {
  const { draft, change, linkByHand } = deciding;
  if (draft.takeWords)
    return <p className="meta">When you record, the words you accepted go into the draft and name this point.</p>;
  if (point.applied.length > 0) return <p className="meta">The draft has been changed because of this point.</p>;
  return (
    <div>
      <h3 className="c-h4">Change in the draft</h3>
      <p className="meta">
        An accepted point needs a change in the text, or a reason why it needs none, before the document can go to sign-off.
      </p>
      {point.now?.blockId ? (
        <p className="c-gap-s">
          <Button small onClick={linkByHand}>
            I have changed {point.now.number || 'the place'} by hand: link it
          </Button>
        </p>
      ) : null}
      <TextField
        name="exemption"
        label="Or say why no text changes"
        value={draft.exemption}
        onChange={(event) => change({ ...draft, exemption: event.currentTarget.value })}
      />
    </div>
  );
}

function DecidedMeanwhile({ theirs, deciding }: { theirs: Disposition; deciding: Deciding }): ReactElement {
  return (
    <Notice
      tone="warn"
      level={3}
      spoken
      heading={`${theirs.decidedByName} decided this point at ${ukTime(theirs.decidedAt)} on ${ukDate(theirs.decidedAt)}`}
    >
      <p>
        Their decision: <b>{outcomeWords(theirs.outcome).toLowerCase()}</b>
        {theirs.reply ? `, “${theirs.reply}”` : ''}. Yours is below and has not been recorded.
      </p>
      <div className="c-acts c-gap-s">
        <Button small kind="main" onClick={deciding.keepTheirs}>
          Keep theirs
        </Button>
        <Button small onClick={() => deciding.record(theirs.revision)}>
          Record mine as revision {theirs.revision + 1}
        </Button>
      </div>
    </Notice>
  );
}

function History({ dispositions }: { dispositions: readonly Disposition[] }): ReactElement | null {
  if (dispositions.length === 0) return null;
  return (
    <details className="c-history meta">
      <summary>Decisions so far ({dispositions.length})</summary>
      <ol>
        {dispositions.map(({ revision, outcome, reasonCode, reply, exemption, decidedByName, decidedAt }) => (
          <li key={revision}>
            <b>{outcomeWords(outcome)}</b>, {decidedByName}, {ukDate(decidedAt)} at {ukTime(decidedAt)}. {REASONS[reasonCode]}.
            {reply ? <p>“{reply}”</p> : null}
            {exemption ? <p>No text changes: {exemption}</p> : null}
          </li>
        ))}
      </ol>
    </details>
  );
}
