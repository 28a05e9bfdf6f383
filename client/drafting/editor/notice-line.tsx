import type { Editor } from '@tiptap/core';
import { useSyncExternalStore, type ReactElement } from 'react';

/** Why something could not be done in the text, or was done otherwise; spoken, and gone with the next change. */
export function NoticeLine({ editor }: { editor: Editor }): ReactElement {
  const { notice } = editor.storage.flatText;
  const sentence = useSyncExternalStore(notice.subscribe, notice.current);
  return (
    <p className="c-tools-notice" role="status">
      {sentence}
    </p>
  );
}
