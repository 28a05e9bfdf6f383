import type { AnchorHTMLAttributes, ReactElement } from 'react';
import { buttonClass, type ButtonKind } from './button.tsx';
import { classNames } from './class-names.ts';

type LinkButtonProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string; kind?: ButtonKind; small?: boolean };

/** A link that looks like a button: it goes to a place and changes nothing. */
export function LinkButton({ kind = 'plain', small = false, className, children, ...rest }: LinkButtonProps): ReactElement {
  return (
    <a draggable={false} className={classNames(buttonClass(kind, small), className)} {...rest}>
      {children}
    </a>
  );
}
