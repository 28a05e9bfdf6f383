import type { ReactElement } from 'react';

/** How far long work has come, in words and as a bar. */
export function Progress({ label, done, of, words }: { label: string; done: number; of: number; words: string }): ReactElement {
  return (
    <div className="c-progress">
      <p>
        {label}: {words}
      </p>
      <progress aria-label={label} value={done} max={of}>
        {words}
      </progress>
    </div>
  );
}
