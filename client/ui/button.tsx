import type { ButtonHTMLAttributes, ReactElement } from 'react';
import { classNames } from './class-names.ts';

/** How much a button asks for: one `main` in a place, `plain` for the rest, `quiet` for asides, `danger` for what cannot be undone. */
export type ButtonKind = 'main' | 'plain' | 'quiet' | 'danger';

/** The classes of a button or of a link that looks like one. */
export function buttonClass(kind: ButtonKind, small: boolean): string {
  return classNames(
    'nhsuk-button',
    kind === 'plain' && 'nhsuk-button--secondary',
    kind === 'danger' && 'nhsuk-button--warning',
    kind === 'quiet' && 'nhsuk-button--quiet',
    small && 'nhsuk-button--small',
  );
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  kind?: ButtonKind;
  small?: boolean;
  /** Spoken after the words on the button, to tell equal buttons apart. */
  hiddenWords?: string;
};

/** A button. It is never greyed out: pressed too early, it says what is missing. */
export function Button({
  kind = 'plain',
  small = false,
  hiddenWords,
  type = 'button',
  className,
  children,
  ...rest
}: ButtonProps): ReactElement {
  return (
    <button type={type} className={classNames(buttonClass(kind, small), className)} {...rest}>
      {children}
      {hiddenWords ? <span className="nhsuk-u-visually-hidden"> {hiddenWords}</span> : null}
    </button>
  );
}
