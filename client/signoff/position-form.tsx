import type { ReactElement } from 'react';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import type { SigningView } from '../../shared/signoff/api.ts';
import { POSITION_WORDS, Position } from '../../shared/signoff/chain.ts';
import { Button } from '../ui/button.tsx';
import { CheckboxGroup } from '../ui/checkbox-group.tsx';
import { DateTimeField } from '../ui/date-time-field.tsx';
import { errorOf } from '../ui/error-summary.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { POSITION_HINTS, type PositionDraft } from './position-draft.ts';

type FormProps = {
  signing: SigningView;
  draft: PositionDraft;
  change: (draft: PositionDraft) => void;
  errors: readonly FieldError[];
  goOn: () => void;
};

/** Position, words, statement and tick; the next step confirms who signs (SIG-3, SIG-5). */
export function PositionForm({ signing, draft, change, errors, goOn }: FormProps): ReactElement {
  const { signOff, answers, statement } = signing;
  const body = signOff.steps.find(({ id }) => id === signing.step);
  const number = signOff.versionNumber;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        goOn();
      }}
    >
      <RadioGroup
        name="position"
        label={
          body?.kind === 'body'
            ? `What did the ${body.body} decide on version ${number}?`
            : `What is your position on version ${number}?`
        }
        error={errorOf(errors, 'position')}
        value={draft.position}
        onChange={(value) => change({ ...draft, position: Position.parse(value) })}
        choices={answers.map((value) => ({ value, words: POSITION_WORDS[value], hint: POSITION_HINTS[value] }))}
      />
      {body?.kind === 'body' ? <BodyFields draft={draft} change={change} errors={errors} /> : null}
      <TextArea
        name="reservation"
        label="Your reservation, reason or interest"
        hint={body?.kind === 'body' ? 'Needed when the board refuses or returns it' : 'Needed unless you agree or abstain'}
        rows={4}
        most={5000}
        value={draft.words}
        error={errorOf(errors, 'reservation')}
        onChange={(event) => change({ ...draft, words: event.currentTarget.value })}
      />
      <div className="c-statement">
        <h3 className="c-h4">The statement you will sign</h3>
        <p>{statement}</p>
      </div>
      <CheckboxGroup
        name="read"
        label="Before you go on"
        error={errorOf(errors, 'read')}
        values={draft.readIt ? ['yes'] : []}
        onChange={(values) => change({ ...draft, readIt: values.includes('yes') })}
        choices={[{ value: 'yes', words: `I have read version ${number}, or what changed since I last signed` }]}
      />
      <Button kind="main" type="submit">
        Go on to sign
      </Button>
      <p className="c-gap-s">
        Next you confirm it is you. Nothing is signed until then. Nobody, not even the chair, can answer for you.
      </p>
    </form>
  );
}

function BodyFields({ draft, change, errors }: Pick<FormProps, 'draft' | 'change' | 'errors'>): ReactElement {
  return (
    <>
      <DateTimeField
        name="meetingOn"
        label="When did the board meet?"
        hint="For example 12 1 2027"
        value={draft.meeting}
        onChange={({ day, month, year }) => change({ ...draft, meeting: { day, month, year } })}
        error={errorOf(errors, 'meetingOn')}
      />
      <TextArea
        name="tookPart"
        label="Who took part?"
        hint="Names or offices, as in the minutes"
        rows={2}
        value={draft.tookPart}
        error={errorOf(errors, 'tookPart')}
        onChange={(event) => change({ ...draft, tookPart: event.currentTarget.value })}
      />
    </>
  );
}
