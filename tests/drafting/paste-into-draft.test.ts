// @vitest-environment jsdom
import { describe, expect, test, vi } from 'vitest';
import { TextSelection, NodeSelection, AllSelection } from '@tiptap/pm/state';
import * as Y from 'yjs';
import type { Editor } from '@tiptap/core';
import { createEditor } from '../../client/drafting/editor/create-editor.ts';
import type { Block, Inline } from '../../shared/text/document-text.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { renderDocument } from '../../shared/text/live/render-document.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';

// jsdom has no such event; the editor only makes one to hand it on
vi.stubGlobal('ClipboardEvent', class extends Event {});

function openEditor(blocks: Block[]): { editor: Editor; ydoc: Y.Doc; blocks: () => Block[] } {
  const ydoc = new Y.Doc();
  seedDocument(ydoc, { schema: 1, blocks });
  const element = document.body.appendChild(document.createElement('div'));
  const editor = createEditor({ element, ydoc, editable: true, label: 'Draft text' });
  const read = (): Block[] => {
    expect(editor.state.doc.eq(renderDocument(ydoc, editor.schema))).toBe(true);
    return readDocumentText(ydoc).blocks;
  };
  return { editor, ydoc, blocks: read };
}

function block(id: string, text: string, kind: 'paragraph' | 'heading' | 'bullet' | 'clause' = 'paragraph', level = 0): Block {
  return { id, kind, level, content: text ? [{ text }] : [] };
}

function shapes(blocks: Block[]): string[] {
  return blocks.map((one) =>
    one.kind === 'table'
      ? `table ${one.rows.length}×${one.rows[0]?.cells.length}`
      : `${one.kind}:${one.level} ${words(one.content)}`,
  );
}

function words(content: Inline[]): string {
  return content.map((inline) => ('text' in inline ? inline.text : '/')).join('');
}

describe('paste', () => {
  test('[TXT-1k] a list from Word becomes bullets and clauses with their levels, without the typed signs', () => {
    const { editor, blocks } = openEditor([block('a', '')]);
    editor.view.pasteHTML(
      `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>First</p>
       <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>Second</p>
       <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>Third</p>`,
    );
    expect(shapes(blocks())).toEqual(['bullet:0 First', 'bullet:1 Second', 'clause:0 Third']);
  });

  test('[TXT-1k] Google Docs: nested lists, headings, bold by style; its wrapper is not bold', () => {
    const { editor, blocks } = openEditor([block('a', '')]);
    editor.view.pasteHTML(
      `<b style="font-weight:normal" id="docs-internal-guid-1"><h2><span>Scope</span></h2><p>Plain <span style="font-weight:700">bold</span></p>
       <ul><li><p>One</p></li><ul><li><p>Two</p></li></ul></ul></b>`,
    );
    expect(shapes(blocks())).toEqual(['heading:2 Scope', 'paragraph:0 Plain bold', 'bullet:0 One', 'bullet:1 Two']);
    const [, second] = blocks();
    expect(second?.kind === 'paragraph' && second.content).toEqual([{ text: 'Plain ' }, { text: 'bold', strong: true }]);
  });

  test('[TXT-1l] unsafe links lose their address and scripts their words; safe links stay', () => {
    const { editor, blocks } = openEditor([block('a', '')]);
    editor.view.pasteHTML(
      `<p><a href="javascript:alert(1)">bad</a> <a href="https://example.org/x">good</a><script>steal()</script><img src=x onerror=alert(1)></p>`,
    );
    expect(blocks()[0]).toMatchObject({ content: [{ text: 'bad ' }, { text: 'good', link: 'https://example.org/x' }] });
  });

  test('[TXT-1m] one paragraph pasted into a sentence joins it; several split it', () => {
    const { editor, blocks } = openEditor([block('a', 'Start end', 'clause')]);
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, 7)));
    editor.view.pasteHTML('<p>middle&nbsp;</p>');
    expect(shapes(blocks())).toEqual(['clause:0 Start middle end']);
    editor.view.pasteText('one\ntwo ');
    expect(blocks().map((one) => (one.kind === 'table' ? '' : words(one.content)))).toEqual(['Start middle one', 'two end']);
  });

  test('[TXT-1n] a table from a web page becomes a table with its header row, spans widened to cells', () => {
    const { editor, blocks } = openEditor([block('a', '')]);
    editor.view.pasteHTML('<table><tr><th>A</th><th>B</th></tr><tr><td colspan=2>wide</td></tr><tr><td>x</td></tr></table>');
    expect(shapes(blocks())).toEqual(['table 3×2']);
    expect(blocks()[0]).toMatchObject({ headerRow: true, headerColumn: false });
  });
});

describe('copy and cut', () => {
  const TEXT = [
    block('h', 'Scope', 'heading', 1),
    block('b', 'One', 'bullet'),
    block('c', 'Two', 'bullet', 1),
    block('p', 'End'),
  ];

  function copy(editor: Editor, from: number, to: number): string {
    const { doc } = editor.state;
    const { dom } = editor.view.serializeForClipboard(doc.slice(from, to));
    return dom.innerHTML;
  }

  test('[TXT-1o] copy gives real headings and nested lists to other programs', () => {
    const { editor } = openEditor(TEXT);
    const page = new DOMParser().parseFromString(copy(editor, 0, editor.state.doc.content.size), 'text/html');
    expect(page.querySelector('h2')?.textContent).toBe('Scope');
    expect(page.querySelector('ul > li > ul > li')?.textContent).toBe('Two');
    expect(page.querySelector('[style]')).toBeNull();
  });

  test('[TXT-3d] a block that is cut and pasted keeps its id, a copy gets a new one, and a stranger brings none', () => {
    const { editor, blocks } = openEditor(TEXT);
    const start = editor.state.doc.child(0).nodeSize;
    const end = start + editor.state.doc.child(1).nodeSize;
    const html = copy(editor, start, end);
    editor.view.dispatch(editor.state.tr.delete(start, end));
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, editor.state.doc.content.size - 1)));
    editor.view.someProp('handleKeyDown', (handle) =>
      handle(editor.view, new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13 })),
    );
    editor.view.pasteHTML(html);
    expect(shapes(blocks())).toEqual(['heading:1 Scope', 'bullet:1 Two', 'paragraph:0 End', 'bullet:0 One']);
    expect(blocks().at(-1)?.id).toBe('b');
    editor.view.pasteHTML(copy(editor, 0, editor.state.doc.child(0).nodeSize + editor.state.doc.child(1).nodeSize));
    const ids = blocks().map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    const other = openEditor([block('x', '')]);
    other.editor.view.pasteHTML(html);
    expect(other.blocks().map((one) => one.id)).not.toContain('b');
  });

  test('[TXT-1p] everything can be selected, deleted and brought back by undo', () => {
    const { editor, blocks } = openEditor(TEXT);
    const before = blocks();
    editor.view.dispatch(editor.state.tr.setSelection(new AllSelection(editor.state.doc)).deleteSelection());
    expect(blocks()).toHaveLength(1);
    editor.storage.flatText.undo?.undo();
    expect(blocks()).toEqual(before);
  });

  test('[TXT-1q] a selected table is deleted as a whole and undo brings it back unchanged', () => {
    const cell = { id: 'r~k1', blocks: [{ id: 'cb', kind: 'paragraph' as const, level: 0, content: [{ text: 'x' }] }] };
    const table: Block = { id: 't', kind: 'table', headerRow: false, headerColumn: true, rows: [{ id: 'r', cells: [cell] }] };
    const { editor, blocks } = openEditor([block('p', 'One'), table, block('q', 'Two')]);
    editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, 5)).deleteSelection());
    expect(blocks().map((one) => one.id)).toEqual(['p', 'q']);
    editor.storage.flatText.undo?.undo();
    expect(blocks()[1]).toEqual(table);
  });
});
