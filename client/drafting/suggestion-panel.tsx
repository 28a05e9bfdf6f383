import { useState, type ReactElement } from 'react';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';
import type { Suggestion } from '../../shared/text/live/list-suggestions.ts';
import { announce } from '../ui/live-announcer.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { suggestionWords } from '../../shared/drafting/suggestion-words.ts';

const SHOWN = 50; // cards at once; what is decided makes room for the next

/** What the reader of the panel may do with suggestions: decide all, take own ones back, or look. */
export type SuggestionActs = {
  decide?: (suggestions: readonly Suggestion[], accept: boolean) => void;
  withdraw?: (suggestions: readonly Suggestion[]) => void;
  /** Whether this one may be accepted or rejected: in a guarded document not one's own (DRA-29). */
  mayDecide?: (suggestion: Suggestion) => boolean;
};

type SuggestionPanelProps = SuggestionActs & {
  suggestions: readonly Suggestion[];
  personId: string;
  /** The number or heading of the section a block is in, and the section the caret is in. */
  sectionOf: (blockId: string) => string | undefined;
  here: string | undefined;
  labelOf: (blockId: string) => string;
  onGo: (blockId: string) => void;
};

const EVERYBODY = 'everybody';
const EVERYWHERE = 'everywhere';
const HERE = 'here';

/** Open suggestions beside the text, in its order: who, when, what; decided one by one, by author, by section, or all. */
export function SuggestionPanel(props: SuggestionPanelProps): ReactElement | null {
  const { suggestions, sectionOf, here, decide } = props;
  const [author, setAuthor] = useState(EVERYBODY);
  const [place, setPlace] = useState(EVERYWHERE);
  if (suggestions.length === 0) return null;
  const authors = [...new Map(suggestions.map(({ person, name }) => [person, name]))];
  const by = authors.some(([person]) => person === author) ? author : EVERYBODY;
  const chosen = suggestions.filter(
    ({ person, blockId }) => (by === EVERYBODY || person === by) && (place === EVERYWHERE || sectionOf(blockId) === here),
  );
  const decidable = chosen.filter((suggestion) => props.mayDecide?.(suggestion) ?? true);
  const names = authors.map(([value, words]) => ({ value, words }));
  const places = [
    { value: EVERYWHERE, words: 'the whole text' },
    { value: HERE, words: 'the section with the cursor' },
  ];
  return (
    <section className="c-card" aria-labelledby="suggestions">
      <h2 className="c-h4" id="suggestions">
        Suggestions: {suggestions.length}
      </h2>
      {suggestions.length > 1 ? (
        <div className="c-suggestions__choice">
          <SelectField
            name="suggestions-by"
            label="By"
            choices={[{ value: EVERYBODY, words: 'everybody' }, ...names]}
            value={by}
            onChange={(event) => setAuthor(event.target.value)}
          />
          <SelectField
            name="suggestions-in"
            label="In"
            choices={places}
            value={place}
            onChange={(event) => setPlace(event.target.value)}
          />
        </div>
      ) : null}
      {decide && suggestions.length > 1 && decidable.length > 0 ? <DecideAll chosen={decidable} decide={decide} /> : null}
      <ol className="c-suggestions" role="list">
        {chosen.slice(0, SHOWN).map((suggestion) => (
          <SuggestionCard key={suggestion.id} suggestion={suggestion} {...props} />
        ))}
      </ol>
      {chosen.length === 0 ? <p className="meta">None here.</p> : null}
      {chosen.length > SHOWN ? <p className="meta">And {chosen.length - SHOWN} more further on.</p> : null}
    </section>
  );
}

type DecideAllProps = { chosen: readonly Suggestion[]; decide: NonNullable<SuggestionActs['decide']> };

function DecideAll({ chosen, decide }: DecideAllProps): ReactElement {
  const act = (accept: boolean): void => {
    decide(chosen, accept);
    announce(`${chosen.length} ${accept ? 'accepted' : 'rejected'}. Undo brings them back.`);
  };
  return (
    <div className="c-acts">
      <Button small onClick={() => act(true)}>
        Accept these {chosen.length}
      </Button>
      <Button small onClick={() => act(false)}>
        Reject these {chosen.length}
      </Button>
    </div>
  );
}

function SuggestionCard(props: SuggestionPanelProps & { suggestion: Suggestion }): ReactElement {
  const { suggestion, personId, labelOf, onGo, decide, withdraw, mayDecide } = props;
  const { name, at, blockId } = suggestion;
  const words = suggestionWords(suggestion);
  const act = (accept: boolean): void => {
    decide?.([suggestion], accept);
    announce(accept ? 'Accepted.' : 'Rejected.');
  };
  return (
    <li className="c-suggestion">
      <p>
        <b>{name}</b> <span className="meta">{at === undefined ? '' : `${ukDate(at)}, ${ukTime(at)}`}</span>
      </p>
      <p>{words}</p>
      <div className="c-acts">
        {decide && (mayDecide?.(suggestion) ?? true) ? (
          <>
            <Button small kind="main" hiddenWords={`: ${words}`} onClick={() => act(true)}>
              Accept
            </Button>
            <Button small hiddenWords={`: ${words}`} onClick={() => act(false)}>
              Reject
            </Button>
          </>
        ) : null}
        {withdraw && suggestion.person === personId ? (
          <Button small hiddenWords={`: ${words}`} onClick={() => withdraw([suggestion])}>
            Take back
          </Button>
        ) : null}
        <button type="button" className="c-aslink" onClick={() => onGo(blockId)}>
          Go to {labelOf(blockId)}
        </button>
      </div>
    </li>
  );
}
