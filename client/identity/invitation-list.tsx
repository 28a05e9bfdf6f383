import type { ReactElement } from 'react';
import type { z } from 'zod';
import { inviteSomebodyAgain, type listAllPeople } from '../../shared/identity/api.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { Button } from '../ui/button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { Tag } from '../ui/tag.tsx';
import { useIdentityChanged } from './identity-queries.ts';

type Invitations = z.output<typeof listAllPeople.output>['invitations'];

/** What the page says after an act on its list. */
export type Said = (said: { tone: 'ok' | 'err'; sentence: string }) => void;

/** Invitations nobody has accepted yet, each with a way to send it again. */
export function InvitationList({ invitations, onSaid }: { invitations: Invitations; onSaid: Said }): ReactElement {
  const changed = useIdentityChanged();
  const sendAgain = async (personId: string, email: string): Promise<void> => {
    try {
      await call(inviteSomebodyAgain, { params: { personId } });
      onSaid({ tone: 'ok', sentence: `A new invitation is on its way to ${email}. The earlier link no longer works.` });
    } catch (thrown) {
      onSaid({ tone: 'err', sentence: asProblem(thrown).message });
    }
    await changed();
  };
  return (
    <section className="c-box c-gap" aria-labelledby="invitations">
      <h2 className="c-h2" id="invitations">
        Invitations that wait
      </h2>
      <DataTable
        caption="Invitations that wait"
        captionHidden
        rows={invitations}
        rowKey={({ personId }) => personId}
        columns={[
          { key: 'name', heading: 'Name', headsRow: true, cell: ({ name }) => <span className="c-words">{name}</span> },
          { key: 'email', heading: 'E-mail address', cell: ({ email }) => <span className="c-mail">{email}</span> },
          { key: 'sent', heading: 'Sent', cell: (invitation) => <SentAndUntil invitation={invitation} /> },
          {
            key: 'act',
            heading: 'Act',
            cell: ({ personId, email, name }) => (
              <Button small className="c-keep" onClick={() => void sendAgain(personId, email)} hiddenWords={`to ${name}`}>
                Send again
              </Button>
            ),
          },
        ]}
      />
    </section>
  );
}

function SentAndUntil({ invitation: { sentAt, endsAt, tooOld } }: { invitation: Invitations[number] }): ReactElement {
  return (
    <>
      <span className="c-keep">{ukDate(sentAt)},</span>{' '}
      {tooOld ? (
        <Tag tone="warn">too old</Tag>
      ) : (
        <>
          good until <span className="c-keep">{ukDate(endsAt)}</span>
        </>
      )}
    </>
  );
}
