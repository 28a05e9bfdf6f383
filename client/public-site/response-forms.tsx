import type { ReactElement } from 'react';
import {
  AREAS,
  CAPACITY_CHOICES,
  CATEGORY_CHOICES,
  PUBLISHING_CHOICES,
  type Choice,
} from '../../shared/consultation/about-you.ts';
import type { AboutYouPageProps, QuestionsPageProps, RemovePointPageProps } from '../../shared/consultation/pages.ts';
import { choicesOf, fieldOf, wordsFieldOf } from '../../shared/consultation/question.ts';
import { timeAndDate } from '../../shared/consultation/uk-time.ts';
import { Button } from '../ui/button.tsx';
import { CheckboxGroup } from '../ui/checkbox-group.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { PublicPage } from './public-page.ts';
import { ReadBackPoint, ResponseSteps } from './response-parts.tsx';

/** All questions on one page; what must be answered is said at the top (CON-24). */
export const questionsPage: PublicPage<QuestionsPageProps> = {
  heading: () => 'Questions',
  section: 'consultations',
  back: ({ reference }) => ({ words: 'Back to the draft', href: `/respond/${reference}/1` }),
  errors: ({ errors }) => errors,
  Body: (props) => (
    <>
      <ResponseSteps steps={props.steps} />
      <div className="cc-col">
        <ErrorSummary errors={props.errors} />
        <h1>Questions</h1>
        <p>{requiredInWords(props.questions)}</p>
        <form action={`/respond/${props.reference}/questions#errors`} method="post" noValidate>
          {props.numbersAsked ? <input type="hidden" name="numbers-asked" value="yes" /> : null}
          {props.questions.map((question, index) => (
            <QuestionFields key={question.id} page={props} question={question} number={index + 1} />
          ))}
          <SaveButtons />
        </form>
        {props.savedAt ? (
          <p className="cc-saved">
            Saved at {timeAndDate(props.savedAt)} (UK time). You can stop and come back until the closing time.
          </p>
        ) : null}
      </div>
    </>
  ),
};

function requiredInWords(questions: QuestionsPageProps['questions']): string {
  if (questions.length === 0) return 'This consultation has no questions. Go on to the next step.';
  const count = questions.length === 1 ? 'There is 1 question.' : `There are ${questions.length} questions.`;
  const required = questions.flatMap(({ required: must }, index) => (must ? [index + 1] : []));
  if (required.length === 0) return `${count} You can skip any of them.`;
  const named =
    required.length === 1 ? `question ${required[0]}` : `questions ${required.slice(0, -1).join(', ')} and ${required.at(-1)}`;
  return `${count} Only ${named} must be answered. You can skip the rest.`;
}

type AskedQuestion = QuestionsPageProps['questions'][number];

function QuestionFields({
  page,
  question,
  number,
}: {
  page: QuestionsPageProps;
  question: AskedQuestion;
  number: number;
}): ReactElement {
  const { type, askWhy, aboutHref } = question;
  const answer = page.answers[question.id];
  const canClear = type !== 'text' && type !== 'multiple' && (answer?.choices.length ?? 0) > 0;
  return (
    <section aria-labelledby={`h-${question.id}`} className="cc-q">
      <h2 id={`h-${question.id}`}>
        Question {number}: {question.heading}
      </h2>
      {aboutHref ? (
        <p>
          It is about <a href={aboutHref}>{question.aboutName}</a>.
        </p>
      ) : null}
      {type === 'text' ? null : <ChoiceFields page={page} question={question} />}
      {canClear ? (
        <p>
          <Button small kind="quiet" type="submit" name="clear" value={question.id}>
            Clear question {number}
          </Button>
        </p>
      ) : null}
      {type === 'text' || askWhy ? <WordsField page={page} question={question} /> : null}
    </section>
  );
}

function ChoiceFields({ page, question }: { page: QuestionsPageProps; question: AskedQuestion }): ReactElement {
  const chosen = page.answers[question.id]?.choices ?? [];
  const group = {
    name: `q-${question.id}`,
    label: labelOf(question),
    error: errorOf(page.errors, fieldOf(question)),
    choices: choicesOf(question).map((words) => ({ value: words, words })),
  };
  if (question.type === 'multiple')
    return <CheckboxGroup {...group} hint={question.hint ?? 'Choose all that apply'} defaultValues={chosen} />;
  return <RadioGroup {...group} hint={question.hint} defaultValue={chosen[0]} />;
}

function WordsField({ page, question }: { page: QuestionsPageProps; question: AskedQuestion }): ReactElement {
  const alone = question.type === 'text';
  return (
    <TextArea
      name={wordsFieldOf(question)}
      label={alone ? labelOf(question) : 'Why do you say so? (optional)'}
      hint={alone ? question.hint : undefined}
      rows={4}
      error={errorOf(page.errors, wordsFieldOf(question))}
      defaultValue={page.answers[question.id]?.words ?? ''}
    />
  );
}

function labelOf({ words, required }: AskedQuestion): string {
  return required ? words : `${words} (optional)`;
}

function SaveButtons(): ReactElement {
  return (
    <div className="cc-actions">
      <Button kind="main" type="submit" name="act" value="go-on">
        Save and go on
      </Button>{' '}
      <Button type="submit" name="act" value="stop">
        Save and stop for now
      </Button>
    </div>
  );
}

/** Who responds: only what is used, nothing hidden behind scripts (CON-26). */
export const aboutYouPage: PublicPage<AboutYouPageProps> = {
  heading: () => 'About you',
  section: 'consultations',
  back: ({ reference, steps }) =>
    steps.some(({ href }) => href === `/respond/${reference}/questions`)
      ? { words: 'Back to the questions', href: `/respond/${reference}/questions` }
      : { words: 'Back to the draft', href: `/respond/${reference}/1` },
  errors: ({ errors }) => errors,
  Body: (props) => (
    <>
      <ResponseSteps steps={props.steps} />
      <div className="cc-col">
        <ErrorSummary errors={props.errors} />
        <h1>About you</h1>
        <p>
          We ask only for what we use to understand the responses. Your name, e-mail address and interests are kept apart from
          your comments.
        </p>
        <form action={`/respond/${props.reference}/about-you#errors`} method="post" noValidate>
          <Whose {...props} />
          <Interests {...props} />
          <Publishing {...props} />
          <SaveButtons />
        </form>
      </div>
    </>
  ),
};

function Whose({ about, errors }: AboutYouPageProps): ReactElement {
  return (
    <>
      <RadioGroup
        name="capacity"
        large
        label="Are you responding for yourself or for an organisation?"
        error={errorOf(errors, 'capacity')}
        defaultValue={about.capacity}
        choices={inGroup(CAPACITY_CHOICES)}
      />
      <RadioGroup
        name="category"
        large
        label="Which best describes you?"
        error={errorOf(errors, 'category')}
        defaultValue={about.category}
        choices={inGroup(CATEGORY_CHOICES)}
      />
      <TextField
        name="organisation"
        label="Name of the organisation"
        hint="Only if you respond for one"
        autoComplete="organization"
        error={errorOf(errors, 'organisation')}
        defaultValue={about.organisation}
      />
      <SelectField
        name="area"
        large
        label="Where are you, or where do you work? (optional)"
        defaultValue={about.area ?? ''}
        choices={[{ value: '', words: 'Choose an area' }, ...AREAS.map((area) => ({ value: area, words: area }))]}
      />
    </>
  );
}

const YES_NO = [
  { value: 'yes', words: 'Yes' },
  { value: 'no', words: 'No' },
];

function Interests({ about, errors, askTobacco }: AboutYouPageProps): ReactElement {
  return (
    <>
      <h2>Interests</h2>
      <p>
        An interest is something that could make others doubt that your response is neutral. It may be money, a job, shares or
        research funds, for you or for a close relative. It does not stop you from responding.
      </p>
      <RadioGroup
        name="interest"
        label="Do you have an interest to declare?"
        error={errorOf(errors, 'interest')}
        defaultValue={about.interest}
        choices={YES_NO}
      />
      <TextArea
        name="interestWords"
        label="If yes, what is it?"
        rows={3}
        error={errorOf(errors, 'interestWords')}
        defaultValue={about.interestWords}
      />
      {askTobacco ? (
        <RadioGroup
          name="tobacco"
          label="Do you, or does your organisation, have links with the tobacco industry?"
          hint="Direct or indirect, now or in the past 5 years"
          error={errorOf(errors, 'tobacco')}
          defaultValue={about.tobacco}
          choices={YES_NO}
        />
      ) : null}
    </>
  );
}

function Publishing({ about, errors }: AboutYouPageProps): ReactElement {
  return (
    <>
      <h2>Publishing</h2>
      <RadioGroup
        name="publish"
        label="May we publish your response?"
        error={errorOf(errors, 'publish')}
        defaultValue={about.publish}
        choices={inGroup(PUBLISHING_CHOICES)}
      />
      <TextField
        name="name"
        label="Your name"
        hint="Only if we may publish it"
        autoComplete="name"
        error={errorOf(errors, 'name')}
        defaultValue={about.name}
      />
      <h2>Staying in touch</h2>
      <TextField
        name="email"
        type="email"
        label="E-mail address (optional)"
        hint="Only to send you a receipt and our replies. We ask you to confirm it before we send anything else."
        autoComplete="email"
        error={errorOf(errors, 'email')}
        defaultValue={about.email}
      />
    </>
  );
}

function inGroup(choices: readonly Choice[]): { value: string; words: string; hint: string | undefined }[] {
  return choices.map(({ value, name, hint }) => ({ value, words: name, hint }));
}

/** Asks once more before a point is removed. */
export const removePointPage: PublicPage<RemovePointPageProps> = {
  heading: () => 'Delete this draft point?',
  section: 'consultations',
  back: ({ back }) => back,
  Body: ({ steps, point, action }) => (
    <>
      <ResponseSteps steps={steps} />
      <div className="cc-col">
        <h1>Delete this draft point?</h1>
        <p>It is removed from your draft. This cannot be undone.</p>
        <ReadBackPoint point={point} number={1} links={false} level={2} />
        <form action={action} method="post">
          <Button kind="danger" type="submit">
            Delete this draft point
          </Button>
        </form>
      </div>
    </>
  ),
};
