import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useCallback, useEffect, useState, useSyncExternalStore, type ReactElement } from 'react';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { wordCount } from '../../../shared/text/plain-text.ts';
import { CountDialog } from './count-dialog.tsx';
import { wordsBetween } from './count-words.ts';
import { DraftToolbar } from './draft-toolbar.tsx';
import { FindBar } from './find-bar.tsx';
import { GoToDialog } from './go-to-dialog.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { PictureDialog } from './picture-dialog.tsx';
import { TableForm } from './table-form.tsx';
import { toolForKey, type WritingTool } from './tool-keys.ts';
import './writing-tools.css';

type WritingToolsProps = {
  editor: Editor;
  documentId: string;
  text: DocumentText;
  /** Whether the text stands alone on the screen. */
  full: boolean;
  onFull: (full: boolean) => void;
  onGo: (blockId: string) => void;
};

/** The tools above the text and what they open: find and replace, go to clause, links, word count, keys, full screen. */
export function WritingTools({ editor, documentId, text, full, onFull, onGo }: WritingToolsProps): ReactElement {
  const [dialog, setDialog] = useState<WritingTool>();
  const [finding, setFinding] = useState<{ field: 'find' | 'replace'; asked: number }>();
  const words = useCountWords(editor, text);
  const onTool = useCallback(
    (tool: WritingTool): void => {
      if (tool === 'full') onFull(!full);
      else if (tool === 'find' || tool === 'replace') setFinding({ field: tool, asked: Date.now() });
      else setDialog(tool);
    },
    [full, onFull],
  );
  useEffect(() => listenForTools(editor, onTool), [editor, onTool]);
  const close = (): void => {
    setDialog(undefined);
    requestAnimationFrame(() => editor.isDestroyed || editor.view.focus()); // after the dialog has given the keyboard back
  };
  const go = (blockId: string): void => {
    setDialog(undefined);
    requestAnimationFrame(() => onGo(blockId));
  };
  return (
    <>
      <DraftToolbar editor={editor} words={words} full={full} onTool={onTool} />
      {finding ? <FindBar editor={editor} start={finding} onClose={() => setFinding(undefined)} /> : null}
      <LinkDialog editor={editor} text={text} open={dialog === 'link'} onGo={go} onClose={close} />
      <TableForm editor={editor} open={dialog === 'table'} onClose={close} />
      <PictureDialogs editor={editor} documentId={documentId} asked={dialog === 'picture'} onClose={close} />
      <GoToDialog text={text} open={dialog === 'go'} onGo={go} onClose={close} />
      <CountDialog editor={editor} text={text} open={dialog === 'count'} onClose={close} />
      <KeysDialog open={dialog === 'keys'} onMac={onMac()} onClose={close} />
    </>
  );
}

type PictureDialogsProps = { editor: Editor; documentId: string; asked: boolean; onClose: () => void };

/** The dialog for a picture: asked for in the tools, or for one after another that was dropped or pasted. */
function PictureDialogs({ editor, documentId, asked, onClose }: PictureDialogsProps): ReactElement {
  const { pictures } = editor.storage.flatText;
  const waiting = useSyncExternalStore(pictures.subscribe, pictures.current);
  const [file] = waiting;
  return (
    <PictureDialog
      key={file ? waiting.length : 0}
      editor={editor}
      documentId={documentId}
      open={asked || file !== undefined}
      file={file}
      more={Math.max(0, waiting.length - 1)}
      onClose={() => {
        if (file) pictures.done();
        onClose();
      }}
    />
  );
}

/** "4,812 words", or "37 of 4,812 words" while some are selected. */
function useCountWords(editor: Editor, text: DocumentText): string {
  const selected = useEditorState({
    editor,
    selector: ({ editor: now }) => wordsBetween(now.state.doc, now.state.selection.from, now.state.selection.to),
  });
  const all = wordCount(text).toLocaleString('en-GB');
  return selected > 0 ? `${selected.toLocaleString('en-GB')} of ${all} words` : `${all} words`;
}

/** Hears the tools' keys in the text, and "?" anywhere in the room where nothing is typed. */
function listenForTools(editor: Editor, onTool: (tool: WritingTool) => void): () => void {
  const mac = onMac();
  const onKey = (event: KeyboardEvent): void => {
    const inside = event.target instanceof Element ? event.target : undefined;
    const inText = inside !== undefined && editor.view.dom.contains(inside);
    const inBar = inside?.closest('.c-find') !== null && inside !== undefined;
    const tool = inText || inBar ? toolForKey(event, mac) : isAskingForKeys(event, inside) ? 'keys' : undefined;
    if (!tool) return;
    event.preventDefault();
    event.stopPropagation();
    onTool(tool);
  };
  document.addEventListener('keydown', onKey, true);
  return () => document.removeEventListener('keydown', onKey, true);
}

/** "?" or Control and "/" while the keyboard is in the room's tools, outline or margin and not in a field. */
function isAskingForKeys(event: KeyboardEvent, inside: Element | undefined): boolean {
  if (!inside?.closest('.c-tools, .c-outline, .c-margin, .c-versions')) return false;
  if (inside.closest('input, textarea, select, [contenteditable="true"]')) return false;
  return event.key === '?' || toolForKey(event, onMac()) === 'keys';
}

function onMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
