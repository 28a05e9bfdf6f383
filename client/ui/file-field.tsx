import type { InputHTMLAttributes, ReactElement } from 'react';
import { classNames } from './class-names.ts';
import { FieldGroup, fieldIds, type FieldWords } from './field-parts.tsx';

type FileFieldProps = FieldWords & Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'type' | 'value'>;

/** Asks for a file from the person's device. */
export function FileField({ name, id, label, hint, error, large, className, ...input }: FileFieldProps): ReactElement {
  const words = { name, id, label, hint, error, large };
  const ids = fieldIds(words);
  return (
    <FieldGroup words={words} ids={ids}>
      <input
        {...input}
        id={ids.id}
        name={name}
        type="file"
        className={classNames('nhsuk-file-upload', className)}
        aria-describedby={ids.describedBy}
        aria-invalid={error === undefined ? undefined : true}
      />
    </FieldGroup>
  );
}
