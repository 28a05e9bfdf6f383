// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import type { ReactElement } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createEditor } from '../../client/drafting/editor/create-editor.ts';
import { PeopleHere } from '../../client/drafting/people-here.tsx';
import type { PersonHere } from '../../client/drafting/room-people.ts';
import { useSpokenNearChanges } from '../../client/drafting/speak-near.ts';
import { LiveAnnouncer } from '../../client/ui/live-announcer.tsx';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { typeAtEnd } from '../support/draft-clients.ts';

const TEXT: DocumentText = {
  schema: 1,
  blocks: ['One.', 'Two.', 'Three.', 'Four.'].map((words, at) => ({
    id: `b${at + 1}`,
    kind: 'clause',
    level: 0,
    content: [{ text: words }],
  })),
};
const ASHA: PersonHere = {
  person: { id: 'a', name: 'Asha Example', initials: 'AE', colour: 1 },
  blockId: 'b4',
  self: false,
};

let editor: Editor;
let ydoc: Y.Doc;

beforeEach(() => {
  vi.useFakeTimers();
  ydoc = new Y.Doc();
  seedDocument(ydoc, TEXT);
  editor = createEditor({
    element: document.body.appendChild(document.createElement('div')),
    ydoc,
    editable: true,
    label: 'Text',
  });
});

afterEach(() => {
  cleanup();
  editor.destroy();
  document.body.replaceChildren();
  vi.useRealTimers();
});

function Room({ people }: { people: PersonHere[] }): ReactElement {
  useSpokenNearChanges(editor, people, TEXT);
  return (
    <>
      <LiveAnnouncer />
      <PeopleHere people={people} labelOf={() => undefined} onGo={() => undefined} />
    </>
  );
}

/** Puts the caret into a block. */
function caretIn(index: number): void {
  let at = 1;
  for (let block = 0; block < index; block += 1) at += editor.state.doc.child(block).nodeSize;
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at)));
}

/** Somebody else types at the end of the last clause. */
function othersType(words: string): void {
  const theirs = new Y.Doc();
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(ydoc));
  typeAtEnd(theirs, words);
  act(() => Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(ydoc)), 'wire'));
}

it('[PLT-33c] says who changed something near the caret, once in a minute, and nothing of what is far away', () => {
  render(<Room people={[ASHA]} />);
  const said = (): string | null => screen.getByRole('status').textContent;
  vi.setSystemTime(Date.now() + 60_000); // whatever was said before is long ago
  caretIn(0);
  othersType(' Far away.');
  expect(said()).toBe('');
  caretIn(2);
  othersType(' Near.');
  expect(said()).toBe('Asha Example changed 4, next to you.');
  caretIn(3);
  act(() => void vi.advanceTimersByTime(15_000));
  othersType(' And more.');
  act(() => void vi.advanceTimersByTime(15_000));
  expect(said()).toBe('Asha Example changed 4, next to you.');
  act(() => void vi.advanceTimersByTime(60_000));
  othersType(' Later.');
  act(() => void vi.advanceTimersByTime(15_000));
  expect(said()).toBe('Asha Example changed where you are writing.');
});

it('[PLT-33c] says who joined, and not again when somebody was only cut off for a moment', () => {
  vi.setSystemTime(Date.now() + 600_000);
  const { rerender } = render(<Room people={[]} />);
  const said = (): string | null => screen.getByRole('status').textContent;
  const self: PersonHere = { ...ASHA, person: { ...ASHA.person, id: 'b', name: 'Ben Example' }, self: true };
  rerender(<Room people={[self]} />);
  rerender(<Room people={[ASHA, self]} />);
  act(() => void vi.advanceTimersByTime(15_000));
  expect(said()).toBe('Asha Example joined.');
  caretIn(2);
  othersType(' Near.');
  act(() => void vi.advanceTimersByTime(15_000));
  expect(said()).toBe('Asha Example changed 4, next to you.');
  rerender(<Room people={[self]} />);
  rerender(<Room people={[ASHA, self]} />);
  act(() => void vi.advanceTimersByTime(15_000));
  expect(said()).toBe('Asha Example changed 4, next to you.');
});
