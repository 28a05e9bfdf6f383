import type { ReactElement, TextareaHTMLAttributes } from 'react';
import { classNames } from './class-names.ts';
import { FieldGroup, fieldIds, type FieldWords } from './field-parts.tsx';

const DEFAULT_ROWS = 6;

/** Settings of a text area beside its words: the most characters it may hold. */
export type TextAreaProps = FieldWords &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'name' | 'id' | 'maxLength'> & { most?: number | undefined };

/** Several lines of text. With `most` it says how many characters fit, and with `value` how many are left; nothing is cut off. */
export function TextArea({
  name,
  id,
  label,
  hint,
  error,
  large,
  most,
  className,
  rows = DEFAULT_ROWS,
  ...area
}: TextAreaProps): ReactElement {
  const words = { name, id, label, hint, error, large };
  const countId = most === undefined ? undefined : `${id ?? name}-count`;
  const ids = fieldIds(words);
  const describedBy = [ids.describedBy, countId].filter(Boolean).join(' ') || undefined;
  return (
    <FieldGroup words={words} ids={ids} className={most === undefined ? '' : 'nhsuk-character-count'}>
      <textarea
        {...area}
        id={ids.id}
        name={name}
        rows={rows}
        className={classNames('nhsuk-textarea', error !== undefined && 'nhsuk-textarea--error', className)}
        aria-describedby={describedBy}
        aria-invalid={error === undefined ? undefined : true}
        data-most={most}
      />
      {most === undefined ? null : <CharacterCount id={countId} most={most} value={area.value} />}
    </FieldGroup>
  );
}

function CharacterCount({
  id,
  most,
  value,
}: {
  id: string | undefined;
  most: number;
  value: TextAreaProps['value'];
}): ReactElement {
  const left = most - (typeof value === 'string' ? value.length : 0);
  return (
    <div id={id} className={classNames('nhsuk-hint', 'nhsuk-character-count__message', left < 0 && 'nhsuk-error-message')}>
      {typeof value === 'string' ? leftInWords(left) : `You can write up to ${numberInWords(most)} characters`}
    </div>
  );
}

/** How many characters are left, or too many, as people read it. */
export function leftInWords(left: number): string {
  const count = numberInWords(Math.abs(left));
  const noun = Math.abs(left) === 1 ? 'character' : 'characters';
  return left < 0 ? `${count} ${noun} too many` : `${count} ${noun} left`;
}

function numberInWords(count: number): string {
  return count.toLocaleString('en-GB');
}
