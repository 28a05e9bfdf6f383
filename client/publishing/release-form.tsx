import { useState, type FormEvent, type ReactElement } from 'react';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import type { ReleaseDraft } from '../../shared/publishing/api.ts';
import { Button } from '../ui/button.tsx';
import { DateTimeField } from '../ui/date-time-field.tsx';
import { errorOf } from '../ui/error-summary.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { SideGauge } from './side-gauge.tsx';
import { readRelease, type TypedRelease } from './typed-release.ts';

type FormProps = {
  typed: TypedRelease;
  change: (typed: TypedRelease) => void;
  /** Shows what is wrong above the page's heading. */
  show: (faults: readonly FieldError[]) => void;
  goOn: (release: ReleaseDraft) => void;
};

/** What a person writes about a release: the summary with its gauge, what changed, and the three dates (PUB-1). */
export function ReleaseForm({ typed, change, show, goOn }: FormProps): ReactElement {
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const press = (event: FormEvent): void => {
    event.preventDefault();
    const { release, faults } = readRelease(typed);
    setErrors(faults);
    show(faults);
    if (release) goOn(release);
  };
  return (
    <section className="c-sec" aria-labelledby="about">
      <h2 className="c-h2" id="about">
        What people read first
      </h2>
      <form className="c-form" noValidate onSubmit={press}>
        <TextArea
          name="summary"
          label="Summary"
          hint="What this means for people, in plain English. Leave an empty line between paragraphs. It is published as you write it."
          rows={10}
          value={typed.summary}
          error={errorOf(errors, 'summary')}
          onChange={(event) => change({ ...typed, summary: event.currentTarget.value })}
        />
        <SideGauge characters={typed.summary.trim().length} />
        <TextArea
          name="whatChanged"
          label="What changed and why"
          hint="The main changes and their reasons. Every change is shown in the text as well."
          value={typed.whatChanged}
          error={errorOf(errors, 'whatChanged')}
          onChange={(event) => change({ ...typed, whatChanged: event.currentTarget.value })}
        />
        <DateTimeField
          name="effectiveOn"
          label="In force from"
          hint="For example 1 4 2027"
          value={typed.effectiveOn}
          error={errorOf(errors, 'effectiveOn')}
          onChange={({ day, month, year }) => change({ ...typed, effectiveOn: { day, month, year } })}
        />
        <TextField
          name="contractYear"
          label="Contract year"
          hint="For example 2027/28"
          characters={10}
          value={typed.contractYear}
          error={errorOf(errors, 'contractYear')}
          onChange={(event) => change({ ...typed, contractYear: event.currentTarget.value })}
        />
        <DateTimeField
          name="reviewOn"
          label="Review starts on"
          hint="For example 1 10 2027"
          value={typed.reviewOn}
          error={errorOf(errors, 'reviewOn')}
          onChange={({ day, month, year }) => change({ ...typed, reviewOn: { day, month, year } })}
        />
        <Button kind="main" type="submit">
          Check and publish
        </Button>
      </form>
    </section>
  );
}
