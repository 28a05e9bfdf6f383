import type { Editor } from '@tiptap/core';
import { toggleMark } from '@tiptap/pm/commands';
import type { Command, EditorState } from '@tiptap/pm/state';
import { useEditorState } from '@tiptap/react';
import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { BlockKind } from '../../../shared/text/live/block-marker.ts';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { beginsPage, isInKind, toggleKind, togglePageBreak } from './block-commands.ts';
import { moveBlocks } from './move-blocks.ts';
import { noteKey } from './note-commands.ts';
import { NoticeLine } from './notice-line.tsx';
import { PictureTools } from './picture-tools.tsx';
import { TableTools } from './table-tools.tsx';
import type { WritingTool } from './tool-keys.ts';
import { TOOL_PATHS, type ToolIcon } from './tool-paths.ts';

type Tool = {
  name: string;
  icon: ToolIcon | string;
  act: (editor: Editor) => void;
  pressed?: (state: EditorState) => boolean;
};

type DraftToolbarProps = {
  editor: Editor;
  /** How many words there are, as the button says it. */
  words: string;
  full: boolean;
  onTool: (tool: WritingTool) => void;
};

/** The writing tools: one stop for Tab, arrows inside, Escape back to the text. */
export function DraftToolbar({ editor, words, full, onTool }: DraftToolbarProps): ReactElement {
  const [current, setCurrent] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const groups = [...toolGroups(onTool), ...roomGroups({ words, full, onTool })];
  const tools = groups.flat();
  const pressed = useEditorState({
    editor,
    selector: ({ editor: now }) => tools.map((tool) => (tool.pressed ? tool.pressed(now.state) : undefined)),
  });
  const move = (event: KeyboardEvent): void => {
    const next = nextTool(event.key, current, tools.length);
    if (event.key === 'Escape') editor.view.focus(); // at once: the editor's own command waits for a frame, and the next key is lost
    if (next === undefined) return;
    event.preventDefault();
    setCurrent(next);
    bar.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <>
      <div
        className="c-tools"
        role="toolbar"
        ref={bar}
        aria-label="Writing tools. Use the arrow keys. Escape goes back to the text."
        onKeyDown={move}
      >
        {groups.map((group, index) => (
          <span className="g" key={index}>
            {group.map((tool) => {
              const at = tools.indexOf(tool);
              return (
                <ToolButton
                  key={at}
                  tool={tool}
                  pressed={pressed[at]}
                  reachable={at === current}
                  onUse={() => {
                    setCurrent(at);
                    tool.act(editor);
                  }}
                />
              );
            })}
          </span>
        ))}
      </div>
      <TableTools editor={editor} />
      <PictureTools editor={editor} />
      <NoticeLine editor={editor} />
    </>
  );
}

type ToolButtonProps = { tool: Tool; pressed: boolean | undefined; reachable: boolean; onUse: () => void };

function ToolButton({ tool, pressed, reachable, onUse }: ToolButtonProps): ReactElement {
  const path = TOOL_PATHS[tool.icon as ToolIcon] as string | undefined; // headings have their letter and number instead
  return (
    <button
      type="button"
      className="c-tool"
      aria-label={path ? tool.name : undefined}
      title={tool.name}
      aria-pressed={pressed}
      tabIndex={reachable ? 0 : -1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onUse}
    >
      {path ? (
        <svg className="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <path d={path} />
        </svg>
      ) : (
        <>
          <span aria-hidden="true">{tool.icon}</span>
          <VisuallyHidden>{tool.name}</VisuallyHidden>
        </>
      )}
    </button>
  );
}

function nextTool(key: string, current: number, count: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key === 'ArrowRight') return (current + 1) % count;
  return key === 'ArrowLeft' ? (current + count - 1) % count : undefined;
}

function toolGroups(onTool: (tool: WritingTool) => void): Tool[][] {
  const undo: Tool = { name: 'Undo my last change', icon: 'undo', act: (editor) => editor.storage.flatText.undo?.undo() };
  const redo: Tool = { name: 'Redo', icon: 'redo', act: (editor) => editor.storage.flatText.undo?.redo() };
  const headings = [1, 2, 3, 4].map((level) => kindTool(`Heading ${level}`, `H${level}`, 'heading', level));
  return [
    [undo, redo],
    headings,
    [markTool('Bold', 'bold', 'strong'), markTool('Italic', 'italic', 'em')],
    [
      kindTool('Numbered clause', 'clause', 'clause'),
      kindTool('Bullet list', 'bullet', 'bullet'),
      kindTool('Quotation', 'quote', 'quote'),
    ],
    [moveTool('Move up', 'up', -1), moveTool('Move down', 'down', 1)],
    [
      { name: 'Insert a table', icon: 'table', act: () => onTool('table') },
      { name: 'Insert a picture', icon: 'picture', act: () => onTool('picture') },
      {
        name: 'Link or clause reference',
        icon: 'link',
        act: () => onTool('link'),
        pressed: (state) => hasMark(state, 'link'),
      },
      { name: 'Footnote', icon: 'note', act: runner(noteKey) },
      { name: 'New page in print', icon: 'page', act: runner(togglePageBreak), pressed: beginsPage },
    ],
  ];
}

function roomGroups({ words, full, onTool }: Omit<DraftToolbarProps, 'editor'>): Tool[][] {
  const opener = (name: string, icon: ToolIcon | string, tool: WritingTool): Tool => ({ name, icon, act: () => onTool(tool) });
  return [
    [opener('Find and replace', 'find', 'find'), opener('Go to clause', 'Go to clause', 'go')],
    [
      { ...opener('Full screen', 'full', 'full'), pressed: () => full },
      opener(`Word count: ${words}`, words, 'count'),
      opener('Keys', 'Keys', 'keys'),
    ],
  ];
}

function kindTool(name: string, icon: ToolIcon | string, kind: BlockKind, level = 0): Tool {
  return { name, icon, act: runner(toggleKind(kind, level)), pressed: (state) => isInKind(state, kind, level) };
}

function moveTool(name: string, icon: ToolIcon, way: 1 | -1): Tool {
  return { name, icon, act: (editor) => runner(moveBlocks(way, editor.storage.flatText))(editor) };
}

function markTool(name: string, icon: ToolIcon, mark: string): Tool {
  const act = (editor: Editor): void => {
    const type = editor.schema.marks[mark];
    if (type) runner(toggleMark(type))(editor);
  };
  return { name, icon, act, pressed: (state) => hasMark(state, mark) };
}

function runner(command: Command): (editor: Editor) => void {
  return (editor) => {
    command(editor.state, (transaction) => editor.view.dispatch(transaction), editor.view);
    editor.view.focus();
  };
}

function hasMark(state: EditorState, name: string): boolean {
  const type = state.schema.marks[name];
  const { from, to, empty, $from } = state.selection;
  if (!type) return false;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}
