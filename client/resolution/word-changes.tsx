import type { ReactElement } from 'react';
import { wordDifference } from '../../shared/text/word-difference.ts';

/** Two wordings as one text, with what goes and what comes marked by sign, line and colour. */
export function WordChanges({ before, after }: { before: string; after: string }): ReactElement {
  return (
    <p className="c-wording">
      {wordDifference(before, after).map(({ op, text }, index) => {
        if (op === 'same') return <span key={index}>{text}</span>;
        const Mark = op === 'added' ? 'ins' : 'del';
        return (
          <Mark key={index}>
            <span className="vh">{op === 'added' ? '[Added: ' : '[Removed: '}</span>
            <i aria-hidden="true">{op === 'added' ? '[+' : '[−'}</i>
            <span>{text}</span>
            <i aria-hidden="true">]</i>
            <span className="vh">] </span>
          </Mark>
        );
      })}
    </p>
  );
}

/** A block of text with a stretch of it marked as the words that are meant. */
export function QuotedText({ text, start, end }: { text: string; start: number; end: number }): ReactElement {
  return (
    <>
      {text.slice(0, start)}
      <mark className="c-quote">{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}
