import type { ReactElement, ReactNode } from 'react';
import { Question, fieldIds, type FieldWords } from './field-parts.tsx';

/** One choice of a group: its words, a hint, and what belongs to it ("Only if …"), always visible. */
export type GroupChoice = { value: string; words: ReactNode; hint?: ReactNode; below?: ReactNode };

/** Settings shared by radio and checkbox groups. */
export type ChoiceListProps = FieldWords & { choices: readonly GroupChoice[]; small?: boolean | undefined };

type Look = { block: 'nhsuk-radios' | 'nhsuk-checkboxes'; type: 'radio' | 'checkbox' };
type Marked = { checked?: boolean | undefined; defaultChecked?: boolean | undefined; onChange?: (() => void) | undefined };

/** A group of choices with its question; `mark` says of each whether it is chosen. The first input carries the group's id, so that the error summary can lead to it. */
export function ChoiceList({
  look,
  props,
  mark,
}: {
  look: Look;
  props: ChoiceListProps;
  mark: (value: string) => Marked;
}): ReactElement {
  const { choices, small, ...words } = props;
  const ids = fieldIds(words);
  return (
    <Question words={words} ids={ids}>
      <div className={small ? `${look.block} ${look.block}--small` : look.block}>
        {choices.map((choice, index) => (
          <ChoiceItem
            key={choice.value}
            look={look}
            name={words.name}
            id={index === 0 ? ids.id : `${ids.id}-${index + 1}`}
            choice={choice}
            marked={mark(choice.value)}
          />
        ))}
      </div>
    </Question>
  );
}

function ChoiceItem({
  look,
  name,
  id,
  choice,
  marked,
}: {
  look: Look;
  name: string;
  id: string;
  choice: GroupChoice;
  marked: Marked;
}): ReactElement {
  const { block, type } = look;
  const hintId = choice.hint ? `${id}-item-hint` : undefined;
  return (
    <>
      <div className={`${block}__item`}>
        <input
          {...marked}
          className={`${block}__input`}
          id={id}
          name={name}
          type={type}
          value={choice.value}
          aria-describedby={hintId}
        />
        <label className={`nhsuk-label ${block}__label`} htmlFor={id}>
          {choice.words}
        </label>
        {choice.hint ? (
          <div className={`nhsuk-hint ${block}__hint`} id={hintId}>
            {choice.hint}
          </div>
        ) : null}
      </div>
      {choice.below ? <div className={`${block}__conditional`}>{choice.below}</div> : null}
    </>
  );
}
