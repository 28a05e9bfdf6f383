import { useEffect, useRef, type ReactElement, type RefObject } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { ukDate } from '../../shared/kernel/instant.ts';
import { DESK_PAGE, type PointView, type QueuePoint } from '../../shared/resolution/api.ts';
import { asProblem } from '../platform/api-client.ts';
import { readDeskAddress, searchOf, type DeskAddress } from '../resolution/desk-address.ts';
import { KeysStrip, NO_ACTS, useDeskKeys, type KeyActs } from '../resolution/desk-keys.tsx';
import { DecisionPanel, NoDecision } from '../resolution/decision-panel.tsx';
import { outcomeOfKey, withOutcome } from '../resolution/decision-draft.ts';
import { counted, placeWords } from '../resolution/desk-words.ts';
import '../resolution/desk.css';
import { PointPanel } from '../resolution/point-panel.tsx';
import { PointQueue, rowId } from '../resolution/point-queue.tsx';
import { PointRemarks } from '../resolution/point-remarks.tsx';
import { ProposedWording, takingWords } from '../resolution/proposed-wording.tsx';
import { useDecision, type Deciding } from '../resolution/use-decision.ts';
import { useDesk, usePoint, type Desk, type ShownDesk } from '../resolution/use-desk.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { announce } from '../ui/live-announcer.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** The desk on which a group answers every point of a consultation (RES-1). */
export function ResolutionDeskPage(): ReactElement {
  const { consultationId = '' } = useParams();
  const [search] = useSearchParams();
  const address = readDeskAddress(search);
  const shown = useDesk(consultationId, address);
  usePageTitle(shown.desk.data ? `Resolution desk, ${shown.desk.data.consultation.title}` : 'Resolution desk');
  const { data, error } = shown.desk;
  if (error && !data)
    return (
      <div className="c-wrap">
        <h1 className="c-h1">Resolution desk</h1>
        <Notice tone="err" spoken heading="There is a problem">
          <p>{asProblem(error).message}</p>
          <p>No decision is affected, and new points are still being received and stored.</p>
        </Notice>
      </div>
    );
  if (!data)
    return (
      <div className="c-wrap">
        <h1 className="c-h1">Resolution desk</h1>
        <Skeleton sentence="Getting the points…" />
      </div>
    );
  return <OpenDesk key={consultationId} consultationId={consultationId} address={address} shown={shown} desk={data} />;
}

type OpenProps = { consultationId: string; address: DeskAddress; shown: ShownDesk; desk: Desk };

function OpenDesk({ consultationId, address, shown, desk }: OpenProps): ReactElement {
  const navigate = useNavigate();
  const pointId = address.point ?? desk.points[0]?.id;
  const point = usePoint(pointId);
  const acts = useRef<KeyActs>(NO_ACTS);
  const keys = useDeskKeys(acts);
  useRowKept(pointId);
  const hrefOf = (to: DeskAddress): string => `/app/consultations/${consultationId}${searchOf(to)}`;
  const goTo = (to: DeskAddress): void =>
    void navigate(`/consultations/${consultationId}${searchOf(to)}`, { preventScrollReset: true });
  const open = withPoint(address, pointId);
  const isHere = point.data !== undefined && point.data.id === pointId;
  return (
    <>
      <DeskHead desk={desk} />
      <div className="c-desk">
        <PointQueue
          desk={desk}
          address={open}
          arrived={shown.arrived}
          showArrived={shown.showArrived}
          goTo={goTo}
          hrefOf={hrefOf}
          onKeyDown={keys.onKeyDown}
        />
        {isHere ? (
          <PointOnDesk key={pointId} point={point.data} desk={desk} address={open} goTo={goTo} hrefOf={hrefOf} actsRef={acts} />
        ) : (
          <NoPoint desk={desk} sentence={point.error ? asProblem(point.error).message : undefined} />
        )}
      </div>
      <KeysStrip keys={keys} mayDecide={desk.mayDecide} />
    </>
  );
}

function DeskHead({ desk }: { desk: Desk }): ReactElement {
  const { consultation, counts } = desk;
  const [first] = consultation.documents;
  const decided = counts.all - counts.undecided;
  const left = counts.notApplied > 0 ? ` ${counted(counts.notApplied, 'accepted change')} not made yet.` : '';
  return (
    <div className="c-docbar">
      <div className="c-docbar__t">
        <span className="up">{first ? <a href={`/app/documents/${first.id}`}>{first.title}</a> : consultation.title}</span>
        <h1>
          Resolution desk{' '}
          <span className="meta">
            consultation {consultation.reference}, {ukDate(consultation.opensAt)} to {ukDate(consultation.closesAt)}
          </span>
        </h1>
      </div>
      <p className="meta">
        <b>
          {decided.toLocaleString('en-GB')} of {counts.all.toLocaleString('en-GB')}
        </b>{' '}
        decided.{left}
      </p>
      {first ? (
        <div className="c-acts">
          <a className="c-btn c-btn--s" href={`/app/documents/${first.id}/sign-off`}>
            What is left before sign-off
          </a>
        </div>
      ) : null}
    </div>
  );
}

/** The middle of the desk while no point is open: it is being fetched, there is none, or it cannot be shown. */
function NoPoint({ desk, sentence }: { desk: Desk; sentence: string | undefined }): ReactElement {
  return (
    <section className="c-pane c-mid" aria-label="Point">
      {sentence ? <Notice tone="warn">{sentence}</Notice> : null}
      {desk.points.length === 0 ? (
        <EmptyState heading="No point is open">
          <p>{desk.whyNot || 'Points appear in the list as they arrive.'}</p>
        </EmptyState>
      ) : null}
      {!sentence && desk.points.length > 0 ? <Skeleton sentence="Getting the point…" /> : null}
    </section>
  );
}

type PointProps = {
  point: PointView;
  desk: Desk;
  address: DeskAddress;
  goTo: (to: DeskAddress) => void;
  hrefOf: (to: DeskAddress) => string;
  actsRef: RefObject<KeyActs>;
};

function PointOnDesk({ point, desk, address, goTo, hrefOf, actsRef }: PointProps): ReactElement {
  const at = desk.points.findIndex(({ id }) => id === point.id);
  const open = (by: 1 | -1): void => openRow(desk.points[at + by]?.id, (id) => goTo({ ...address, point: id }));
  const deciding = useDecision({
    point,
    onRecorded: (sentence, left) => {
      announce(`${sentence} ${left.undecided} left. ${nextWords(desk.points[at + 1])}`);
      if (desk.points[at + 1]) open(1);
      else if (desk.page < desk.pages) goTo(withPoint({ ...address, page: desk.page + 1 }, undefined));
    },
  });
  useEffect(() => {
    actsRef.current = keyActs({ point, mayDecide: desk.mayDecide, deciding, step: open });
    return () => {
      actsRef.current = { ...NO_ACTS, step: open };
    };
  });
  const { draft, change, wordsChanged } = deciding;
  return (
    <>
      <PointPanel
        point={point}
        place={at < 0 ? 'not in this list' : `${(desk.page - 1) * DESK_PAGE + at + 1} of ${desk.matching} in this list`}
        hrefOfPoint={(id) => hrefOf({ ...address, point: id })}
        onUnlink={desk.mayDecide ? deciding.unlink : undefined}
        wording={
          <ProposedWording point={point} draft={draft} change={change} mayDecide={desk.mayDecide} changedJustNow={wordsChanged} />
        }
        remarks={<PointRemarks point={point} />}
      />
      {desk.mayDecide ? (
        <DecisionPanel point={point} others={desk.points} deciding={deciding} />
      ) : (
        <NoDecision point={point} whyNot={desk.whyNot} />
      )}
    </>
  );
}

type KeyedPoint = { point: PointView; mayDecide: boolean; deciding: Deciding; step: (by: 1 | -1) => void };

/** What the keys do on this point now. */
function keyActs({ point, mayDecide, deciding, step }: KeyedPoint): KeyActs {
  const { draft, change, record, theirs } = deciding;
  return {
    step,
    takeWords: () => {
      if (!mayDecide || !point.wording || !point.now?.blockId) return;
      change(takingWords(draft));
      if (point.now.blockNow !== point.blockThen) requestAnimationFrame(() => document.getElementById('takenWords')?.focus()); // all three are to be read first
    },
    choose: (key) => {
      const outcome = mayDecide ? outcomeOfKey(key) : undefined;
      if (outcome) change(withOutcome(draft, outcome));
      return outcome !== undefined;
    },
    record: () => {
      const isReady = mayDecide && !theirs && draft.outcome !== undefined && document.activeElement?.id === rowId(point.id);
      if (isReady) record();
      return isReady;
    },
  };
}

function nextWords(next: QueuePoint | undefined): string {
  return next ? `Next: ${placeWords(next.clauseNumber)}.` : 'That was the last of this list.';
}

/** Opens a row and gives it the keyboard; the list scrolls only as far as it must. */
function openRow(id: string | undefined, open: (id: string) => void): void {
  if (!id) return;
  open(id);
  document.getElementById(rowId(id))?.focus();
}

/** Keeps the row of the open point in sight when the page is opened at it. */
function useRowKept(pointId: string | undefined): void {
  useEffect(() => {
    if (pointId) document.getElementById(rowId(pointId))?.scrollIntoView({ block: 'nearest' });
  }, [pointId]);
}

function withPoint({ point: _point, ...rest }: DeskAddress, pointId: string | undefined): DeskAddress {
  return pointId ? { ...rest, point: pointId } : rest;
}
