// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { Editor } from '@tiptap/core';
import { useState, type ReactElement } from 'react';
import { afterEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { DraftEditor } from '../../client/drafting/editor/draft-editor.tsx';
import { DraftToolbar } from '../../client/drafting/editor/draft-toolbar.tsx';
import { seedDocument } from '../../shared/text/live/seed-document.ts';

afterEach(cleanup);

function Desk({ ydoc }: { ydoc: Y.Doc }): ReactElement {
  const [editor, setEditor] = useState<Editor>();
  return (
    <>
      {editor ? <DraftToolbar editor={editor} words="1 word" full={false} onTool={() => undefined} /> : null}
      <DraftEditor documentId="d" ydoc={ydoc} editable label="Text" onEditor={setEditor} />
    </>
  );
}

it('[PLT-31d] Escape gives the focus back from the tools to the text in the same moment', () => {
  const ydoc = new Y.Doc();
  seedDocument(ydoc, { schema: 1, blocks: [{ id: 'b1', kind: 'paragraph', level: 0, content: [{ text: 'Words' }] }] });
  render(<Desk ydoc={ydoc} />);
  const tool = screen.getByRole('button', { name: 'Bold' });
  tool.focus();
  expect(document.activeElement).toBe(tool);
  fireEvent.keyDown(tool, { key: 'Escape' });
  expect(document.activeElement?.getAttribute('role')).toBe('textbox'); // before any frame was drawn
});
