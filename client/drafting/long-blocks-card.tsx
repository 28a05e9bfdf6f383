import { useEffect, useMemo, useRef, type ReactElement } from 'react';
import { MAX_BLOCK_CHARS } from '../../shared/kernel/limits.ts';
import { placeOf } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { blockText } from '../../shared/text/plain-text.ts';
import { blocksTooLong } from '../../shared/text/text-faults.ts';
import { announce } from '../ui/live-announcer.tsx';

const LIMIT = MAX_BLOCK_CHARS.toLocaleString('en-GB');

/** Paragraphs that have grown longer than a version may hold: said when it happens, not at freezing. Nothing is cut. */
export function LongBlocksCard({ text, onGo }: { text: DocumentText; onGo: (blockId: string) => void }): ReactElement | null {
  const long = useMemo(() => blocksTooLong(text), [text]);
  const said = useRef(0);
  useEffect(() => {
    if (long.length > said.current)
      announce(`A paragraph is longer than ${LIMIT} characters, so the text cannot be frozen. Divide it; nothing is lost.`);
    said.current = long.length;
  }, [long.length]);
  if (long.length === 0) return null;
  return (
    <section className="c-card c-card--on" aria-labelledby="too-long">
      <h2 className="c-h4" id="too-long">
        Too long to freeze: {long.length}
      </h2>
      <p>
        A paragraph can have {LIMIT} characters. Press Enter in it where a new one should begin. Everything you write is kept
        meanwhile.
      </p>
      <ul className="c-chk">
        {long.map((block) => (
          <li key={block.id}>
            <button type="button" className="c-aslink" onClick={() => onGo(block.id)}>
              {placeOf(text, block.id)?.label || 'The paragraph'} “{blockText(block).slice(0, 40).trim()}…”
            </button>{' '}
            <span className="meta">{blockText(block).length.toLocaleString('en-GB')} characters</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
