import type { ReactElement, ReactNode } from 'react';

/** What a tag marks; always a word, never colour alone. */
export type TagTone = 'plain' | 'on' | 'add' | 'del' | 'move' | 'warn' | 'err' | 'quiet';

/** One or two words about the thing beside it. */
export function Tag({ tone = 'plain', children }: { tone?: TagTone; children: ReactNode }): ReactElement {
  return <span className={tone === 'plain' ? 'c-tag' : `c-tag c-tag--${tone}`}>{children}</span>;
}
