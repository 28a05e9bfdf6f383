import type { ReactElement } from 'react';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { textOf } from '../../shared/text/plain-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import type { DraftStatus } from './draft-connection.ts';

type RoomBannersProps = { status: DraftStatus; title: string; text: DocumentText | undefined };

/** What holds for the whole room at the moment and is more than a word beside the title. */
export function RoomBanners({ status, title, text }: RoomBannersProps): ReactElement | null {
  const { save, ended, unsaved } = status;
  const words = text ? <DownloadWords text={text} title={title} /> : null;
  if (ended) return <EndedBanner reason={ended} unsaved={unsaved} words={words} />;
  if (save.state === 'offline') return <OfflineBanner kept={save.kept} words={save.changes > 0 ? words : null} />;
  if (save.state !== 'not-saved') return null;
  return (
    <Banner tone="err">
      <b>Your last {save.changes === 1 ? 'change is' : `${save.changes} changes are`} not stored yet.</b> Keep this page open. We
      are trying again every few seconds. {words}
    </Banner>
  );
}

function EndedBanner({ reason, unsaved, words }: { reason: string; unsaved: number; words: ReactElement | null }): ReactElement {
  return (
    <Banner tone="err">
      <b>{ENDINGS[reason] ?? 'The connection to this draft has ended. Load the page again.'}</b>{' '}
      {unsaved > 0 ? (
        <>
          {unsaved} {unsaved === 1 ? 'change was' : 'changes were'} not stored. {words}
        </>
      ) : null}
    </Banner>
  );
}

function OfflineBanner({ kept, words }: { kept: boolean; words: ReactElement | null }): ReactElement {
  if (kept)
    return (
      <Banner>
        <b>You are offline.</b> Go on writing: your words are kept on this device and join the draft when you are back. You do not
        see what others write.
      </Banner>
    );
  return (
    <Banner>
      <b>You are offline.</b> Do not close this page: this browser keeps nothing on the device. Your words are sent when you are
      back. {words}
    </Banner>
  );
}

const ENDINGS: Record<string, string> = {
  'seat-ended': 'Your seat in this group has ended, so you can no longer write in this draft.',
  'signed-out': 'You have been signed out. Sign in again to go on writing.',
  'update-refused': 'The server did not take your last change. The draft is safe. Download your words, then load the page again.',
  'draft-full':
    'This draft has reached its largest size. Download your words, load the page again, and delete or divide before you add more.',
  'client-id-taken': 'This page was opened from a copy. Load it again to go on writing.',
  'newer-concord': 'Concord has been renewed. Load the page again to go on writing.',
  'bad-message': 'The server did not understand this page. Load it again to go on writing.',
  'draft-quarantined': 'We could not open this draft. The draft is safe and has not been changed. Someone has been told.',
};

/** Gives the words on this page as a plain text file, whatever the server says. */
function DownloadWords({ text, title }: { text: DocumentText; title: string }): ReactElement {
  const download = (): void => {
    const address = URL.createObjectURL(new Blob([textOf(text)], { type: 'text/plain;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${title.replace(/[^\p{L}\p{N} ]+/gu, '').slice(0, 60) || 'draft'}.txt`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <Button small onClick={download}>
      Download my words
    </Button>
  );
}
