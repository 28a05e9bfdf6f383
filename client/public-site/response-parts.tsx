import type { ReactElement } from 'react';
import type { ConsultationFacts, PresentedPoint, ResponseStep } from '../../shared/consultation/pages.ts';
import { timeAndDay } from '../../shared/consultation/uk-time.ts';
import type { WordChange } from '../../shared/text/word-difference.ts';

/** Where the reader is in their response: four steps, each a link, none of them locked. */
export function ResponseSteps({ steps }: { steps: readonly ResponseStep[] }): ReactElement {
  return (
    <nav className="cc-steps" aria-label="Your response">
      <ol>
        {steps.map(({ words, href, state, here }) => (
          <li key={href} className={here ? 'cc-steps__here' : undefined}>
            <a href={href} aria-current={here ? 'step' : undefined}>
              {words}
            </a>{' '}
            <span>{state}</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The closing time in full, always with its day and its zone. */
export function ClosingTime({ closesAt }: { closesAt: string }): ReactElement {
  return (
    <>
      <time dateTime={closesAt}>{timeAndDay(closesAt)}</time> (UK time)
    </>
  );
}

/** One sentence that says what is true of a consultation now. */
export function StateLine({ state, opensAt, closesAt, daysLeft }: ConsultationFacts): ReactElement {
  if (state === 'soon')
    return (
      <>
        <strong className="cc-tag cc-tag--note">Opens soon</strong> Opens at <ClosingTime closesAt={opensAt} />.
      </>
    );
  if (state === 'closed')
    return (
      <>
        <strong className="cc-tag">Closed</strong> Closed at <ClosingTime closesAt={closesAt} />.
      </>
    );
  return (
    <>
      <strong className="cc-tag cc-tag--ok">Open</strong> <strong>{daysLeftInWords(daysLeft)}.</strong> Closes at{' '}
      <ClosingTime closesAt={closesAt} />.
    </>
  );
}

function daysLeftInWords(days: number): string {
  if (days <= 0) return 'Last day';
  return days === 1 ? '1 day left' : `${days} days left`;
}

/** The difference of two texts, readable without colour and when it is spoken. */
export function Difference({ changes }: { changes: readonly WordChange[] }): ReactElement {
  return (
    <>
      {changes.map(({ op, text }, index) => {
        if (op === 'same') return <span key={index}>{text}</span>;
        const Mark = op === 'added' ? 'ins' : 'del';
        return (
          <Mark key={index}>
            <span className="nhsuk-u-visually-hidden">{op === 'added' ? '[Added: ' : '[Removed: '}</span>
            {text}
            <span className="nhsuk-u-visually-hidden">] </span>
          </Mark>
        );
      })}
    </>
  );
}

/** Words as they were typed: an empty line begins a paragraph; the cells of a quoted table row are parted by commas. */
export function TypedWords({ text }: { text: string }): ReactElement {
  const paragraphs = text
    .replaceAll('\t', ', ')
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '');
  return (
    <>
      {paragraphs.map((paragraph, index) => (
        <p key={index}>
          {paragraph.split('\n').map((line, place) => (
            <span key={place}>
              {place > 0 ? <br /> : null}
              {line}
            </span>
          ))}
        </p>
      ))}
    </>
  );
}

/** A point read back to the person who wrote it. */
export function ReadBackPoint({
  point,
  number,
  links = true,
  level = 3,
}: {
  point: PresentedPoint;
  number: number;
  links?: boolean;
  level?: 2 | 3;
}): ReactElement {
  const Heading = `h${level}` as const;
  return (
    <article className="cc-point" aria-labelledby={`p-${point.id}`}>
      <Heading id={`p-${point.id}`}>
        {number}. On {point.on}
      </Heading>
      {point.quote ? (
        <blockquote className="cc-quote">
          <TypedWords text={point.quote} />
        </blockquote>
      ) : null}
      <p>Kind: {point.kind}.</p>
      <TypedWords text={point.comment} />
      {point.wording === null ? null : (
        <p>
          <strong>Proposed wording:</strong> {point.difference ? <Difference changes={point.difference} /> : point.wording}
        </p>
      )}
      {links ? (
        <p className="cc-links">
          <a href={point.changeHref}>Change point {number}</a> <a href={point.removeHref}>Delete point {number}</a>
        </p>
      ) : null}
    </article>
  );
}
