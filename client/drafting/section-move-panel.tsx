import type { ReactElement } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import type { SectionMove } from './use-section-move.ts';

/** What is being moved and where it would go, with buttons for those who neither drag nor have arrow keys. */
export function SectionMovePanel({ move }: { move: SectionMove }): ReactElement {
  const { picked, asking, said } = move;
  return (
    <div className="c-moving">
      <p className="meta" role="status">
        {said}
      </p>
      {picked ? (
        <div className="c-moving__acts">
          <button type="button" className="c-btn c-btn--s" onClick={() => move.step(-1)}>
            Up
          </button>
          <button type="button" className="c-btn c-btn--s" onClick={() => move.step(1)}>
            Down
          </button>
          <button type="button" className="c-btn c-btn--s" onClick={() => move.putDown()}>
            Put it here
          </button>
          <button type="button" className="c-btn c-btn--s" onClick={move.giveUp}>
            Leave it
          </button>
        </div>
      ) : null}
      <Dialog open={asking.length > 0} heading={`Move ${picked?.name ?? 'the section'}?`} onClose={move.giveUp}>
        <p>
          {asking.join(' and ')} {asking.length === 1 ? 'is' : 'are'} writing there. What is typed meanwhile goes along, and so
          does the cursor.
        </p>
        <div className="c-acts">
          <button type="button" className="c-btn c-btn--main" onClick={() => move.putDown(true)}>
            Move it
          </button>
          <button type="button" className="c-btn" onClick={move.giveUp}>
            Wait
          </button>
        </div>
      </Dialog>
    </div>
  );
}
