import type { ReactElement, SelectHTMLAttributes } from 'react';
import { classNames } from './class-names.ts';
import { FieldGroup, fieldIds, type FieldWords } from './field-parts.tsx';

/** One thing to choose: what is sent and what is read. */
export type Choice = { value: string; words: string };

type SelectFieldProps = FieldWords &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'name' | 'id'> & { choices: readonly Choice[] };

/** One of many, in a list that opens. With few choices use a radio group instead. */
export function SelectField({
  name,
  id,
  label,
  hint,
  error,
  large,
  choices,
  className,
  ...select
}: SelectFieldProps): ReactElement {
  const words = { name, id, label, hint, error, large };
  const ids = fieldIds(words);
  return (
    <FieldGroup words={words} ids={ids}>
      <select
        {...select}
        id={ids.id}
        name={name}
        className={classNames('nhsuk-select', error !== undefined && 'nhsuk-select--error', className)}
        aria-describedby={ids.describedBy}
        aria-invalid={error === undefined ? undefined : true}
      >
        {choices.map(({ value, words: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </FieldGroup>
  );
}
