import { useState, type ReactElement } from 'react';
import type { z } from 'zod';
import { endMyOtherSessions, endOneOfMySessions, type listSessions } from '../../shared/identity/api.ts';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { Button } from '../ui/button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { Notice } from '../ui/notice.tsx';
import { Tag } from '../ui/tag.tsx';
import { useIdentityChanged } from './identity-queries.ts';

type Sessions = z.output<typeof listSessions.output>['sessions'];

/** Where a person is signed in, with a way to end each of them and all others. */
export function SessionList({ sessions }: { sessions: Sessions }): ReactElement {
  const changed = useIdentityChanged();
  const [said, setSaid] = useState<{ tone: 'ok' | 'err'; sentence: string }>();
  const act = async (send: () => Promise<unknown>, sentence: string): Promise<void> => {
    try {
      await send();
      setSaid({ tone: 'ok', sentence });
    } catch (thrown) {
      setSaid({ tone: 'err', sentence: asProblem(thrown).message });
    }
    await changed();
  };
  const end = (id: string): void =>
    void act(() => call(endOneOfMySessions, { params: { sessionId: id } }), 'That device is signed out.');
  return (
    <>
      {said ? (
        <Notice tone={said.tone} spoken>
          <p>{said.sentence}</p>
        </Notice>
      ) : null}
      <DataTable
        caption="Devices you are signed in on"
        captionHidden
        rows={sessions}
        rowKey={({ id }) => id}
        columns={[
          { key: 'browser', heading: 'Device', headsRow: true, cell: ({ browser }) => browserName(browser) },
          { key: 'opened', heading: 'Signed in', cell: ({ openedAt }) => `${ukDate(openedAt)}, ${ukTime(openedAt)}` },
          { key: 'by', heading: 'With', cell: ({ openedBy }) => (openedBy === 'link' ? 'a link by e-mail' : 'the password') },
          { key: 'ends', heading: 'Ends by itself', cell: ({ endsAt }) => ukDate(endsAt) },
          {
            key: 'act',
            heading: 'Sign out',
            cell: ({ id, present, browser, openedAt }) =>
              present ? (
                <Tag tone="on">This device</Tag>
              ) : (
                <Button small onClick={() => end(id)} hiddenWords={`${browserName(browser)}, since ${ukDate(openedAt)}`}>
                  Sign out
                </Button>
              ),
          },
        ]}
      />
      {sessions.length > 1 ? (
        <div className="c-acts c-gap">
          <Button onClick={() => void act(() => call(endMyOtherSessions), 'All other devices are signed out.')}>
            Sign out everywhere else
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** What a browser calls itself, in two words people know. */
function browserName(text: string): string {
  const browser = BROWSERS.find(([mark]) => text.includes(mark))?.[1];
  const system = SYSTEMS.find(([mark]) => text.includes(mark))?.[1];
  if (!browser) return 'A device';
  return system ? `${browser} on ${system}` : browser;
}

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const; // the first mark that fits: Edge also says Chrome, Chrome also says Safari

const SYSTEMS = [
  ['iPhone', 'an iPhone'],
  ['iPad', 'an iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'a Mac'],
  ['Linux', 'Linux'],
] as const;
