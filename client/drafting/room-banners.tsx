import type { ReactElement } from 'react';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { CLOSINGS, type Closing, type Ending } from './closings.ts';
import { DownloadWords } from './download-words.tsx';
import type { DraftConnection, DraftStatus } from './draft-connection.ts';

type RoomBannersProps = {
  status: DraftStatus;
  connection: DraftConnection | undefined;
  title: string;
  text: DocumentText | undefined;
};

/** What holds for the whole room at the moment and is more than a word beside the title. */
export function RoomBanners({ status, connection, title, text }: RoomBannersProps): ReactElement | null {
  const { save, ended, paused, unsaved, kept } = status;
  const onSaved = ended === 'seat-ended' ? () => connection?.dropCopy() : undefined;
  const words = connection && text ? <DownloadWords words={() => connection.words()} title={title} onDone={onSaved} /> : null;
  if (ended) {
    const closing = CLOSINGS[ended];
    if (closing.comesBack) return null;
    return (
      <EndedBanner
        closing={closing}
        unsaved={unsaved}
        kept={kept}
        words={words}
        onReload={() => reload(connection, kept && closing.wordsMayFollow)}
      />
    );
  }
  if (save.state === 'offline') return <OfflineBanner kept={save.kept} paused={paused} words={save.changes > 0 ? words : null} />;
  if (save.state !== 'not-saved') return null;
  return (
    <Banner tone="err">
      <b>Your last {save.changes === 1 ? 'change is' : `${save.changes} changes are`} not stored yet.</b> Keep this page open.{' '}
      {kept ? 'They are on this device and we' : 'We'} are trying again every few seconds. {words}
    </Banner>
  );
}

type Ended = Extract<Closing, { comesBack: false }>;
type EndedProps = { closing: Ended; unsaved: number; kept: boolean; words: ReactElement | null; onReload: () => void };

function EndedBanner({ closing, unsaved, kept, words, onReload }: EndedProps): ReactElement {
  const { sentence, act, wordsMayFollow } = closing;
  return (
    <Banner tone="err">
      <b>{sentence}</b> {unsaved > 0 ? <Unstored changes={unsaved} follow={wordsMayFollow && kept} words={words} /> : null}{' '}
      {act === 'reload' ? (
        <Button small onClick={onReload}>
          Load the page again
        </Button>
      ) : null}
      {act === 'sign-in' ? (
        <a href={`/app/sign-in?to=${encodeURIComponent('/')}`} target="_blank" rel="noreferrer">
          Sign in (opens a new tab)
        </a>
      ) : null}
      {act === 'sign-in' ? ' This page goes on by itself when you come back to it.' : null}
    </Banner>
  );
}

function Unstored({ changes, follow, words }: { changes: number; follow: boolean; words: ReactElement | null }): ReactElement {
  return (
    <>
      {changes} {changes === 1 ? 'change was' : 'changes were'} not stored
      {follow ? ': your words are kept on this device and join the draft afterwards.' : <>. {words}</>}
    </>
  );
}

type OfflineProps = { kept: boolean; paused: Ending | undefined; words: ReactElement | null };

function OfflineBanner({ kept, paused, words }: OfflineProps): ReactElement {
  const why = paused ? CLOSINGS[paused].sentence : 'You are offline.';
  if (kept)
    return (
      <Banner>
        <b>{why}</b> Go on writing: your words are kept on this device and join the draft when you are back. You do not see what
        others write.
      </Banner>
    );
  return (
    <Banner>
      <b>{why}</b> Do not close this page: this browser keeps nothing on the device. Your words are sent when you are back.{' '}
      {words}
    </Banner>
  );
}

/** Words that this device keeps come back with the page, so the browser need not ask. */
function reload(connection: DraftConnection | undefined, wordsFollow: boolean): void {
  if (wordsFollow) connection?.letGo();
  window.location.reload();
}
