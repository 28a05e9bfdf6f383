import type { ReactElement } from 'react';
import type { PointView } from '../../shared/resolution/api.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { withOutcome, type DecisionDraft } from './decision-draft.ts';
import { WordChanges } from './word-changes.tsx';

type WordingProps = {
  point: PointView;
  draft: DecisionDraft;
  change: (draft: DecisionDraft) => void;
  mayDecide: boolean;
  /** The words changed after this page was drawn. */
  changedJustNow: boolean;
};

/** The words somebody proposes, as a difference from the words now; all three when those changed since they commented (RES-13). */
export function ProposedWording(props: WordingProps): ReactElement | null {
  const { wording, now, blockThen } = props.point;
  if (!wording) return null;
  if (now?.blockId && now.blockNow === wording) return <WordsAreIn before={blockThen} after={wording} />;
  return <WordsOffered {...props} wording={wording} />;
}

function WordsOffered({
  point,
  wording,
  draft,
  change,
  mayDecide,
  changedJustNow,
}: WordingProps & { wording: string }): ReactElement {
  const { now, blockThen } = point;
  const isGone = !now || now.blockId === null;
  const isChanged = changedJustNow || (!isGone && now.blockNow !== blockThen);
  const mayTake = mayDecide && !isGone;
  return (
    <div className="c-sec">
      {isChanged && !isGone ? (
        <AllThree point={point} justNow={changedJustNow} />
      ) : (
        <>
          <h3 className="c-h4">{isGone ? 'Words they propose' : 'Words they propose, as a difference from the words now'}</h3>
          <div className="c-box">
            {isGone ? <p className="c-wording">{wording}</p> : <WordChanges before={now.blockNow} after={wording} />}
          </div>
        </>
      )}
      {mayTake ? <TakeWords draft={draft} change={change} mustRead={isChanged} /> : null}
    </div>
  );
}

/** The decision with the words going into the draft, as the key A and the button do it. */
export function takingWords(draft: DecisionDraft): DecisionDraft {
  const outcome = draft.outcome === 'accepted-in-part' ? 'accepted-in-part' : 'accepted';
  return { ...withOutcome(draft, outcome), takeWords: true, exemption: '' };
}

function WordsAreIn({ before, after }: { before: string; after: string }): ReactElement {
  return (
    <div className="c-sec">
      <h3 className="c-h4">The words they propose are in the draft</h3>
      <div className="c-box">
        <WordChanges before={before} after={after} />
      </div>
    </div>
  );
}

function AllThree({ point, justNow }: { point: PointView; justNow: boolean }): ReactElement {
  return (
    <>
      <Notice tone="warn" level={3} spoken={justNow} heading="The words changed since they commented">
        <p>Choose from all three. Nothing is applied by itself.</p>
      </Notice>
      <dl className="c-three">
        <div>
          <dt>Consulted</dt>
          <dd>{point.blockThen}</dd>
        </div>
        <div>
          <dt>Now</dt>
          <dd>{point.now?.blockNow}</dd>
        </div>
        <div>
          <dt>Proposed</dt>
          <dd>{point.wording}</dd>
        </div>
      </dl>
    </>
  );
}

type TakeProps = { draft: DecisionDraft; change: (draft: DecisionDraft) => void; mustRead: boolean };

function TakeWords({ draft, change, mustRead }: TakeProps): ReactElement {
  if (!draft.takeWords)
    return (
      <div className="c-acts c-gap-s">
        <Button kind="main" onClick={() => change(takingWords(draft))}>
          {mustRead ? 'Choose words' : 'Accept these words'} <kbd>A</kbd>
        </Button>
        <span className="meta">They go into the draft when you record.</span>
      </div>
    );
  return (
    <div className="c-gap-s">
      <TextArea
        name="takenWords"
        label="Words to put into the draft"
        hint="You can change them. They replace the whole clause when you record, and the change names this point."
        rows={4}
        value={draft.words}
        onChange={(event) => change({ ...draft, words: event.currentTarget.value })}
      />
      <Button small onClick={() => change({ ...draft, takeWords: false })}>
        Do not put words into the draft
      </Button>
    </div>
  );
}
