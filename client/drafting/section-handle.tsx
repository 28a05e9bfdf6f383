import { useRef, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import type { SectionGap } from '../../shared/text/move-section.ts';
import type { SectionMove } from './use-section-move.ts';

const DRAG_AFTER = 4; // pixels; a shaking hand is a press, not a drag

type SectionHandleProps = { id: string; name: string; move: SectionMove };

/** The handle of a section: drag it, or press it and choose with the arrow keys. */
export function SectionHandle({ id, name, move }: SectionHandleProps): ReactElement {
  const drag = useRef<{ y: number; dragging: boolean }>(undefined);
  const picked = move.picked?.id === id;
  const onMoveTo = (event: PointerEvent<HTMLButtonElement>): void => {
    const { current } = drag;
    if (!current) return;
    if (!current.dragging && Math.abs(event.clientY - current.y) < DRAG_AFTER) return;
    if (!current.dragging) move.pickUp(id);
    current.dragging = true;
    const gap = gapAt(event.currentTarget, event.clientY, move.picked?.gaps ?? []);
    if (gap !== undefined) move.aimAt(gap);
  };
  const onUp = (): void => {
    if (drag.current?.dragging) move.putDown();
  };
  const onClick = (): void => {
    const dragged = drag.current?.dragging ?? false;
    drag.current = undefined;
    if (dragged) return;
    if (picked) move.putDown();
    else move.pickUp(id);
  };
  return (
    <button
      className="c-drag"
      type="button"
      id={`handle-${id}`}
      aria-label={`Move ${name}`}
      aria-pressed={picked}
      onPointerDown={(event) => {
        drag.current = { y: event.clientY, dragging: false };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onMoveTo}
      onPointerUp={onUp}
      onPointerCancel={() => {
        drag.current = undefined;
        move.giveUp();
      }}
      onClick={onClick}
      onKeyDown={(event) => onKey(event, picked, move)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {[3, 8, 13].flatMap((y) => [5, 11].map((x) => <circle key={`${x} ${y}`} cx={x} cy={y} r="1.5" />))}
      </svg>
    </button>
  );
}

function onKey(event: KeyboardEvent, picked: boolean, move: SectionMove): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined; // the two values written here
  if (!picked || (step === undefined && event.key !== 'Escape')) return;
  event.preventDefault();
  if (step === undefined) move.giveUp();
  else move.step(step);
}

/** The gap whose line is nearest to the pointer: above the row of its heading, or below the last row. */
function gapAt(handle: HTMLElement, y: number, gaps: readonly SectionGap[]): SectionGap | undefined {
  const list = handle.closest('ol');
  if (!list || !gaps.length) return undefined;
  const lineOf = (gap: SectionGap): number => {
    const row = gap === null ? null : list.querySelector(`[data-heading="${CSS.escape(gap)}"]`);
    return row ? row.getBoundingClientRect().top : list.getBoundingClientRect().bottom;
  };
  const distances = gaps.map((gap) => Math.abs(lineOf(gap) - y));
  return gaps[distances.indexOf(Math.min(...distances))];
}
