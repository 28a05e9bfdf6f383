import type { ReactElement } from 'react';
import { classNames } from './class-names.ts';
import { Question, fieldIds, type FieldWords } from './field-parts.tsx';

/** A date and time as they were typed, right or wrong. */
export type TypedDateTime = { day: string; month: string; year: string; time?: string };

type Part = keyof TypedDateTime;

type DateTimeFieldProps = FieldWords & {
  /** Ask for a time of day as well, UK time. */
  withTime?: boolean;
  value?: TypedDateTime;
  defaultValue?: TypedDateTime;
  onChange?: (value: TypedDateTime) => void;
  /** The parts that are wrong; all when none is named. */
  wrong?: readonly Part[];
};

const PARTS: { part: Part; label: string; width: number; numeric: boolean }[] = [
  { part: 'day', label: 'Day', width: 2, numeric: true },
  { part: 'month', label: 'Month', width: 2, numeric: true },
  { part: 'year', label: 'Year', width: 4, numeric: true },
  { part: 'time', label: 'Time', width: 5, numeric: false },
];

const EMPTY: TypedDateTime = { day: '', month: '', year: '', time: '' };

/** Asks for a day, month and year, and a time if wanted, as the NHS manual does. The inputs are named `name-day` and so on. */
export function DateTimeField({
  withTime = false,
  value,
  defaultValue,
  onChange,
  wrong,
  ...words
}: DateTimeFieldProps): ReactElement {
  const ids = fieldIds(words);
  const parts = withTime ? PARTS : PARTS.slice(0, 3);
  const isWrong = (part: Part): boolean => words.error !== undefined && (wrong === undefined || wrong.includes(part));
  const held = (part: Part) =>
    onChange
      ? { value: value?.[part] ?? '', onChange: (typed: string) => onChange({ ...EMPTY, ...value, [part]: typed }) }
      : { defaultValue: defaultValue?.[part] ?? '' };
  return (
    <Question words={words} ids={ids}>
      <div className="nhsuk-date-input" id={`${ids.id}-parts`}>
        {parts.map(({ part, label, width, numeric }, index) => (
          <DatePart
            key={part}
            id={index === 0 ? ids.id : `${ids.id}-${part}`}
            name={`${words.name}-${part}`}
            label={label}
            width={width}
            numeric={numeric}
            wrong={isWrong(part)}
            held={held(part)}
          />
        ))}
      </div>
    </Question>
  );
}

type Held = { value?: string; defaultValue?: string; onChange?: (typed: string) => void };

function DatePart({
  id,
  name,
  label,
  width,
  numeric,
  wrong,
  held,
}: {
  id: string;
  name: string;
  label: string;
  width: number;
  numeric: boolean;
  wrong: boolean;
  held: Held;
}): ReactElement {
  const { onChange, ...rest } = held;
  return (
    <div className="nhsuk-date-input__item">
      <div className="nhsuk-form-group">
        <label className="nhsuk-label nhsuk-date-input__label" htmlFor={id}>
          {label}
        </label>
        <input
          {...rest}
          {...(onChange
            ? { onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value) }
            : {})}
          className={classNames(
            'nhsuk-input',
            'nhsuk-date-input__input',
            `nhsuk-input--width-${width}`,
            wrong && 'nhsuk-input--error',
          )}
          id={id}
          name={name}
          type="text"
          inputMode={numeric ? 'numeric' : undefined}
          aria-invalid={wrong ? true : undefined}
        />
      </div>
    </div>
  );
}
