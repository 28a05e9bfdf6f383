import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** What every field says about itself; the id is the name unless given. */
export type FieldWords = {
  name: string;
  id?: string | undefined;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** The label is also the page's question: larger. */
  large?: boolean | undefined;
};

/** Ids of the field, its hint and its error, and the `aria-describedby` that ties them. */
export function fieldIds(
  { id, name, hint, error }: Pick<FieldWords, 'id' | 'name' | 'hint' | 'error'>,
  alsoDescribedBy?: string,
): { id: string; hintId: string; errorId: string; describedBy: string | undefined } {
  const own = id ?? name;
  const parts = [alsoDescribedBy, hint ? `${own}-hint` : undefined, error ? `${own}-error` : undefined].filter(Boolean);
  return { id: own, hintId: `${own}-hint`, errorId: `${own}-error`, describedBy: parts.length > 0 ? parts.join(' ') : undefined };
}

/** Hint and error of a field, in the order the NHS manual gives them. */
export function HintAndError({
  ids,
  hint,
  error,
}: {
  ids: { hintId: string; errorId: string };
  hint?: ReactNode;
  error?: string | undefined;
}): ReactElement {
  return (
    <>
      {hint ? (
        <div className="nhsuk-hint" id={ids.hintId}>
          {hint}
        </div>
      ) : null}
      {error ? (
        <span className="nhsuk-error-message" id={ids.errorId}>
          <span className="nhsuk-u-visually-hidden">Error: </span>
          {error}
        </span>
      ) : null}
    </>
  );
}

/** One field with its label, hint and error. */
export function FieldGroup({
  words,
  ids,
  children,
  className,
}: {
  words: FieldWords;
  ids: { id: string; hintId: string; errorId: string };
  children: ReactNode;
  className?: string;
}): ReactElement {
  return (
    <div className={classNames('nhsuk-form-group', words.error !== undefined && 'nhsuk-form-group--error', className)}>
      <label className={classNames('nhsuk-label', words.large ? 'nhsuk-label--m' : 'nhsuk-label--s')} htmlFor={ids.id}>
        {words.label}
      </label>
      <HintAndError ids={ids} hint={words.hint} error={words.error} />
      {children}
    </div>
  );
}

/** A question with several inputs: a fieldset whose legend is the question. */
export function Question({
  words,
  ids,
  children,
}: {
  words: FieldWords;
  ids: { hintId: string; errorId: string; describedBy: string | undefined };
  children: ReactNode;
}): ReactElement {
  return (
    <div className={classNames('nhsuk-form-group', words.error !== undefined && 'nhsuk-form-group--error')}>
      <fieldset className="nhsuk-fieldset" aria-describedby={ids.describedBy}>
        <legend
          className={classNames(
            'nhsuk-fieldset__legend',
            words.large ? 'nhsuk-fieldset__legend--m' : 'nhsuk-fieldset__legend--s',
          )}
        >
          {words.label}
        </legend>
        <HintAndError ids={ids} hint={words.hint} error={words.error} />
        {children}
      </fieldset>
    </div>
  );
}
