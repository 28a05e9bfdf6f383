import type { MouseEvent, ReactElement } from 'react';
import type { FieldError } from '../../shared/kernel/page-frame.ts';

/** The one list of what is wrong, above the page's heading. It takes the keyboard when it appears; give it a new `key` for each attempt, so that it does so again. */
export function ErrorSummary({
  errors,
  heading = 'There is a problem',
}: {
  errors: readonly FieldError[];
  heading?: string;
}): ReactElement | null {
  if (errors.length === 0) return null;
  return (
    <div className="nhsuk-error-summary" id="errors" tabIndex={-1} ref={takeKeyboard}>
      <div role="alert">
        <h2 className="nhsuk-error-summary__title">{heading}</h2>
        <div className="nhsuk-error-summary__body">
          <ul className="nhsuk-list nhsuk-error-summary__list">
            {errors.map(({ field, sentence }) => (
              <li key={`${field} ${sentence}`}>
                <a href={`#${field}`} onClick={goToField}>
                  {sentence}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

// Outside the component, so that React calls it once when the list appears and not at every drawing.
function takeKeyboard(summary: HTMLElement | null): void {
  summary?.focus();
}

function goToField(event: MouseEvent<HTMLAnchorElement>): void {
  const field = document.getElementById(event.currentTarget.hash.slice(1));
  if (!field) return; // the browser follows the link as usual
  event.preventDefault();
  const label = [...document.querySelectorAll('label')].find(({ htmlFor }) => htmlFor === field.id);
  const question = field.closest('fieldset')?.querySelector('legend') ?? label;
  question?.scrollIntoView();
  field.focus({ preventScroll: true });
}

/** The sentence for one field, to hand to it. */
export function errorOf(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.sentence;
}
