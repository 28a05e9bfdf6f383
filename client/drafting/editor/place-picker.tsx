import { useId, useMemo, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { seekPlaces, type FoundPlace } from '../../../shared/text/seek-places.ts';

type PlacePickerProps = {
  text: DocumentText;
  label: string;
  hint: string;
  error: string | undefined;
  /** The place the list stands at; Enter in the field chooses it. */
  onStandAt: (blockId: string | undefined) => void;
  onPick: (blockId: string) => void;
};

/** A field in which a number or words are typed and the places that fit are listed below; arrows move, Enter or a click picks. */
export function PlacePicker({ text, label, hint, error, onStandAt, onPick }: PlacePickerProps): ReactElement {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => seekPlaces(text, typed), [text, typed]);
  const standAt = (next: number, list: readonly FoundPlace[] = found): void => {
    setAt(next);
    onStandAt(list[next]?.place.blockId);
  };
  const onKey = (event: KeyboardEvent): void => {
    const here = found[at];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length) {
      event.preventDefault();
      standAt((at + step + found.length) % found.length);
    }
    if (event.key !== 'Enter' || !here) return;
    event.preventDefault();
    onPick(here.place.blockId);
  };
  const describedBy = error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`;
  return (
    <div className={error === undefined ? 'c-f' : 'c-f c-f--bad'}>
      <label htmlFor={id}>{label}</label>
      <span className="c-hint" id={`${id}-hint`}>
        {hint}
      </span>
      {error === undefined ? null : (
        <span className="c-errmsg" id={`${id}-error`}>
          {error}
        </span>
      )}
      <input
        id={id}
        className="c-in"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        aria-describedby={describedBy}
        autoComplete="off"
        autoFocus
        value={typed}
        onKeyDown={onKey}
        onChange={(event) => {
          setTyped(event.target.value);
          standAt(0, seekPlaces(text, event.target.value));
        }}
      />
      <ul className="c-places" id={`${id}-list`} role="listbox" aria-label="Places that fit">
        {found.map(({ place, words }, index) => (
          <li
            key={place.blockId}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(place.blockId)}
          >
            <b>{place.number}</b> {words || 'no words'}
          </li>
        ))}
      </ul>
      <p className="meta" role="status">
        {foundWords(found.length)}
      </p>
    </div>
  );
}

function foundWords(count: number): string {
  if (count === 0) return 'No place fits. Type a number such as 3.2, or words of the text.';
  return count === 1 ? '1 place fits.' : `${count} places fit.`;
}
