import { Editor } from '@tiptap/core';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { documentSchema } from '../../../shared/text/live/document-schema.ts';
import { renderDocument } from '../../../shared/text/live/render-document.ts';
import { flatBlocks } from './flat-blocks.ts';
import { FlatText } from './flat-extension.ts';
import type { PictureAddress } from './picture-view.ts';

/** What an editor is made from: where it stands, the shared text, who else is here, and what it is called aloud, and where its pictures are. */
export type EditorWishes = {
  element: HTMLElement;
  ydoc: Y.Doc;
  awareness?: Awareness;
  editable: boolean;
  label: string;
  pictureAddress?: PictureAddress;
};

/** Makes the editor of a draft; `editor.destroy()` ends it. Its undo and binding are in `editor.storage.flatText`. */
export function createEditor({ element, ydoc, awareness, editable, label, pictureAddress }: EditorWishes): Editor {
  return new Editor({
    element,
    editable,
    injectCSS: false, // the page's policy allows no style elements; editor.css has what is needed
    enableInputRules: false,
    enablePasteRules: false,
    enableCoreExtensions: { keymap: false, delete: false, clipboardTextSerializer: false, textDirection: false },
    extensions: [...flatBlocks(), FlatText.configure({ ydoc, awareness, ...(pictureAddress ? { pictureAddress } : {}) })],
    content: renderDocument(ydoc, documentSchema).toJSON(),
    editorProps: { attributes: attributesFor(editable, label) },
  });
}

function attributesFor(editable: boolean, label: string): Record<string, string> {
  const attributes = { class: 'c-doc c-editor', 'aria-label': label };
  if (!editable) return { ...attributes, role: 'document', tabindex: '0' };
  return { ...attributes, role: 'textbox', 'aria-multiline': 'true', spellcheck: 'true', lang: 'en-GB' };
}
