import { useState, type ReactElement } from 'react';
import type { z } from 'zod';
import {
  dropAdministrator,
  givePersonAccess,
  nameAdministrator,
  stopPersonsAccess,
  type listAllPeople,
} from '../../shared/identity/api.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { useForm } from '../platform/use-form.ts';
import { Button } from '../ui/button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorSummary, errorOf } from '../ui/error-summary.tsx';
import { Tag } from '../ui/tag.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { useIdentityChanged } from './identity-queries.ts';
import type { Said } from './invitation-list.tsx';
import { missingIn } from './sign-in-parts.tsx';

type Listed = z.output<typeof listAllPeople.output>['people'][number];

/** People with their state and what an administrator can do about each. */
export function PeopleTable({ people, onSaid }: { people: readonly Listed[]; onSaid: Said }): ReactElement {
  const [stopping, setStopping] = useState<Listed>();
  const changed = useIdentityChanged();
  const act = async (send: () => Promise<unknown>, sentence: string): Promise<void> => {
    try {
      await send();
      onSaid({ tone: 'ok', sentence });
    } catch (thrown) {
      onSaid({ tone: 'err', sentence: asProblem(thrown).message });
    }
    await changed();
  };
  return (
    <>
      <DataTable
        caption="People"
        captionHidden
        rows={people}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', heading: 'Name', headsRow: true, cell: ({ name }) => <span className="c-words">{name}</span> },
          { key: 'email', heading: 'E-mail address', cell: ({ email }) => <span className="c-mail">{email}</span> },
          {
            key: 'state',
            heading: 'State',
            cell: (person) => (
              <span className="c-keep">
                <PersonState person={person} />
              </span>
            ),
          },
          {
            key: 'act',
            heading: 'Act',
            cell: (person) => <PersonActs person={person} act={act} onStop={() => setStopping(person)} />,
          },
        ]}
      />
      {stopping ? (
        <StopAccess
          person={stopping}
          onClose={() => setStopping(undefined)}
          onDone={() => {
            setStopping(undefined);
            onSaid({ tone: 'ok', sentence: `${stopping.name} is signed out everywhere and cannot sign in any more.` });
          }}
        />
      ) : null}
    </>
  );
}

function PersonState({ person: { state, administrator } }: { person: Listed }): ReactElement {
  if (state === 'stopped') return <Tag tone="err">Access stopped</Tag>;
  if (state === 'invited') return <Tag tone="warn">Invited</Tag>;
  return administrator ? <Tag tone="on">Administrator</Tag> : <>Here</>;
}

function PersonActs({
  person: { id, name, state, administrator },
  act,
  onStop,
}: {
  person: Listed;
  act: (send: () => Promise<unknown>, sentence: string) => Promise<void>;
  onStop: () => void;
}): ReactElement {
  const params = { personId: id };
  if (state === 'stopped')
    return (
      <Button
        small
        hiddenWords={`to ${name}`}
        onClick={() => void act(() => call(givePersonAccess, { params }), `${name} can sign in again.`)}
      >
        Give access back
      </Button>
    );
  return (
    <div className="c-acts c-keep">
      {state === 'here' && administrator ? (
        <Button
          small
          hiddenWords={`of ${name}`}
          onClick={() => void act(() => call(dropAdministrator, { params }), `${name} is no longer an administrator.`)}
        >
          End administration
        </Button>
      ) : null}
      {state === 'here' && !administrator ? (
        <Button
          small
          hiddenWords={`: ${name}`}
          onClick={() => void act(() => call(nameAdministrator, { params }), `${name} is an administrator now.`)}
        >
          Make administrator
        </Button>
      ) : null}
      <Button small hiddenWords={`of ${name}`} onClick={onStop}>
        Stop access
      </Button>
    </div>
  );
}

function StopAccess({ person, onClose, onDone }: { person: Listed; onClose: () => void; onDone: () => void }): ReactElement {
  const changed = useIdentityChanged();
  const form = useForm({
    firstField: 'reason',
    check: (values) => missingIn(values, { reason: 'Write why this person’s access stops.' }),
    send: ({ reason = '' }) => call(stopPersonsAccess, { params: { personId: person.id }, body: { reason } }),
    onDone: async () => {
      onDone();
      await changed();
    },
  });
  return (
    <Dialog open heading={`Stop the access of ${person.name}`} onClose={onClose}>
      <form noValidate onSubmit={form.onSubmit}>
        <ErrorSummary key={form.attempt} errors={form.errors} />
        <p>They are signed out everywhere at once. Their seats, words and decisions stay as they are.</p>
        <TextArea name="reason" label="Why?" hint="Recorded with your name." rows={3} error={errorOf(form.errors, 'reason')} />
        <div className="c-acts">
          <Button kind="danger" type="submit">
            {form.sending ? 'Stopping…' : 'Stop access'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
