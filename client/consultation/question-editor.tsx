import type { ReactElement } from 'react';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import { QUESTION_TYPES, type Question } from '../../shared/consultation/question.ts';
import { Button } from '../ui/button.tsx';
import { CheckboxGroup } from '../ui/checkbox-group.tsx';
import { errorOf } from '../ui/error-summary.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { emptyQuestion, hasOptions, questionAgain, type TypedQuestion } from './typed-opening.ts';

const TYPE_WORDS: Record<(typeof QUESTION_TYPES)[number], string> = {
  text: 'In their own words',
  'yes-no': 'Yes or no',
  single: 'One of several',
  multiple: 'Any of several',
  scale: 'Five points from agree to disagree',
};

type EditorProps = {
  questions: readonly TypedQuestion[];
  earlier: readonly Question[];
  errors: readonly FieldError[];
  onChange: (questions: TypedQuestion[]) => void;
};

/** The questions of a consultation while they are written; earlier ones can be asked again (CON-24). */
export function QuestionEditor({ questions, earlier, errors, onChange }: EditorProps): ReactElement {
  const replace = (id: string, part: Partial<TypedQuestion>): void =>
    onChange(questions.map((question) => (question.id === id ? { ...question, ...part } : question)));
  const used = new Set(questions.map(({ words }) => words.trim()));
  const again = earlier.filter(({ words }) => !used.has(words));
  return (
    <section className="c-box stack" aria-labelledby="questions">
      <h2 className="c-h2" id="questions">
        Questions
      </h2>
      <p className="meta">
        People can comment on any place of the text. Ask what you would not hear otherwise; fewer are better.
      </p>
      {questions.map((question, index) => (
        <QuestionFields
          key={question.id}
          question={question}
          number={index + 1}
          errors={errors}
          onChange={(part) => replace(question.id, part)}
          onRemove={() => onChange(questions.filter(({ id }) => id !== question.id))}
        />
      ))}
      <div className="c-acts">
        <Button onClick={() => onChange([...questions, emptyQuestion()])}>Add a question</Button>
      </div>
      {again.length > 0 ? (
        <details className="c-more">
          <summary>Questions your group asked before</summary>
          <ul className="stack-s">
            {again.map((question) => (
              <li key={question.id}>
                {question.words}{' '}
                <Button
                  small
                  kind="quiet"
                  hiddenWords={question.words}
                  onClick={() => onChange([...questions, questionAgain(question)])}
                >
                  Ask it again
                </Button>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

type FieldsProps = {
  question: TypedQuestion;
  number: number;
  errors: readonly FieldError[];
  onChange: (part: Partial<TypedQuestion>) => void;
  onRemove: () => void;
};

function QuestionFields({ question, number, errors, onChange, onRemove }: FieldsProps): ReactElement {
  const { id } = question;
  return (
    <fieldset className="c-question">
      <legend className="c-h3">Question {number}</legend>
      <SelectField
        name={`${id}-type`}
        label="How it is answered"
        value={question.type}
        onChange={(event) => onChange({ type: QUESTION_TYPES.find((type) => type === event.target.value) ?? 'text' })}
        choices={QUESTION_TYPES.map((value) => ({ value, words: TYPE_WORDS[value] }))}
      />
      <TextField
        name={`${id}-heading`}
        label="Short heading"
        hint="Two to five words, for example “The aims”"
        value={question.heading}
        error={errorOf(errors, `${id}-heading`)}
        onChange={(event) => onChange({ heading: event.target.value })}
      />
      <TextField
        name={`${id}-words`}
        label="The question"
        value={question.words}
        error={errorOf(errors, `${id}-words`)}
        onChange={(event) => onChange({ words: event.target.value })}
      />
      {hasOptions(question) ? (
        <TextArea
          name={`${id}-options`}
          label="What can be chosen"
          hint="One on each line"
          rows={4}
          value={question.options}
          error={errorOf(errors, `${id}-options`)}
          onChange={(event) => onChange({ options: event.target.value })}
        />
      ) : null}
      <TextField
        name={`${id}-clause`}
        label="Which clause it is about (optional)"
        hint="For example 3.2.1"
        characters={10}
        value={question.clause}
        error={errorOf(errors, `${id}-clause`)}
        onChange={(event) => onChange({ clause: event.target.value })}
      />
      <QuestionFlags question={question} number={number} onChange={onChange} />
      <Button small kind="quiet" hiddenWords={`question ${number}`} onClick={onRemove}>
        Take out
      </Button>
    </fieldset>
  );
}

function QuestionFlags({ question, number, onChange }: Pick<FieldsProps, 'question' | 'number' | 'onChange'>): ReactElement {
  const choices = [
    { value: 'required', words: 'It must be answered' },
    ...(question.type === 'text' ? [] : [{ value: 'askWhy', words: 'Also ask why, in words' }]),
    ...(question.type === 'multiple' ? [{ value: 'none', words: '“None of these” can be chosen' }] : []),
  ];
  const values = (['required', 'askWhy', 'none'] as const).filter((flag) => question[flag]);
  return (
    <CheckboxGroup
      name={`${question.id}-flags`}
      label={`About question ${number}`}
      small
      choices={choices}
      values={values}
      onChange={(chosen) =>
        onChange({ required: chosen.includes('required'), askWhy: chosen.includes('askWhy'), none: chosen.includes('none') })
      }
    />
  );
}
