import { useState, type ReactElement } from 'react';
import { requiredCount, type SectionState } from '../../shared/drafting/section-state.ts';
import { outline, type OutlineEntry } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { Icon } from '../ui/icon.tsx';
import { PersonMark } from '../ui/person-mark.tsx';
import type { PersonHere } from './room-people.ts';

type DraftOutlineProps = {
  text: DocumentText;
  sections: readonly SectionState[];
  people: readonly PersonHere[];
  /** The heading above each block, by block id. */
  headingOf: (blockId: string) => string | undefined;
  here: string | undefined;
  onGo: (blockId: string) => void;
};

/** The headings with their numbers, what each still lacks, and who is where; a heading leads to its place. */
export function DraftOutline({ text, sections, people, headingOf, here, onGo }: DraftOutlineProps): ReactElement {
  const [open, setOpen] = useState(false);
  const { full, all } = requiredCount(sections);
  const rows = flat(outline(text));
  const missing = sections.filter(({ state, required }) => state === 'missing' && required);
  return (
    <nav className="c-pane c-outline c-collapse c-collapse--m" aria-label="Outline" tabIndex={0} data-open={open || undefined}>
      <div className="c-pane__h">
        <h2 className="c-h4">Outline</h2>
        {all > 0 ? (
          <span className="meta">
            {full} of {all} required
          </span>
        ) : null}
        <button className="c-btn c-btn--s c-btn--tog" type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          Sections
        </button>
      </div>
      <ol className="c-ol">
        {rows.map((row) => (
          <OutlineRow
            key={row.blockId}
            row={row}
            section={sections.find(({ blockId }) => blockId === row.blockId)}
            people={people.filter(({ blockId, self }) => !self && blockId !== undefined && headingOf(blockId) === row.blockId)}
            isHere={row.blockId === here}
            onGo={() => {
              setOpen(false);
              onGo(row.blockId);
            }}
          />
        ))}
      </ol>
      {missing.length > 0 ? (
        <details className="c-outline__foot">
          <summary>
            {missing.length} required {missing.length === 1 ? 'heading is' : 'headings are'} not in the text
          </summary>
          <ul>
            {missing.map(({ key, heading }) => (
              <li key={key}>{heading}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </nav>
  );
}

type RowProps = {
  row: OutlineEntry;
  section: SectionState | undefined;
  people: readonly PersonHere[];
  isHere: boolean;
  onGo: () => void;
};

function OutlineRow({ row, section, people, isHere, onGo }: RowProps): ReactElement {
  return (
    <li className={row.depth > 1 ? 'sub' : ''}>
      <div className={isHere ? 'row here' : 'row'}>
        <span />
        <a
          href={`#${row.blockId}`}
          aria-current={isHere ? 'location' : undefined}
          onClick={(event) => {
            event.preventDefault();
            onGo();
          }}
        >
          {row.number} {row.heading || 'Heading without words'}
        </a>
        {section ? <Completeness section={section} /> : <span />}
        {people.length > 0 ? (
          <span className="here-who">
            {people.map(({ person }) => (
              <span key={person.id} className="c-here__one">
                <PersonMark name={person.name} colour={person.colour} small /> {person.name.split(' ')[0]}
              </span>
            ))}
          </span>
        ) : null}
      </div>
    </li>
  );
}

function Completeness({ section }: { section: SectionState }): ReactElement {
  if (section.state === 'full')
    return (
      <span className="c-comp">
        <Icon name="tick" />
        full
      </span>
    );
  if (!section.required) return <span className="c-comp">optional</span>;
  return (
    <span className="c-comp gap">
      <Icon name="warning" />
      empty
    </span>
  );
}

function flat(entries: readonly OutlineEntry[]): OutlineEntry[] {
  return entries.flatMap((entry) => [entry, ...flat(entry.children)]);
}
