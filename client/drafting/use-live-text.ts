import { useEffect, useState } from 'react';
import type * as Y from 'yjs';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';

const SETTLE_MS = 400; // outline and word count follow a pause in typing, not every letter

/** The live text as data, a moment behind the typing; undefined until it is there. */
export function useLiveText(doc: Y.Doc | undefined, ready: boolean): DocumentText | undefined {
  const [text, setText] = useState<DocumentText>();
  useEffect(() => {
    if (!doc || !ready) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = (): void => {
      timer = undefined;
      setText(readDocumentText(doc));
    };
    const onUpdate = (): void => {
      timer ??= setTimeout(read, SETTLE_MS);
    };
    timer = setTimeout(read, 0);
    doc.on('update', onUpdate);
    return () => {
      clearTimeout(timer);
      doc.off('update', onUpdate);
    };
  }, [doc, ready]);
  return doc && ready ? text : undefined;
}
