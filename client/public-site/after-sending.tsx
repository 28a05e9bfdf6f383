import type { ReactElement } from 'react';
import { groupReference, sayReference } from '../../shared/consultation/reference.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import type {
  CodePageProps,
  ComeBackPageProps,
  ConfirmEmailPageProps,
  DonePageProps,
  SentPageProps,
  WithdrawPageProps,
} from '../../shared/consultation/pages.ts';
import { timeAndDate, timeAndDay } from '../../shared/consultation/uk-time.ts';
import { Button } from '../ui/button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { SummaryList, type SummaryRow } from '../ui/summary-list.tsx';
import { TextField } from '../ui/text-field.tsx';
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

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

function KeepCopy({ reference }: { reference: string }): ReactElement {
  return (
    <>
      <h2>Keep a copy</h2>
      <ul>
        <li>
          <a href={`/respond/${reference}/copy.html`}>Download your response</a> (web page)
        </li>
        <li>
          <a href={`/respond/${reference}/copy.txt`}>Download your response as plain text</a>
        </li>
      </ul>
    </>
  );
}

function CodeButton({ reference }: { reference: string }): ReactElement {
  return (
    <form action={`/respond/${reference}/code`} method="post">
      <Button type="submit">Show a private code</Button>
    </form>
  );
}

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

function FinishedHere({ reference }: { reference: string }): ReactElement {
  return (
    <>
      <h2>On a shared computer?</h2>
      <form action={`/respond/${reference}/finished`} method="post">
        <Button type="submit">I have finished on this computer</Button>
      </form>
      <p>Nobody who uses this browser after you can then open your response. Note your reference or a private code first.</p>
    </>
  );
}

/** Where a person comes back to: their own response, or what a reference alone may tell. */
export const comeBackPage: PublicPage<ComeBackPageProps> = {
  heading: () => 'Your response',
  section: 'consultations',
  trail: ({ reference, title }) => [
    { words: 'Home', href: '/' },
    { words: title, href: `/c/${reference}` },
  ],
  errors: ({ errors }) => errors,
  Body: (props) => (
    <>
      <div className="cc-col">
        <ErrorSummary errors={props.errors} />
        <h1>
          <span className="nhsuk-caption-l">{props.title}</span> Your response
        </h1>
        {props.mine ? <Mine {...props} mine={props.mine} /> : <p>No response is open on this device.</p>}
      </div>
      <div className="cc-col cc-rule">
        <OpenWithCode {...props} />
        <FindByReference {...props} />
      </div>
    </>
  ),
};

type MineProps = ComeBackPageProps & { mine: NonNullable<ComeBackPageProps['mine']> };

function Mine(props: MineProps): ReactElement {
  const { mine, reference, state } = props;
  const open = state === 'open';
  return (
    <>
      <SummaryList rows={rowsOf(props)} />
      {open ? (
        <p>
          <LinkButton kind="main" href={`/respond/${reference}/${mine.status === 'sent' ? 'check' : '1'}`}>
            {mine.status === 'sent' ? 'Change my response' : 'Go on with my response'}
          </LinkButton>
        </p>
      ) : null}
      {mine.status === 'sent' && open ? (
        <p>
          Your sent response stands until you send a changed one. A change you do not send is kept as a draft and is not counted.
        </p>
      ) : null}
      {mine.status === 'draft' && !open ? (
        <p>
          It was not sent before the closing time. <a href={`/respond/${reference}/late`}>Your words are kept</a>.
        </p>
      ) : null}
      {mine.unsentChanges ? <p className="cc-warn">You have changes that are not sent.</p> : null}
      {mine.sendings.length > 0 ? <Sendings sendings={mine.sendings} /> : null}
      <h2>Replies to your points</h2>
      <p>None yet. The group answers after the consultation closes.</p>
      <KeepCopy reference={reference} />
      <h2>Continue on another device</h2>
      <p>A private code opens your response anywhere. It is shown once.</p>
      <CodeButton reference={reference} />
      {mine.status === 'sent' && open ? (
        <>
          <h2>Take it back</h2>
          <p>
            You can <a href={`/respond/${reference}/withdraw`}>withdraw your response</a> until the closing time. We then keep
            only a note that one was withdrawn.
          </p>
        </>
      ) : null}
      <FinishedHere reference={reference} />
    </>
  );
}

function rowsOf({ mine, closesAt, reference, state }: MineProps): SummaryRow[] {
  const rows: (SummaryRow | undefined)[] = [
    mine.responseReference === null
      ? undefined
      : { key: 'reference', name: 'Reference', value: <span className="cc-mono">{groupReference(mine.responseReference)}</span> },
    {
      key: 'state',
      name: 'State',
      value: mine.receivedAt === null ? 'Draft, not sent' : `Sent at ${timeAndDate(mine.receivedAt)} (UK time)`,
    },
    { key: 'points', name: 'Points', value: `${counted(mine.points, 'point')}, ${counted(mine.answers, 'answer')}` },
    { key: 'closes', name: state === 'closed' ? 'Closed' : 'Closes', value: <ClosingTime closesAt={closesAt} /> },
    mine.email === null
      ? undefined
      : {
          key: 'email',
          name: 'E-mail',
          value: (
            <>
              {mine.email.address} {mine.email.confirmed ? '(confirmed)' : <AskAgain reference={reference} />}
            </>
          ),
        },
  ];
  return rows.filter((row): row is SummaryRow => row !== undefined);
}

function AskAgain({ reference }: { reference: string }): ReactElement {
  return (
    <>
      <strong className="cc-tag cc-tag--note">Not confirmed</strong>
      <form action={`/respond/${reference}/confirmation-again`} method="post">
        <Button small type="submit">
          Send the link again
        </Button>
      </form>
    </>
  );
}

function Sendings({ sendings }: { sendings: MineProps['mine']['sendings'] }): ReactElement {
  const latest = sendings[0]?.revision;
  return (
    <>
      <h2>Each time you sent it</h2>
      <DataTable
        caption="Copies of this response"
        captionHidden
        rows={sendings}
        rowKey={({ revision }) => String(revision)}
        columns={[
          {
            key: 'copy',
            heading: 'Copy',
            headsRow: true,
            cell: ({ revision }) => (revision === latest ? `${revision} (counts)` : revision),
          },
          { key: 'sent', heading: 'Sent', cell: ({ at }) => timeAndDate(at) },
          {
            key: 'held',
            heading: 'What it held',
            cell: ({ points, answers }) => `${counted(points, 'point')}, ${counted(answers, 'answer')}`,
          },
        ]}
      />
    </>
  );
}

function OpenWithCode({ reference, errors, typed }: ComeBackPageProps): ReactElement {
  return (
    <>
      <h2>Open a response with a private code</h2>
      <form action={`/respond/${reference}/come-back#errors`} method="post" noValidate>
        <TextField
          name="code"
          label="Private code"
          hint="20 letters and digits. Dashes and capitals do not matter."
          characters={30}
          autoComplete="off"
          spellCheck={false}
          error={errorOf(errors, 'code')}
          defaultValue={typed.code}
        />
        <Button type="submit">Open my response</Button>
      </form>
    </>
  );
}

function FindByReference({ reference, errors, typed, found }: ComeBackPageProps): ReactElement {
  return (
    <>
      <h2>No private code? Use your reference</h2>
      <p>With the reference alone you can see that we have your response. It does not open what you wrote.</p>
      {found ? (
        <p className="cc-state" role="status">
          Response {groupReference(found.responseReference)}: {found.status}, received at {timeAndDate(found.receivedAt)} (UK
          time).
        </p>
      ) : null}
      <form action={`/respond/${reference}/come-back#errors`} method="get" noValidate>
        <TextField
          name="ref"
          label="Reference"
          hint="10 digits, for example 4827 1906 35. Spaces do not matter."
          characters={20}
          inputMode="numeric"
          error={errorOf(errors, 'ref')}
          defaultValue={typed.ref}
        />
        <Button type="submit">Find my response</Button>
      </form>
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
