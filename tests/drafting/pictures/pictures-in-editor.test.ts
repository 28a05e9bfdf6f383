// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { NodeSelection, TextSelection, type Command } from '@tiptap/pm/state';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createEditor } from '../../../client/drafting/editor/create-editor.ts';
import {
  deletePicture,
  describePicture,
  insertPicture,
  pictureAtCaret,
  sizePicture,
} from '../../../client/drafting/editor/picture-commands.ts';
import type { Block, DocumentText, Picture } from '../../../shared/text/document-text.ts';
import { checkUpdate } from '../../../shared/text/live/check-update.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { renderDocument } from '../../../shared/text/live/render-document.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { blockText } from '../../../shared/text/plain-text.ts';
import { textFaults } from '../../../shared/text/text-faults.ts';
import { block } from '../../text/build-text.ts';

vi.stubGlobal('ClipboardEvent', class extends Event {}); // jsdom has none

const SCAN: Picture = { src: 'a'.repeat(64), width: 40, height: 30, alt: 'A scan' };
const open: Editor[] = [];

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

const described = (id: string, caption = ''): Block => ({ ...block(id, 'image', caption), picture: SCAN });
const policy = (): Block[] => [block('a', 'clause', 'First.'), described('i', 'The hip'), block('b', 'clause', 'Second.')];

function openEditor(blocks: Block[] | Y.Doc) {
  const ydoc = blocks instanceof Y.Doc ? blocks : new Y.Doc();
  if (!(blocks instanceof Y.Doc)) seedDocument(ydoc, { schema: 1, blocks });
  const element = document.body.appendChild(document.createElement('div'));
  const editor = createEditor({ element, ydoc, editable: true, label: 'Draft', pictureAddress: (src) => `/pictures/${src}` });
  open.push(editor);
  const read = (): DocumentText => {
    expect(editor.state.doc.eq(renderDocument(ydoc, editor.schema))).toBe(true);
    expect(editor.storage.flatText.binding?.shared.counters).toMatchObject({ fallback: 0, attribute: 0 });
    const text = readDocumentText(ydoc);
    expect(textFaults(text)).toEqual([]);
    return text;
  };
  return {
    ydoc,
    editor,
    element,
    read,
    run: (command: Command): boolean => command(editor.state, (transaction) => editor.view.dispatch(transaction)),
    caret: (at: number): void => editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at))),
    type: (words: string): void => editor.view.dispatch(editor.state.tr.insertText(words)),
    lines: () => read().blocks.map((each) => `${each.kind} ${blockText(each)}`),
  };
}

function press(editor: Editor, key: string): void {
  const keyCode = { Enter: 13, Backspace: 8, Delete: 46 }[key] ?? 0;
  const event = new KeyboardEvent('keydown', { key, keyCode, bubbles: true, cancelable: true });
  editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event));
}

/** Where a block's words begin. */
function into(editor: Editor, id: string): number {
  let at = -1;
  editor.state.doc.forEach((node, offset) => {
    if (node.attrs.id === id) at = offset + 1;
  });
  return at;
}

function paste(editor: Editor, data: { html?: string; files?: File[] }): boolean {
  const clipboardData = { files: data.files ?? [], getData: (type: string) => (type === 'text/html' ? (data.html ?? '') : '') };
  const event = Object.assign(new Event('paste', { cancelable: true }), { clipboardData });
  return Boolean(
    editor.view.someProp('handlePaste', (handle) =>
      handle(editor.view, event as unknown as ClipboardEvent, editor.state.doc.slice(0, 0)),
    ),
  );
}

describe('pictures in the editor', () => {
  test('[DRA-21pa] a picture comes behind the caret’s block, the caret goes into its caption, and undo takes it away', () => {
    const { editor, lines, caret, type, run, read } = openEditor([
      block('a', 'clause', 'First.'),
      block('b', 'clause', 'Second.'),
    ]);
    caret(3);
    run(insertPicture(SCAN));
    type('The hip');
    expect(lines()).toEqual(['clause First.', 'image The hip', 'clause Second.']);
    expect(read().blocks[1]).toMatchObject({ picture: SCAN });
    editor.storage.flatText.undo?.undo();
    editor.storage.flatText.undo?.undo();
    expect(lines()).toEqual(['clause First.', 'clause Second.']);
  });

  test('[DRA-21pb] it is drawn with its measures, description, label and caption, and says what it still needs', () => {
    const { element, editor, run } = openEditor([block('h', 'heading 1', 'Scope'), described('i', 'The hip')]);
    const image = element.querySelector('figure img');
    expect(image?.getAttribute('src')).toBe(`/pictures/${SCAN.src}`);
    expect([image?.getAttribute('alt'), image?.getAttribute('width'), image?.getAttribute('height')]).toEqual([
      'A scan',
      '40',
      '30',
    ]);
    expect(element.querySelector('figcaption')?.dataset).toMatchObject({ number: 'Figure 1', spoken: 'Figure 1 ' });
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, into(editor, 'i'))));
    run(describePicture({}));
    expect(element.querySelector('.c-picture__todo')?.textContent).toMatch(/Needs a description/);
    run(describePicture({ decorative: 'A line' }));
    expect(element.querySelector('figure img')?.getAttribute('alt')).toBe('');
    expect(element.querySelector('figure')?.textContent).toContain('Decoration, without a description: A line');
    element.querySelector('figure img')?.dispatchEvent(new Event('error'));
    expect(element.querySelector('.c-picture__missing')?.textContent).toMatch(/cannot be shown/);
  });

  test('[DRA-21pc] description and width are changed at the caret, each by itself, and two people’s changes of both stay', () => {
    const one = openEditor(policy());
    const two = openEditor(copyOf(one.ydoc));
    one.caret(into(one.editor, 'i'));
    two.caret(into(two.editor, 'i'));
    one.run(describePicture({ alt: 'An X-ray' }));
    two.run(sizePicture('small'));
    Y.applyUpdate(one.ydoc, Y.encodeStateAsUpdate(two.ydoc));
    Y.applyUpdate(two.ydoc, Y.encodeStateAsUpdate(one.ydoc));
    expect(one.read().blocks[1]).toMatchObject({ picture: { ...SCAN, alt: 'An X-ray', size: 'small' } });
    expect(two.read()).toEqual(one.read());
    one.run(sizePicture(undefined));
    expect(one.read().blocks[1]).not.toHaveProperty('picture.size');
  });

  test('[DRA-21pd] Backspace and Delete beside a picture select it first, and never join its caption to other words', () => {
    const { editor, lines, caret } = openEditor([...policy().slice(0, 2), block('b', 'paragraph', 'Second.')]);
    const before = lines();
    for (const [at, key] of [
      [into(editor, 'b'), 'Backspace'],
      [into(editor, 'i'), 'Backspace'],
      [7, 'Delete'],
    ] as const) {
      caret(at);
      press(editor, key);
      expect(editor.state.selection).toBeInstanceOf(NodeSelection);
      expect(pictureAtCaret(editor.state)?.picture).toEqual(SCAN);
    }
    caret(into(editor, 'i') + 7);
    press(editor, 'Delete');
    expect(lines()).toEqual(before);
    editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, into(editor, 'i') - 1)));
    press(editor, 'Backspace');
    expect(lines()).toEqual(['clause First.', 'paragraph Second.']);
  });

  test('[DRA-21pe] Enter in a caption goes on in a paragraph behind it, before it in one above, and never turns it into another kind', () => {
    const { editor, lines, caret, type } = openEditor([described('i')]);
    caret(1);
    press(editor, 'Enter');
    type('Behind.');
    expect(lines()).toEqual(['image ', 'paragraph Behind.']);
    caret(1);
    type('Hip');
    caret(1);
    press(editor, 'Enter');
    expect(lines()).toEqual(['paragraph ', 'image Hip', 'paragraph Behind.']);
    editor.commands.selectAll();
    press(editor, 'Backspace');
    expect(lines()).toHaveLength(1);
  });

  test('[DRA-21pf] the only picture of a text can be deleted', () => {
    const { lines, caret, run } = openEditor([described('i', 'Hip')]);
    caret(1);
    run(deletePicture);
    expect(lines()).toEqual(['paragraph ']);
  });

  test('[DRA-21pg] a picture cut and pasted here stays itself; another text’s comes as its caption, with a sentence', async () => {
    const { editor, lines, read, caret } = openEditor(policy());
    const start = into(editor, 'i') - 1;
    editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, start)));
    const copied = editor.view.serializeForClipboard(editor.state.selection.content()).dom.innerHTML;
    editor.view.dispatch(editor.state.tr.deleteSelection());
    caret(into(editor, 'b') + 7);
    editor.view.pasteHTML(copied, new Event('paste') as ClipboardEvent);
    expect(lines()).toEqual(['clause First.', 'clause Second.', 'image The hip']);
    expect(read().blocks[2]).toMatchObject({ id: 'i', picture: SCAN });
    const stranger = copied.replace(/data-concord-text="[^"]*"/, 'data-concord-text="another"');
    expect(paste(editor, { html: stranger })).toBe(false);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(editor.storage.flatText.notice.current()).toMatch(/A picture was left out/);
    editor.view.pasteHTML(stranger, new Event('paste') as ClipboardEvent);
    expect(read().blocks.filter(({ kind }) => kind === 'image')).toHaveLength(1);
  });

  test('[DRA-21ph] pictures pasted by themselves or held in pasted HTML are asked about; those of other sites are never fetched', async () => {
    const { editor } = openEditor(policy());
    const fetched = vi.spyOn(globalThis, 'fetch');
    const { pictures, notice } = editor.storage.flatText;
    expect(paste(editor, { files: [new File(['x'], 'scan.png', { type: 'image/png' })] })).toBe(true);
    expect(pictures.current().map(({ name }) => name)).toEqual(['scan.png']);
    pictures.done();
    const html =
      '<p>Words</p><img src="data:image/png;base64,aGVsbG8="><img src="https://example.org/a.png"><img src="file:///C:/b.png">';
    expect(paste(editor, { html })).toBe(false);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(await Promise.all(pictures.current().map((file) => file.text()))).toEqual(['hello']);
    expect(notice.current()).toBe(
      '2 pictures were left out of what you pasted: Concord fetches nothing from other places. Save them to a file and put them in from there.',
    );
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  test('[DRA-21pi] the server takes a picture and its changes, and refuses one that is none, one in a cell, and unknown sizes', () => {
    const server = new Y.Doc();
    seedDocument(server, { schema: 1, blocks: policy() });
    const { ydoc, editor, caret, run } = openEditor(copyOf(server));
    const before = Y.encodeStateVector(ydoc);
    caret(into(editor, 'b'));
    run(insertPicture(SCAN));
    run(sizePicture('medium'));
    run(describePicture({ decorative: 'A line' }));
    const sender = { person: 'p', isOwnClient: () => true };
    expect(checkUpdate(server, Y.encodeStateAsUpdate(ydoc, before), sender)).toBeNull();
    for (const [key, value] of [
      ['pic', { src: 'x', width: 1, height: 1 }],
      ['pic', { ...SCAN }],
      ['alt', { alt: 'x', decorative: 'y' }],
      ['alt', 'x'],
      ['ps', 'huge'],
      ['__proto__', {}],
      ['constructor', {}],
    ] as const) {
      const forged = copyOf(server);
      const known = Y.encodeStateVector(forged);
      for (const content of forged.getArray<Y.Map<unknown>>('flat').toArray())
        if (content instanceof Y.Map) content.set(key, value);
      expect(checkUpdate(server, Y.encodeStateAsUpdate(forged, known), sender), key).toBe('bad-marker');
    }
  });
});

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}
