import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { makeQueryClient } from '../../../client/platform/query-client.ts';
import { refuseInlineStyles } from '../../../client/shell/refuse-inline-styles.ts';
import { TopBar } from '../../../client/shell/top-bar.tsx';
import { Button } from '../../../client/ui/button.tsx';
import { CopyButton } from '../../../client/ui/copy-button.tsx';
import { Dialog } from '../../../client/ui/dialog.tsx';
import { announce, LiveAnnouncer } from '../../../client/ui/live-announcer.tsx';
import { MenuButton } from '../../../client/ui/menu-button.tsx';
import { SkipLink } from '../../../client/ui/skip-link.tsx';
import { Tabs } from '../../../client/ui/tabs.tsx';
import { PlainParts } from './plain-parts.tsx';
import '../../../client/ui/staff.css';

function StaffGallery(): ReactElement {
  const [tab, setTab] = useState('one');
  const [open, setOpen] = useState(false);
  return (
    <div className="c-room">
      <SkipLink />
      <TopBar
        pathname="/documents"
        signIn={{ state: 'in', person: { id: 'example', name: 'Maximiliana Example-Featherstonehaugh' } }}
      />
      <main id="main" tabIndex={-1} className="c-wrap">
        <h1 className="c-h1">Parts of the staff pages</h1>
        <Tabs
          label="Beside the text"
          chosen={tab}
          onChoose={setTab}
          tabs={[
            { id: 'one', words: 'First (7)', panel: <p>The first panel.</p> },
            { id: 'two', words: 'Second (6)', panel: <p>The second panel.</p> },
          ]}
        />
        <div className="c-acts">
          <MenuButton
            words="More acts"
            acts={[
              { id: 'a', words: 'Do this', onChoose: () => announce('Done: this.') },
              { id: 'b', words: 'Do that', onChoose: () => announce('Done: that.') },
            ]}
          />
          <Button onClick={() => setOpen(true)}>Open a dialog</Button>
          <CopyButton text="copied" />
        </div>
        <Dialog open={open} heading="One choice for 212 rows" onClose={() => setOpen(false)}>
          <p>What it will do.</p>
          <Button kind="main" onClick={() => setOpen(false)}>
            Close it
          </Button>
        </Dialog>
        <PlainParts />
      </main>
      <LiveAnnouncer />
    </div>
  );
}

refuseInlineStyles();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={makeQueryClient()}>
      <MemoryRouter>
        <StaffGallery />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}
