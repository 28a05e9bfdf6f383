import { useEffect, useRef, type ReactElement } from 'react';
import { announce } from '../ui/live-announcer.tsx';
import type { SaveState } from './save-ledger.ts';

const PATHS = {
  saved: 'M5 12l4 4L19 6',
  saving: 'M12 4a8 8 0 1 1-8 8',
  'not-saved': 'M12 4 2.5 20h19zM12 10v4M12 17v.01',
  offline: 'M4 4l16 16M7 10a4 4 0 0 0 1 8h9M17 15a3.5 3.5 0 0 0-.5-5A5 5 0 0 0 11 7',
} as const;
const LOOKS = { saved: '', saving: '', 'not-saved': ' c-save--bad', offline: ' c-save--off' } as const;

/** Says in words whether what was written is stored, always in the same place (DRA-2). */
export function SaveStateLine({ save }: { save: SaveState }): ReactElement {
  useSpokenTurns(save);
  return (
    <span className={`c-save${LOOKS[save.state]}`} data-save={save.state}>
      <svg className="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={PATHS[save.state]} />
      </svg>
      {saveWords(save)}
    </span>
  );
}

/** The four forms of the saved state, word for word. */
export function saveWords(save: SaveState): string {
  if (save.state === 'saving') return 'Saving…';
  if (save.state === 'saved') return `Saved ${clock(save.at)}`;
  if (save.state === 'offline') return save.kept ? 'Offline: kept on this device' : 'Offline: do not close this page';
  return `Not saved: ${save.changes} ${save.changes === 1 ? 'change' : 'changes'} since ${clock(save.since)}`;
}

/** A time of day as the room shows it: 14:02. */
export function clock(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' });
}

/** Spoken only when it turns: bad news once, and "Saved" once after bad news; never while all is well. */
function useSpokenTurns(save: SaveState): void {
  const bad = useRef(false);
  const { state } = save;
  const words = saveWords(save);
  const latest = useRef(words);
  useEffect(() => {
    latest.current = words;
  });
  useEffect(() => {
    if (state === 'not-saved') announce(`${latest.current}. Keep this page open.`);
    if (state === 'offline') announce(`${latest.current}.`);
    if (state === 'saved' && bad.current) announce('Saved.');
    if (state !== 'saving') bad.current = state !== 'saved';
  }, [state]);
}
