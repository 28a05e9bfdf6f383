import type { ReactElement } from 'react';
import type { ComeBackPageProps } from '../../shared/consultation/pages.ts';
import { groupReference } from '../../shared/consultation/reference.ts';
import { timeAndDate } from '../../shared/consultation/uk-time.ts';
import { Button } from '../ui/button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { SummaryList, type SummaryRow } from '../ui/summary-list.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CodeButton, counted, FinishedHere, KeepCopy } from './keep-response.tsx';
import type { PublicPage } from './public-page.ts';
import { ClosingTime } from './response-parts.tsx';

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
          hint="10 digits, for example 4827 1906 45. Spaces do not matter."
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
