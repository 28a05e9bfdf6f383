import type { ReactElement } from 'react';
import type { Waiting } from '../../shared/programme/api.ts';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';

/** What waits for a person: minutes where they are known, the act as a link, when it is due. */
export function WaitingList({ waiting }: { waiting: readonly Waiting[] }): ReactElement {
  return (
    <ol className="c-wait">
      {waiting.map(({ title, sentence, href, dueAt, minutes }) => (
        <li key={`${href} ${title}`}>
          <div className="c-min">
            {minutes === null ? null : (
              <>
                {minutes}
                <small>{minutes === 1 ? 'minute' : 'minutes'}</small>
              </>
            )}
          </div>
          <div>
            <a className="t" href={href}>
              {title}
            </a>
            <p className="meta">{sentence}</p>
          </div>
          <div className="c-due">
            {dueAt === null ? (
              'No date'
            ) : (
              <>
                <b>Due</b>
                {ukDate(dueAt)}, {ukTime(dueAt)}
              </>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** How much waits, in one sentence; minutes are told only when all are known. */
export function waitingSentence(waiting: readonly Waiting[]): string {
  const count = waiting.length === 1 ? '1 thing' : `${waiting.length} things`;
  const minutes = waiting.map((one) => one.minutes);
  const known = minutes.every((one) => one !== null);
  const total = minutes.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const due = waiting.flatMap(({ dueAt }) => dueAt ?? []).sort()[0];
  return `${count}${known ? `, about ${total} ${total === 1 ? 'minute' : 'minutes'} in all` : ''}.${
    due ? ` The first is due on ${ukDate(due)}, by ${ukTime(due)}.` : ''
  }`;
}
