import type { ReactElement } from 'react';
import { groupReference, sayReference } from '../../shared/consultation/reference.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import type {
  CodePageProps,
  ConfirmEmailPageProps,
  DonePageProps,
  SentPageProps,
  WithdrawPageProps,
} from '../../shared/consultation/pages.ts';
import { timeAndDay } from '../../shared/consultation/uk-time.ts';
import { Button } from '../ui/button.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { CodeButton, counted, FinishedHere, KeepCopy } from './keep-response.tsx';
import type { PublicPage } from './public-page.ts';
import { ClosingTime } from './response-parts.tsx';

/** The receipt: a reference that can be read out, copies, and what happens next; it works from a bookmark (CON-27). */
export const sentPage: PublicPage<SentPageProps> = {
  heading: () => 'Response sent',
  section: 'consultations',
  Body: (props) => (
    <div className="cc-col">
      <div className="nhsuk-panel cc-panel">
        <h1 className="nhsuk-panel__title">Response sent</h1>
        <div className="nhsuk-panel__body">
          Your reference is
          <br />
          <strong className="cc-ref">{groupReference(props.responseReference)}</strong>
        </div>
      </div>
      <p>
        To say it on the telephone: {sayReference(props.responseReference)}. The last two digits let us catch a slip of the
        tongue.
      </p>
      <p>
        We received your {props.revision > 1 ? 'changed response' : 'response'} at {timeAndDay(props.receivedAt)} (UK time). It
        has {counted(props.points, 'point')} and {counted(props.answers, 'answer')}.
      </p>
      <KeepCopy reference={props.reference} />
      <h2>Come back to it</h2>
      <p>
        On this device <a href={`/respond/${props.reference}/come-back`}>your response</a> opens for 30 days. To open it elsewhere
        or later you need a private code.
      </p>
      <CodeButton reference={props.reference} />
      {props.state === 'open' ? (
        <p>
          You can change your response until <ClosingTime closesAt={props.closesAt} />. Each change is kept as a new copy.
        </p>
      ) : null}
      <ConfirmNotice {...props} />
      <h2>What happens next</h2>
      <ol>
        <li>After closing, the {props.group} reads every point and writes a reply to each.</li>
        <li>By {ukDate(props.outcomeBy)} what people said and what was done is due to be published.</li>
      </ol>
      <FinishedHere reference={props.reference} />
    </div>
  ),
};

function ConfirmNotice({ email, reference }: Pick<SentPageProps, 'email' | 'reference'>): ReactElement | null {
  if (!email || email.confirmed) return null;
  return (
    <>
      <h2>Confirm your e-mail address</h2>
      <p>
        We sent one message to {email.address}. Open the link in it and press “Confirm”. Until then we send nothing else.{' '}
        <a href={`/respond/${reference}/come-back`}>Has it not come?</a>
      </p>
    </>
  );
}

/** Shows a private code, once. */
export const codePage: PublicPage<CodePageProps> = {
  heading: ({ stopping }) => (stopping ? 'Saved: come back when you like' : 'Your private code'),
  section: 'consultations',
  Body: ({ stopping, code, address, closesAt, reference, deletedOn }) => (
    <div className="cc-col">
      <h1>{stopping ? 'Saved: come back when you like' : 'Your private code'}</h1>
      <p>
        This code opens your response on any device. Anyone who has it can see and change the response, so keep it to yourself.
      </p>
      <p className="cc-mono cc-wrap cc-ref">{code}</p>
      <p>
        We show it this once and cannot show it again. A code you were shown before has stopped working. Enter it at{' '}
        <span className="cc-wrap">{address}</span>
      </p>
      <p>
        You can go on until <ClosingTime closesAt={closesAt} />. If you do not send your response, we delete it on{' '}
        {ukDate(deletedOn)}, 30 days after closing. On this device it also opens without the code for 30 days.
      </p>
      <p>
        <LinkButton href={`/respond/${reference}/1`}>Go on with my response</LinkButton>
      </p>
      <FinishedHere reference={reference} />
    </div>
  ),
};

/** Asks once more before a response is withdrawn. */
export const withdrawPage: PublicPage<WithdrawPageProps> = {
  heading: () => 'Withdraw your response?',
  section: 'consultations',
  back: ({ reference }) => ({ words: 'Back to your response', href: `/respond/${reference}/come-back` }),
  Body: ({ reference, responseReference }) => (
    <div className="cc-col">
      <h1>Withdraw your response?</h1>
      <p>
        Response {groupReference(responseReference)} then counts no more. Your words and what you said about yourself are deleted.
        We keep only a note that one was withdrawn. This cannot be undone.
      </p>
      <form action={`/respond/${reference}/withdraw`} method="post">
        <Button kind="danger" type="submit">
          Withdraw my response
        </Button>
      </form>
    </div>
  ),
};

/** The page with the button that confirms an address: the link alone does nothing. */
export const confirmEmailPage: PublicPage<ConfirmEmailPageProps> = {
  heading: () => 'Confirm your e-mail address',
  section: 'consultations',
  Body: ({ reference, token, title }) => (
    <div className="cc-col">
      <h1>Confirm your e-mail address</h1>
      <p>Press the button if you gave this address with a response to “{title}”. If you did not, close this page.</p>
      <form action={`/respond/${reference}/confirm-email`} method="post">
        <input type="hidden" name="token" value={token} />
        <Button kind="main" type="submit">
          Confirm
        </Button>
      </form>
    </div>
  ),
};

/** Says that something was done. */
export const donePage: PublicPage<DonePageProps> = {
  heading: ({ heading }) => heading,
  section: 'consultations',
  Body: ({ heading, sentences, next }) => (
    <div className="cc-col">
      <h1>{heading}</h1>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p>
        <a href={next.href}>{next.words}</a>
      </p>
    </div>
  ),
};
