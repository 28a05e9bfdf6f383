import type { ReactElement } from 'react';
import { MAX_COMMENT_CHARS } from '../../shared/kernel/limits.ts';
import type { CommentPageProps } from '../../shared/consultation/pages.ts';
import { KIND_CHOICES } from '../../shared/consultation/point-kinds.ts';
import { Button } from '../ui/button.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { PublicPage } from './public-page.ts';
import { Difference, ResponseSteps, TypedWords } from './response-parts.tsx';

/** The form for one point: it quotes the clause and never loses a word (CON-21, CON-23). */
export const commentPage: PublicPage<CommentPageProps> = {
  heading: ({ name }) => `Comment on ${name}`,
  section: 'consultations',
  back: ({ back }) => back,
  errors: ({ errors }) => errors,
  Body: (props) => (
    <>
      <ResponseSteps steps={props.steps} />
      <div className="cc-col">
        <ErrorSummary errors={props.errors} />
        <h1>
          <span className="nhsuk-caption-l">{props.caption}</span> Comment on {props.name}
        </h1>
        <Quoted {...props} />
        <Others {...props} />
        <CommentForm {...props} />
        <p>
          “Save and go on” keeps this as a draft point and takes you back to the text{props.nextWords}. Nothing is sent until you
          check and send your response.
        </p>
        {props.removeHref ? (
          <p>
            <a className="cc-danger" href={props.removeHref}>
              Delete this draft point
            </a>
          </p>
        ) : null}
      </div>
    </>
  ),
};

function Quoted({ where, quoted, back, address }: CommentPageProps): ReactElement {
  return (
    <>
      {where ? <p className="cc-where">{where}</p> : null}
      {quoted ? (
        <blockquote className="cc-quote">
          {quoted.label ? (
            <p>
              <b>{quoted.label}</b>
            </p>
          ) : null}
          <TypedWords text={quoted.text} />
        </blockquote>
      ) : null}
      <p className="cc-meta">
        <a href={back.href}>See it in the draft</a>. Address of this place: <span className="cc-wrap">{address}</span>
      </p>
    </>
  );
}

function Others({ others }: CommentPageProps): ReactElement | null {
  if (others.length === 0) return null;
  return (
    <section className="cc-yours" aria-label="Your points on this place">
      <p>
        <strong>You have already written {others.length === 1 ? 'a point' : `${others.length} points`} on this place.</strong> To
        change it, follow the link. What you write below is a further point.
      </p>
      <ul>
        {others.map(({ href, words }) => (
          <li key={href}>
            <a href={href}>{words}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CommentForm(props: CommentPageProps): ReactElement {
  const { action, errors, typed, name, pointId, canPropose, difference, numbersAsked } = props;
  return (
    <form action={`${action}#errors`} method="post" noValidate>
      <input type="hidden" name="point" value={pointId} />
      {numbersAsked ? <input type="hidden" name="numbers-asked" value="yes" /> : null}
      <TextArea
        name="comment"
        label="Your comment"
        rows={7}
        hint={`Say what is wrong or right, and why. Do not write anything that could identify a patient. You can write up to ${MAX_COMMENT_CHARS.toLocaleString('en-GB')} characters, about 1,600 words.`}
        error={errorOf(errors, 'comment')}
        defaultValue={typed.comment}
      />
      {canPropose ? (
        <TextArea
          name="wording"
          label="Proposed wording (optional)"
          rows={5}
          hint="We have put in the words as they are now. Change them to what you would like them to say. Leave them alone if you have nothing to propose."
          error={errorOf(errors, 'wording')}
          defaultValue={typed.wording}
        />
      ) : null}
      {difference ? <ShownDifference difference={difference} /> : null}
      <RadioGroup
        name="kind"
        label="What kind of comment is it?"
        small
        error={errorOf(errors, 'kind')}
        defaultValue={typed.kind}
        choices={KIND_CHOICES.map(({ value, name: words, hint }) => ({ value, words, hint }))}
      />
      {props.quoted ? (
        <TextField
          name="words"
          label="Only about some of the words? Copy them here (optional)"
          hint={`Leave this empty if you mean the whole of ${name}`}
          error={errorOf(errors, 'words')}
          defaultValue={typed.words}
        />
      ) : null}
      <div className="cc-actions">
        <Button kind="main" type="submit" name="act" value="save">
          Save and go on
        </Button>{' '}
        {canPropose ? (
          <Button type="submit" name="act" value="differ" formAction={`${action}#diff`}>
            Show how it differs
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function ShownDifference({ difference }: { difference: NonNullable<CommentPageProps['difference']> }): ReactElement {
  const { changes, removed, added } = difference;
  const none = removed + added === 0;
  return (
    <section className="cc-diff" aria-labelledby="diff">
      <h2 id="diff" className="cc-h3">
        {none ? 'No difference yet' : 'How your proposed wording differs'}
      </h2>
      {none ? (
        <p>The proposed wording is the same as the words as they are now.</p>
      ) : (
        <>
          <p className="cc-key">
            <del>Removed words</del> are struck through. <ins>Added words</ins> are underlined.
          </p>
          <p className="cc-diff__text">
            <Difference changes={changes} />
          </p>
          <p className="cc-meta">
            {inWords(removed)} removed, {inWords(added)} added.
          </p>
        </>
      )}
    </section>
  );
}

function inWords(count: number): string {
  return count === 1 ? '1 word' : `${count} words`;
}
