import type { ReactElement } from 'react';

/** A place that is still loading: one sentence and still lines, nothing that spins. */
export function Skeleton({ sentence, lines = 3 }: { sentence: string; lines?: 1 | 2 | 3 | 4 | 5 }): ReactElement {
  return (
    <div aria-busy="true">
      <p role="status">{sentence}</p>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={`c-skel c-skel--${(line % 3) + 1}`} />
      ))}
    </div>
  );
}
