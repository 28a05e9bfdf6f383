import { useState, type KeyboardEvent, type ReactElement, type RefObject } from 'react';
import { keep, readKept } from '../platform/browser-storage.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

const KEPT = 'desk-keys';

/** What the keys of the list do; each is one key, and only while the list has focus (RES-4). */
export type KeyActs = {
  step: (by: 1 | -1) => void;
  takeWords: () => void;
  choose: (key: string) => boolean;
  record: () => boolean;
};

/** The acts while no point is open. */
export const NO_ACTS: KeyActs = {
  step: () => undefined,
  takeWords: () => undefined,
  choose: () => false,
  record: () => false,
};

/** The keys of the desk: on or off as this person chose, and the list of them. */
export function useDeskKeys(acts: RefObject<KeyActs>): {
  on: boolean;
  turn: () => void;
  listOpen: boolean;
  openList: (open: boolean) => void;
  onKeyDown: (event: KeyboardEvent) => void;
} {
  const [on, setOn] = useState(() => readKept(KEPT) !== false);
  const [listOpen, openList] = useState(false);
  const press = (key: string): boolean => {
    const letter = key.toLowerCase();
    if (letter === 'j' || letter === 'k') acts.current.step(letter === 'j' ? 1 : -1);
    else if (letter === 'a') acts.current.takeWords();
    else if (letter === '?') openList(true);
    else return letter === 'enter' ? acts.current.record() : acts.current.choose(letter);
    return true;
  };
  return {
    on,
    turn: () => {
      keep(KEPT, !on);
      setOn(!on);
    },
    listOpen,
    openList,
    onKeyDown: (event) => {
      if (!on || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (press(event.key)) event.preventDefault();
    },
  };
}

/** The strip at the foot of the desk that names the keys; those that decide are left out while nobody may decide. */
export function KeysStrip({ keys, mayDecide }: { keys: ReturnType<typeof useDeskKeys>; mayDecide: boolean }): ReactElement {
  const { on, turn, listOpen, openList } = keys;
  return (
    <div className="c-keys">
      <b>Keys</b>
      {on ? (
        <>
          <span>
            <kbd>J</kbd> <kbd>K</kbd> next, previous
          </span>
          {mayDecide ? <DecidingKeys /> : null}
          <span>
            <kbd>?</kbd> all keys
          </span>
          <span className="meta">They work while the list has focus.</span>
        </>
      ) : (
        <span className="meta">The single-letter keys are off.</span>
      )}
      <Button small kind="quiet" hiddenWords="the single-letter keys" onClick={turn}>
        {on ? 'Turn off' : 'Turn on'}
      </Button>
      <Dialog open={listOpen} heading="Keys of the desk" onClose={() => openList(false)}>
        <dl className="c-dl c-keylist">
          {(mayDecide ? KEYS : KEYS.filter(([key]) => ALWAYS.has(key))).map(([key, meaning]) => (
            <div key={key} className="c-keyrow">
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p className="meta">They work only while the list of points has focus, and never inside a field.</p>
        <Button kind="main" onClick={() => openList(false)}>
          Close
        </Button>
      </Dialog>
    </div>
  );
}

function DecidingKeys(): ReactElement {
  return (
    <>
      <span>
        <kbd>A</kbd> accept the words
      </span>
      <span>
        <kbd>1</kbd> to <kbd>8</kbd> outcome
      </span>
      <span>
        <kbd>Enter</kbd> record and go on
      </span>
    </>
  );
}

const ALWAYS: ReadonlySet<string> = new Set(['J', 'K', '?']);

const KEYS: [string, string][] = [
  ['J', 'Next point'],
  ['K', 'Previous point'],
  ['A', 'Accept the proposed words; Enter then records it'],
  ['1 to 8', 'Choose the outcome, in the order of the list'],
  ['Enter', 'Record the decision and go to the next point'],
  ['Ctrl and Enter', 'Record from inside the reply'],
  ['?', 'This list'],
];

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, summary, button') !== null;
}
