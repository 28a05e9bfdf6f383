import type { Editor } from '@tiptap/core';
import { useSyncExternalStore, type ReactElement } from 'react';

/** Why something could not be done in the text, or was done otherwise; spoken, and gone with the next change. What a key did is only spoken. */
export function NoticeLine({ editor }: { editor: Editor }): ReactElement {
  const { notice, told } = editor.storage.flatText;
  const sentence = useSyncExternalStore(notice.subscribe, notice.current);
  const done = useSyncExternalStore(told.subscribe, told.current);
  return (
    <>
      <p className="c-tools-notice" role="status">
        {sentence}
      </p>
      <p className="nhsuk-u-visually-hidden" role="status">
        {done}
      </p>
    </>
  );
}
