import { useId, type ReactElement, type ReactNode } from 'react';
import { kindName, POINT_KINDS } from '../../shared/consultation/point-kinds.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import type { PointView, WhereNow } from '../../shared/resolution/api.ts';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/tag.tsx';
import { counted, placeWords, verdictWords } from './desk-words.ts';
import { QuotedText, WordChanges } from './word-changes.tsx';

type PanelProps = {
  point: PointView;
  /** Where in the list it is, "12 of 71 in this list". */
  place: string;
  hrefOfPoint: (pointId: string) => string;
  /** The proposed wording and what may be done with it. */
  wording: ReactNode;
  remarks: ReactNode;
  /** Takes a link to a change off; absent for who may not decide. */
  onUnlink: ((linkId: string) => void) | undefined;
};

/** A point with who made it, what they read, where it is now, and what it changed. */
export function PointPanel({ point, place, hrefOfPoint, wording, remarks, onUnlink }: PanelProps): ReactElement {
  return (
    <section className="c-pane c-mid" aria-labelledby="point-heading" tabIndex={0}>
      <div className="c-acts c-acts--ends">
        <h2 className="c-h2" id="point-heading" tabIndex={-1}>
          {point.clauseNumber === '' ? 'Point on the whole document' : `Point on ${point.clauseNumber}`}
        </h2>
        <span className="meta">{place}</span>
      </div>
      <p>
        <b>{point.from}</b> <span className="meta">{aboutRespondent(point)}</span>
      </p>
      {point.comment ? <p className="c-said">{point.comment}</p> : null}
      {point.anchor ? <ThenAndNow point={point} /> : null}
      {wording}
      {point.applied.length > 0 ? <ChangesMade point={point} onUnlink={onUnlink} /> : null}
      {point.similar.length > 0 ? (
        <div className="c-sec">
          <h3 className="c-h4">Others on the same place</h3>
          <ul className="c-list">
            {point.similar.map(({ id, place: at, excerpt }) => (
              <li key={id}>
                <a href={hrefOfPoint(id)}>{excerpt || placeWords(at)}</a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {remarks}
    </section>
  );
}

function aboutRespondent({ from, consent, category, interest, kind, late, held }: PointView): string {
  const known = POINT_KINDS.find((one) => one === kind);
  const parts = [
    from === category ? '' : `${category}.`,
    consent,
    `Kind: ${known ? kindName(known) : kind}.`,
    interest ? `Interest declared: ${interest.replace(/\.$/, '')}.` : 'No interest declared.',
    late ? 'Received late.' : '',
    held ? 'Held to be checked before it counts.' : '',
  ];
  return parts.filter(Boolean).join(' ');
}

function ThenAndNow({ point }: { point: PointView }): ReactElement {
  const { anchor, now } = point;
  return (
    <div className="c-sec">
      <h3 className="vh">Where the words are now</h3>
      <div className="c-thennow">
        <div>
          <p className="c-h4">
            What they read <span className="meta">version {point.versionNumber}</span>
          </p>
          <p>
            {anchor?.number} <QuotedText text={point.blockThen} start={anchor?.start ?? 0} end={anchor?.end ?? 0} />
          </p>
        </div>
        <div>
          <WhereItIs point={point} now={now} />
        </div>
      </div>
    </div>
  );
}

function WhereItIs({ point, now }: { point: PointView; now: WhereNow | null }): ReactElement {
  if (!now) return <p className="c-h4">Where it is now is for those who may read the draft.</p>;
  const verdict = verdictWords(now);
  const isThere = now.blockId !== null && now.quoteNow !== '';
  return (
    <>
      <p className="c-h4">
        Where it is now <Tag tone={verdict.tone}>{verdict.words}</Tag>
        <span className="meta">{Math.round(now.confidence * 100)} % sure</span>
      </p>
      {isThere ? (
        <p>
          {now.number} <QuotedText text={now.blockNow} start={now.start} end={now.end} />
        </p>
      ) : (
        <p>
          The words are no longer in the draft. They read: <q className="c-quote">{point.anchor?.quote}</q>
        </p>
      )}
      <p className="meta">
        <a className="c-target" href={`/app/documents/${point.documentId}${now.blockId ? `#b-${now.blockId}` : ''}`}>
          Open {now.number || 'the document'} in the draft
        </a>
      </p>
    </>
  );
}

function ChangesMade({ point, onUnlink }: { point: PointView; onUnlink: PanelProps['onUnlink'] }): ReactElement {
  const heading = useId();
  return (
    <div className="c-sec">
      <h3 className="c-h4" id={heading}>
        {counted(point.applied.length, 'change')} in the draft because of this point
      </h3>
      <ul className="c-list" aria-labelledby={heading}>
        {point.applied.map((change) => (
          <li key={change.id}>
            <WordChanges before={change.before} after={change.after} />
            <p className="meta">
              {change.appliedByName}, {ukDate(change.appliedAt)}{' '}
              {onUnlink ? (
                <Button small kind="quiet" hiddenWords="between this point and the change" onClick={() => onUnlink(change.id)}>
                  Take the link off
                </Button>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
