import type { ReactElement, ReactNode } from 'react';

/** What a notice is about: said in its words as well, never by its colour alone. */
export type Tone = 'plain' | 'ok' | 'warn' | 'err';

type NoticeProps = {
  tone?: Tone;
  heading?: ReactNode;
  level?: 2 | 3 | 4;
  children?: ReactNode;
  /** Speak it at once: only for what the reader just caused. */ spoken?: boolean;
  id?: string;
};

/** A framed message in the page: information, something done, a warning, or a problem. */
export function Notice({ tone = 'plain', heading, level = 2, spoken = false, children, id }: NoticeProps): ReactElement {
  const Heading = `h${level}` as const;
  const role = spoken ? (tone === 'err' ? 'alert' : 'status') : undefined;
  return (
    <div id={id} className={tone === 'plain' ? 'c-note' : `c-note c-note--${tone}`} role={role}>
      {heading ? <Heading className="c-h3">{heading}</Heading> : null}
      {children}
    </div>
  );
}
