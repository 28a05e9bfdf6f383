import type { ReactElement } from 'react';
import type { PackableVersion } from '../../shared/consultation/api.ts';
import { lengthSentence } from '../../shared/consultation/opening.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import { CheckboxGroup } from '../ui/checkbox-group.tsx';
import { DateTimeField } from '../ui/date-time-field.tsx';
import { errorOf } from '../ui/error-summary.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { DatesCalendar } from './dates-calendar.tsx';
import type { ReadOpening, TypedOpening } from './typed-opening.ts';

type PartProps = {
  typed: TypedOpening;
  errors: readonly FieldError[];
  onChange: (part: Partial<TypedOpening>) => void;
};

/** What is consulted on, and what readers are told about it. */
export function WhatFields({
  typed,
  errors,
  onChange,
  versions,
}: PartProps & { versions: readonly PackableVersion[] }): ReactElement {
  return (
    <section className="c-box stack" aria-labelledby="what">
      <h2 className="c-h2" id="what">
        What you put to the public
      </h2>
      <CheckboxGroup
        name="versions"
        label="Frozen versions"
        hint="One, or several documents of your group as a pack. Of each document one version."
        choices={versions.map(choiceOf)}
        values={typed.versionIds}
        error={errorOf(errors, 'versions')}
        onChange={(versionIds) => onChange({ versionIds })}
      />
      <TextField
        name="title"
        label="Title"
        value={typed.title}
        error={errorOf(errors, 'title')}
        onChange={(event) => onChange({ title: event.target.value })}
      />
      <TextArea
        name="summary"
        label="What you ask of readers"
        hint="In plain English, for somebody who has never heard of the group. It stands at the top of the public page."
        rows={4}
        value={typed.summary}
        error={errorOf(errors, 'summary')}
        onChange={(event) => onChange({ summary: event.target.value })}
      />
      <TextArea
        name="whatChanged"
        label="What has changed, and why"
        rows={5}
        value={typed.whatChanged}
        error={errorOf(errors, 'whatChanged')}
        onChange={(event) => onChange({ whatChanged: event.target.value })}
      />
    </section>
  );
}

function choiceOf({ id, documentTitle, number, label, frozenAt, inUse }: PackableVersion): {
  value: string;
  words: string;
  hint: string;
} {
  const hint = `${label}. Frozen ${ukDate(frozenAt)}.${inUse ? ' Already in a consultation that has not closed.' : ''}`;
  return { value: id, words: `${documentTitle}, version ${number}`, hint };
}

/** When it opens and closes, and why it has that length. */
export function WhenFields({ typed, errors, onChange, read }: PartProps & { read: ReadOpening }): ReactElement {
  const { times } = read;
  return (
    <section className="c-box stack" aria-labelledby="when">
      <h2 className="c-h2" id="when">
        When, for whom, why so long
      </h2>
      <RadioGroup
        name="start"
        label="Opening"
        small
        choices={[
          { value: 'later', words: 'On a day I choose' },
          { value: 'now', words: 'As soon as I press the button' },
        ]}
        value={typed.when}
        onChange={(value) => onChange({ when: value === 'now' ? 'now' : 'later' })}
      />
      {typed.when === 'later' ? (
        <DateTimeField
          name="opens"
          label="Opens"
          hint="UK time, for example 7 12 2026 and 09:00"
          withTime
          value={typed.opens}
          error={errorOf(errors, 'opens')}
          onChange={(opens) => onChange({ opens })}
        />
      ) : null}
      <DateTimeField
        name="closes"
        label="Closes"
        hint="UK time. One second later is late."
        withTime
        value={typed.closes}
        error={errorOf(errors, 'closes')}
        onChange={(closes) => onChange({ closes })}
      />
      {times ? <DatesCalendar times={times} /> : null}
      <TextArea
        name="lengthReason"
        label={times ? lengthSentence(times).replace('Say why', 'Why') : 'Why this is the right length'}
        hint="This is published. Under 28 days, or over a holiday, say what you did about it."
        rows={3}
        value={typed.lengthReason}
        error={errorOf(errors, 'lengthReason')}
        onChange={(event) => onChange({ lengthReason: event.target.value })}
      />
      <p>
        <b>Who may answer:</b> anyone, without an account.
      </p>
      <CheckboxGroup
        name="asks"
        label="About the people who respond"
        small
        choices={[{ value: 'tobacco', words: 'Also ask for links with the tobacco industry' }]}
        values={typed.askTobacco ? ['tobacco'] : []}
        onChange={(values) => onChange({ askTobacco: values.includes('tobacco') })}
      />
    </section>
  );
}
