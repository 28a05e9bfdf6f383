import type { InputHTMLAttributes, ReactElement } from 'react';
import { classNames } from './class-names.ts';
import { FieldGroup, fieldIds, type FieldWords } from './field-parts.tsx';

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'width'>;

/** A text-field's own settings beside its words: how many characters it looks made for. */
export type TextFieldProps = FieldWords & InputProps & { characters?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined };

/** One line of text. Works in a page without scripts. */
export function TextField({
  name,
  id,
  label,
  hint,
  error,
  large,
  characters,
  type = 'text',
  className,
  ...input
}: TextFieldProps): ReactElement {
  const words = { name, id, label, hint, error, large };
  const ids = fieldIds(words, input['aria-describedby']);
  return (
    <FieldGroup words={words} ids={ids}>
      <input
        {...input}
        id={ids.id}
        name={name}
        type={type}
        className={classNames(
          'nhsuk-input',
          error !== undefined && 'nhsuk-input--error',
          characters !== undefined && `nhsuk-input--width-${characters}`,
          className,
        )}
        aria-describedby={ids.describedBy}
        aria-invalid={error === undefined ? undefined : true}
      />
    </FieldGroup>
  );
}
