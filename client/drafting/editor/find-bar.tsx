import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement, type RefObject } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { MOST_MATCHES, type FindWish } from './find-in-text.ts';
import { findState, goOn, lookFor, replaceEverywhere, replaceHere } from './find-plugin.ts';

const LONGEST_GUESS = 80; // a longer selection is meant to be kept, not looked for

type FindBarProps = {
  editor: Editor;
  /** The field the keyboard goes to; pressing the key again while the bar is open changes it. */
  start: { field: 'find' | 'replace'; asked: number };
  onClose: () => void;
};

/** Find and replace under the tools: the text stays in sight, the count is said, Escape goes back to the place found. */
export function FindBar({ editor, start, onClose }: FindBarProps): ReactElement {
  const [wish, setWish] = useState<FindWish>(() => ({ words: selectedWords(editor), matchCase: false, wholeWords: false }));
  const [other, setOther] = useState('');
  const [done, setDone] = useState('');
  const find = useRef<HTMLInputElement>(null);
  const replace = useRef<HTMLInputElement>(null);
  useEffect(() => (start.field === 'find' ? find : replace).current?.select(), [start]);
  useEffect(() => lookFor(editor, wish), [editor, wish]);
  useEffect(() => () => void (editor.isDestroyed || lookFor(editor, undefined)), [editor]);
  const close = (): void => {
    onClose();
    editor.view.focus();
  };
  const change = (part: Partial<FindWish>): void => {
    setDone('');
    setWish({ ...wish, ...part });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    setDone('');
    goOn(editor, event.shiftKey ? -1 : 1);
  };
  return (
    <div className="c-find" role="search" aria-label="Find and replace" onKeyDown={onKey}>
      <Field label="Find" value={wish.words} field={find} onChange={(words) => change({ words })} />
      <div className="c-find__acts">
        <button type="button" className="c-btn c-btn--s" onClick={() => goOn(editor, -1)}>
          Previous
        </button>
        <button type="button" className="c-btn c-btn--s" onClick={() => goOn(editor, 1)}>
          Next
        </button>
      </div>
      <Check words="Match case" on={wish.matchCase} onChange={(matchCase) => change({ matchCase })} />
      <Check words="Whole words" on={wish.wholeWords} onChange={(wholeWords) => change({ wholeWords })} />
      <Field label="Replace with" value={other} field={replace} onChange={setOther} />
      <div className="c-find__acts">
        <button type="button" className="c-btn c-btn--s" onClick={() => setDone(replaceHere(editor, other) ? 'Replaced.' : '')}>
          Replace
        </button>
        <button type="button" className="c-btn c-btn--s" onClick={() => setDone(allReplaced(replaceEverywhere(editor, other)))}>
          Replace all
        </button>
      </div>
      <Count editor={editor} done={done} />
      <button type="button" className="c-tool c-find__close" aria-label="Close find and replace" onClick={close}>
        <Icon name="close" />
      </button>
    </div>
  );
}

type FieldProps = { label: string; value: string; field: RefObject<HTMLInputElement | null>; onChange: (value: string) => void };

function Field({ label, value, field, onChange }: FieldProps): ReactElement {
  return (
    <label className="c-find__field">
      {label}
      <input
        className="c-in c-in--s"
        ref={field}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

function Check({ words, on, onChange }: { words: string; on: boolean; onChange: (on: boolean) => void }): ReactElement {
  return (
    <label className="c-check">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      {words}
    </label>
  );
}

/** How many places there are and at which one the person is; said to those who hear the page. */
function Count({ editor, done }: { editor: Editor; done: string }): ReactElement {
  const { looking, count, at } = useEditorState({
    editor,
    selector: ({ editor: now }) => {
      const { finder, matches, at: here } = findState(now.state);
      return { looking: finder !== undefined, count: matches.length, at: here };
    },
  });
  return (
    <p className="meta c-find__count" role="status">
      {[done, looking ? placeWords(count, at) : ''].filter(Boolean).join(' ')}
    </p>
  );
}

function placeWords(count: number, at: number): string {
  if (count === 0) return 'Not in the text.';
  const all = count >= MOST_MATCHES ? `the first ${MOST_MATCHES.toLocaleString('en-GB')}` : count.toLocaleString('en-GB');
  return `${(at + 1).toLocaleString('en-GB')} of ${all}`;
}

function allReplaced(count: number): string {
  if (count === 0) return 'Nothing to replace.';
  return `${count.toLocaleString('en-GB')} replaced. Undo takes all of them back.`;
}

function selectedWords(editor: Editor): string {
  const { from, to, $from, $to } = editor.state.selection;
  if (!$from.sameParent($to) || to - from > LONGEST_GUESS) return '';
  return editor.state.doc.textBetween(from, to);
}
