import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useParams } from 'react-router';
import type { DocumentDetails, ListedVersion } from '../../shared/drafting/api.ts';
import { isTemplateOnly } from '../../shared/drafting/section-state.ts';
import { numberBlocks } from '../../shared/text/clause-numbers.ts';
import type { DraftStatus } from '../drafting/draft-connection.ts';
import { DraftDesk } from '../drafting/draft-desk.tsx';
import { useDocument, useDocumentNews, useProducts, useVersions } from '../drafting/drafting-queries.ts';
import { FreezeDialog } from '../drafting/freeze-dialog.tsx';
import { NewDraftNote } from '../drafting/new-draft-note.tsx';
import { RoomBanners } from '../drafting/room-banners.tsx';
import { modesOf, RoomBar } from '../drafting/room-bar.tsx';
import { LaidAsideWords } from '../drafting/laid-aside-words.tsx';
import { KeptWords } from '../drafting/unsent-words.tsx';
import { useDraftConnection } from '../drafting/use-draft-connection.ts';
import type { RoomMode } from '../drafting/use-suggesting.ts';
import { useLiveText } from '../drafting/use-live-text.ts';
import { VersionStrip } from '../drafting/version-strip.tsx';
import '../drafting/drafting.css';
import { asProblem } from '../platform/api-client.ts';
import { keepShell } from '../shell/keep-shell.ts';
import { useSignInState } from '../shell/sign-in-state.ts';
import { Banner } from '../ui/banner.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** The draft room: one document's live text, written by several people at once. */
export function DraftRoomPage(): ReactElement {
  const { documentId = '' } = useParams();
  const details = useDocument(documentId);
  const versions = useVersions(documentId);
  const signIn = useSignInState();
  usePageTitle(details.data ? details.data.title : 'Draft');
  const personId = signIn.state === 'in' ? signIn.person.id : undefined;
  if (details.error && !details.data)
    return (
      <CannotOpen
        sentence={asProblem(details.error).message}
        versions={[]}
        documentId={documentId}
        kept={personId ? <KeptWords documentId={documentId} personId={personId} /> : null}
      />
    );
  if (!details.data || signIn.state !== 'in')
    return (
      <div className="c-wrap">
        <h1 className="c-h2">Opening the draft</h1>
        <Skeleton sentence="Getting the document…" />
      </div>
    );
  if (details.data.closed)
    return <CannotOpen sentence={CLOSED} versions={versions.data ?? []} documentId={documentId} title={details.data.title} />;
  return <Room details={details.data} versions={versions.data ?? []} personId={signIn.person.id} key={documentId} />;
}

const CLOSED = 'The draft is safe and has not been changed. Other documents open as usual. Someone has been told.';

type RoomProps = { details: DocumentDetails; versions: readonly ListedVersion[]; personId: string };

function Room({ details, versions, personId }: RoomProps): ReactElement {
  const { connection, status } = useDraftConnection({ documentId: details.id, personId, title: details.title });
  useEffect(keepShell, []);
  useDocumentNews(details.id);
  const text = useLiveText(connection?.doc, status.ready);
  const products = useProducts();
  const [wanted, setWanted] = useState<RoomMode>();
  const [freezing, setFreezing] = useState(false);
  const goTo = useRef<(blockId: string) => void>(() => undefined);
  const onReady = useCallback((go: (blockId: string) => void) => void (goTo.current = go), []);
  const go = useCallback((blockId: string) => goTo.current(blockId), []);
  const labels = useMemo(() => (text ? numberBlocks(text) : new Map<string, string>()), [text]);
  const modes = modesOf(details, status);
  const mode = modes.find((possible) => possible === wanted) ?? modes[0] ?? 'reading';
  return (
    <>
      <RoomBar
        details={details}
        status={status}
        mode={mode}
        onMode={setWanted}
        onFreeze={() => setFreezing(true)}
        labelOf={(blockId) => labels.get(blockId)}
        onGo={go}
      />
      <RoomBanners status={status} connection={connection} title={details.title} text={text} />
      <LaidAsideWords personId={personId} documentId={details.id} />
      <RightsBanner status={status} guarded={details.guarded} />
      {connection && text ? (
        <>
          {isTemplateOnly(text) ? <NewDraftNote details={details} mayWrite={mode === 'editing'} /> : null}
          <DraftDesk
            details={details}
            product={products.data?.find(({ id }) => id === details.productId)}
            connection={connection}
            status={status}
            text={text}
            mode={mode}
            modes={modes}
            onMode={setWanted}
            personId={personId}
            onReady={onReady}
            versions={<VersionStrip documentId={details.id} versions={versions} />}
          />
        </>
      ) : (
        <Opening versions={versions} documentId={details.id} />
      )}
      <FreezeDialog
        documentId={details.id}
        open={freezing}
        unsaved={status.unsaved}
        onGo={(blockId) => {
          setFreezing(false);
          requestAnimationFrame(() => go(blockId)); // after the dialog has given the keyboard back
        }}
        onClose={() => setFreezing(false)}
      />
    </>
  );
}

/** What somebody may not do here; once the connection has ended, another banner says what holds. */
function RightsBanner({ status: { mode, ended }, guarded }: { status: DraftStatus; guarded: boolean }): ReactElement | null {
  if (ended || (mode !== 'reading' && mode !== 'suggesting')) return null;
  if (mode === 'reading')
    return (
      <Banner>
        <b>In this draft you can read, not write.</b> Your seat in this group gives reading rights.
      </Banner>
    );
  return (
    <Banner>
      <b>In this draft you can suggest, not edit.</b>{' '}
      {guarded
        ? 'The document is guarded: members suggest, and those who lead the group and named people edit.'
        : 'Your seat in this group gives suggesting rights.'}
    </Banner>
  );
}

function Opening({ versions, documentId }: { versions: readonly ListedVersion[]; documentId: string }): ReactElement {
  return (
    <div className="c-wrap">
      <section className="c-box">
        <Skeleton sentence="Getting the text…" />
        <LastVersion versions={versions} documentId={documentId} />
      </section>
    </div>
  );
}

function LastVersion({ versions, documentId }: { versions: readonly ListedVersion[]; documentId: string }): ReactElement | null {
  const last = versions[0];
  if (!last) return null;
  return (
    <p className="meta">
      You can read the last frozen version now:{' '}
      <a href={`/app/documents/${documentId}/versions/${last.id}`}>version {last.number}</a>.
    </p>
  );
}

type CannotOpenProps = {
  sentence: string;
  versions: readonly ListedVersion[];
  documentId: string;
  title?: string;
  kept?: ReactElement | null;
};

function CannotOpen({ sentence, versions, documentId, title, kept = null }: CannotOpenProps): ReactElement {
  return (
    <div className="c-wrap">
      <h1 className="c-h1">{title ?? 'Draft'}</h1>
      <Notice tone="err" heading="We could not open this draft">
        <p>{sentence}</p>
        <LastVersion versions={versions} documentId={documentId} />
        <p>
          <a href="/app/documents">All documents</a>
        </p>
      </Notice>
      {kept}
    </div>
  );
}
