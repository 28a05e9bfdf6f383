import type { Editor } from '@tiptap/core';
import { useEffect, useRef, type ReactElement } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { draftPictureAddress } from '../../../shared/drafting/picture-api.ts';
import { createEditor } from './create-editor.ts';
import './editor.css';

/** What the draft's text needs of the page; `onEditor` hears of the editor when it is there, and undefined when it goes. */
export type DraftEditorProps = {
  ydoc: Y.Doc;
  awareness?: Awareness;
  editable: boolean;
  label: string;
  /** The document whose pictures the text shows. */
  documentId: string;
  onEditor?: (editor: Editor | undefined) => void;
};

/** The text of a draft, written by several people at once. */
export function DraftEditor({ ydoc, awareness, editable, label, documentId, onEditor }: DraftEditorProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const editor = createEditor({
      element: place.current,
      ydoc,
      awareness,
      editable,
      label,
      pictureAddress: draftPictureAddress(documentId),
    });
    onEditor?.(editor);
    return () => {
      onEditor?.(undefined);
      editor.destroy();
    };
  }, [ydoc, awareness, editable, label, documentId, onEditor]);
  return <div className="c-sheet" ref={place} />;
}
