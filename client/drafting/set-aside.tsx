import type { ReactElement } from 'react';
import type { OpenSuggestion } from '../../shared/drafting/api.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import { CheckboxGroup } from '../ui/checkbox-group.tsx';
import { Button } from '../ui/button.tsx';

type SetAsideProps = {
  open: readonly OpenSuggestion[];
  chosen: readonly string[];
  /** How many are neither decided nor set aside, once somebody has tried to freeze. */
  missing: number;
  onChange: (ids: string[]) => void;
};

/** The suggestions that nobody has decided: decide them in the text, or set them aside for this version, one by one or all (DRA-27). */
export function SetAside({ open, chosen, missing, onChange }: SetAsideProps): ReactElement {
  const words = open.length === 1 ? 'One suggestion is' : `${open.length} suggestions are`;
  return (
    <>
      <CheckboxGroup
        name="set-aside"
        label={`${words} not decided`}
        hint="This version holds the text as it stands, without them. Close this to decide them, or choose those to set aside: they stay open in the draft, and the record names whose they were."
        error={missing > 0 ? errorWords(missing) : undefined}
        choices={open.map(({ id, person, at, words: does }) => ({
          value: id,
          words: `${person.name}${at ? `, ${ukDate(at)}` : ''}: ${does}`,
        }))}
        values={chosen}
        onChange={onChange}
      />
      {open.length > 1 && chosen.length < open.length ? (
        <Button small onClick={() => onChange(open.map(({ id }) => id))}>
          Set all {open.length} aside
        </Button>
      ) : null}
    </>
  );
}

function errorWords(missing: number): string {
  return missing === 1
    ? 'One suggestion is neither decided nor set aside.'
    : `${missing} suggestions are neither decided nor set aside.`;
}
