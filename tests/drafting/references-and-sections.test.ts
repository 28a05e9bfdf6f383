// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { TextSelection, type Command } from '@tiptap/pm/state';
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { linkAt, removeLink, setLink } from '../../client/drafting/editor/block-commands.ts';
import { wordsBetween } from '../../client/drafting/editor/count-words.ts';
import { createEditor } from '../../client/drafting/editor/create-editor.ts';
import { sectionMove } from '../../client/drafting/editor/move-section.ts';
import { renewReferences, setReference } from '../../client/drafting/editor/renew-references.ts';
import { toolForKey } from '../../client/drafting/editor/tool-keys.ts';
import { placeOf } from '../../shared/text/clause-numbers.ts';
import type { Block } from '../../shared/text/document-text.ts';
import { blockText, textOf, wordCount } from '../../shared/text/plain-text.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { renderDocument } from '../../shared/text/live/render-document.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { withSectionMoved } from '../../shared/text/move-section.ts';
import { referenceLink, references, renewReferences as renewed } from '../../shared/text/references.ts';
import { block, table } from '../text/build-text.ts';

const open: Editor[] = [];

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

function openEditor(...blocks: Block[]) {
  const ydoc = new Y.Doc();
  seedDocument(ydoc, { schema: 1, blocks });
  const element = document.body.appendChild(document.createElement('div'));
  const editor = createEditor({ element, ydoc, editable: true, label: 'Draft text' });
  open.push(editor);
  const read = () => {
    expect(editor.state.doc.eq(renderDocument(ydoc, editor.schema))).toBe(true);
    expect(editor.storage.flatText.binding?.shared.counters).toMatchObject({ fallback: 0, attribute: 0 });
    return readDocumentText(ydoc);
  };
  const run = (command: Command): boolean => command(editor.state, (transaction) => editor.view.dispatch(transaction));
  const select = (from: number, to = from): void =>
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)));
  return { ydoc, editor, read, run, select };
}

const policy = () => [
  block('a', 'heading 1', 'Scope'),
  block('a1', 'clause', 'First'),
  block('b', 'heading 1', 'Pathway'),
  block('b1', 'clause', [{ text: 'As in ' }, { text: 'clause 1.1', link: referenceLink('a1') }]),
  table('t', [['Service'], ['Surgery']]),
  block('c', 'heading 1', 'Outcomes'),
  block('c1', 'clause', 'Last'),
];

describe('references', () => {
  test('[DRA-22n] a picked place becomes its citation, selected words of one’s own stay, and another target renews a citation', () => {
    const { read, run, select } = openEditor(...policy());
    const place = (id: string) => placeOf(read(), id)!;
    select(1);
    run(setReference(referenceLink('c1'), place('c1')));
    expect(blockText(read().blocks[0]!)).toBe('clause 3.1Scope');
    select(1, 11);
    run(setReference(referenceLink('t'), place('t')));
    expect(references(read())[0]).toMatchObject({ words: 'Table 1', link: '#b-t' });
    select(8, 13);
    run(setReference(referenceLink('b'), place('b')));
    expect(references(read()).map(({ words, link }) => [words, link])).toEqual([
      ['Table 1', '#b-t'],
      ['Scope', '#b-b'],
      ['clause 1.1', '#b-a1'],
    ]);
    select(3);
    run(removeLink);
    expect(references(read()).map(({ words }) => words)).toEqual(['Scope', 'clause 1.1']);
  });

  test('[DRA-22o] renewing writes the new number into citations only, and they stay references', () => {
    const { editor, read, run } = openEditor(...policy());
    expect(run(renewReferences)).toBe(false);
    editor.view.dispatch(editor.state.tr.split(8));
    expect(references(read())[0]?.words).toBe('clause 1.1');
    editor.view.dispatch(editor.state.tr.insert(7, editor.schema.nodes.block!.create({ kind: 'clause', level: 0 })));
    expect(run(renewReferences)).toBe(true);
    expect(read()).toEqual(renewed(read()));
    expect(references(read())[0]).toMatchObject({ words: 'clause 1.2', link: '#b-a1' });
  });

  test('[DRA-21t] a link is put on the selection, changed and removed; an address that is not safe is not taken', () => {
    const { editor, run, select, read } = openEditor(block('a', 'paragraph', 'See the page'));
    select(5, 8);
    expect(run(setLink('javascript:alert(1)'))).toBe(false);
    run(setLink('https://example.org/a'));
    select(6);
    expect(linkAt(editor.state)).toBe('https://example.org/a');
    run(setLink('mailto:group@example.org'));
    expect(read().blocks[0]).toMatchObject({
      content: [{ text: 'See ' }, { text: 'the', link: 'mailto:group@example.org' }, {}],
    });
    run(removeLink);
    expect(read().blocks[0]).toMatchObject({ content: [{ text: 'See the page' }] });
  });
});

describe('sections', () => {
  test('[DRA-21u] a section moves with its tables under its own ids, references follow, and one undo takes all back', () => {
    const { editor, read } = openEditor(...policy());
    const before = read();
    const move = sectionMove(editor.state, 'b', 'a');
    editor.view.dispatch(move!.transaction);
    expect(move?.references).toBe(1);
    expect(read()).toEqual(renewed(withSectionMoved(before, 'b', 'a')));
    expect(references(read())[0]?.words).toBe('clause 2.1');
    editor.storage.flatText.undo?.undo();
    expect(read()).toEqual(before);
    editor.storage.flatText.undo?.redo();
    expect(read().blocks.map(({ id }) => id)).toEqual(['b', 'b1', 't', 'a', 'a1', 'c', 'c1']);
    expect(sectionMove(editor.state, 'gone', 'a')).toBeUndefined();
    expect(sectionMove(editor.state, 'b', 'gone')).toBeUndefined();
    expect(sectionMove(editor.state, 'b', 'a')?.transaction.docChanged).toBe(false);
  });

  test('[DRA-21u] the last section goes to the front and the first to the end', () => {
    const { editor, read } = openEditor(...policy());
    editor.view.dispatch(sectionMove(editor.state, 'c', 'a')!.transaction);
    editor.view.dispatch(sectionMove(editor.state, 'a', null)!.transaction);
    expect(read().blocks.map(({ id }) => id)).toEqual(['c', 'c1', 'b', 'b1', 't', 'a', 'a1']);
  });
});

describe('counting and keys', () => {
  test('[DRA-21v] the words of a selection are counted as those of the text are, tables that lie in it included', () => {
    const { editor, read } = openEditor(...policy());
    expect(wordsBetween(editor.state.doc, 0, editor.state.doc.content.size)).toBe(wordCount(read()));
    expect(wordsBetween(editor.state.doc, 1, 6)).toBe(1);
    expect(wordsBetween(editor.state.doc, 4, 4)).toBe(0);
    expect(textOf(read())).toContain('Surgery');
  });

  test('[DRA-21w] the tools have keys as in Word and Google Docs, with Command on a Mac', () => {
    const key = (name: string, held: Partial<KeyboardEvent> = {}) => {
      return { key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
    };
    const tools = ['f', 'h', 'g', 'k', '/', 'x'].map((name) => toolForKey(key(name, { ctrlKey: true }), false));
    expect(tools).toEqual(['find', 'replace', 'go', 'link', 'keys', undefined]);
    expect(toolForKey(key('F', { ctrlKey: true, shiftKey: true }), false)).toBe('full');
    expect(toolForKey(key('C', { ctrlKey: true, shiftKey: true }), false)).toBe('count');
    expect(toolForKey(key('f', { metaKey: true }), true)).toBe('find');
    expect(toolForKey(key('f', { ctrlKey: true }), true)).toBeUndefined();
    expect(toolForKey(key('f'), false)).toBeUndefined();
  });
});
