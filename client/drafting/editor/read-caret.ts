import type { EditorView } from '@tiptap/pm/view';

const KEYS = new Set(['Backspace', 'Delete', 'Enter', 'Tab']);

/**
 * Takes the caret from the page before a key acts on it. The browser tells where the caret is a moment after a click, Home or an
 * arrow; a busy page hears the next key first, and would act on the old place.
 */
export function readCaret(view: EditorView): void {
  if (!view.composing) view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
}

/** Whether a key does something at the caret that words typed there do not: these read the caret first. */
export function actsAtCaret({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return KEYS.has(key) || ((ctrlKey || metaKey || altKey) && !['Control', 'Meta', 'Alt', 'Shift'].includes(key));
}
