import { Fragment, useEffect, useRef, useState, type ReactElement } from 'react';
import { requiredCount, type SectionState } from '../../shared/drafting/section-state.ts';
import { outline, type OutlineEntry } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import { PersonMark } from '../ui/person-mark.tsx';
import type { PersonHere } from './room-people.ts';
import { SectionHandle } from './section-handle.tsx';
import { SectionMovePanel } from './section-move-panel.tsx';
import { useSectionMove, type MoveSection, type SectionMove } from './use-section-move.ts';

type DraftOutlineProps = {
  text: DocumentText;
  sections: readonly SectionState[];
  people: readonly PersonHere[];
  /** The heading above each block, by block id. */
  headingOf: (blockId: string) => string | undefined;
  here: string | undefined;
  onGo: (blockId: string) => void;
  /** Moves a section; absent while reading. */
  onMove: MoveSection | undefined;
};

/** The headings with their numbers, what each still lacks, and who is where; a heading leads to its place, its handle moves its section. */
export function DraftOutline({ text, sections, people, headingOf, here, onGo, onMove }: DraftOutlineProps): ReactElement {
  const [open, setOpen] = useState(false);
  const move = useSectionMove(text, people, onMove ?? (() => undefined));
  useHandleKept(move, text);
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
      {onMove ? <SectionMovePanel move={move} /> : null}
      <ol className={onMove ? 'c-ol c-ol--moves' : 'c-ol'}>
        {rows.map((row) => (
          <Fragment key={row.blockId}>
            <DropLine move={move} gap={row.blockId} />
            <OutlineRow
              row={row}
              move={onMove ? move : undefined}
              section={sections.find(({ blockId }) => blockId === row.blockId)}
              people={people.filter(({ blockId, self }) => !self && blockId !== undefined && headingOf(blockId) === row.blockId)}
              isHere={row.blockId === here}
              onGo={() => {
                setOpen(false);
                onGo(row.blockId);
              }}
            />
          </Fragment>
        ))}
        <DropLine move={move} gap={null} />
      </ol>
      {onMove && rows.length > 1 ? (
        <p className="meta c-outline__hint">Drag a handle, or press it and use the arrow keys. Numbers and references follow.</p>
      ) : null}
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

/** Where the section that is picked up would go. */
function DropLine({ move: { picked }, gap }: { move: SectionMove; gap: string | null }): ReactElement | null {
  if (!picked || picked.gap !== gap) return null;
  return (
    <li className="drop" aria-hidden="true">
      <span>{picked.gap === picked.home ? 'where it was' : `becomes ${picked.becomes}`}</span>
    </li>
  );
}

/** The handle of a moved section keeps the keyboard although its row was made anew at another place. */
function useHandleKept({ picked }: SectionMove, text: DocumentText): void {
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (picked) last.current = picked.id;
  }, [picked]);
  useEffect(() => {
    if (last.current && !picked && document.activeElement === document.body)
      document.getElementById(`handle-${last.current}`)?.focus();
  }, [picked, text]);
}

type RowProps = {
  row: OutlineEntry;
  move: SectionMove | undefined;
  section: SectionState | undefined;
  people: readonly PersonHere[];
  isHere: boolean;
  onGo: () => void;
};

function OutlineRow({ row, move, section, people, isHere, onGo }: RowProps): ReactElement {
  return (
    <li className={classNames(row.depth > 1 && 'sub', move?.picked?.id === row.blockId && 'picked')} data-heading={row.blockId}>
      <div className={isHere ? 'row here' : 'row'}>
        {move ? <SectionHandle id={row.blockId} name={`${row.number} ${row.heading}`.trim()} move={move} /> : <span />}
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
