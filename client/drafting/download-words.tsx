import type { ReactElement } from 'react';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { textOf } from '../../shared/text/plain-text.ts';
import { Button } from '../ui/button.tsx';

/** Gives the words of a page as a plain text file, whatever the server says. */
export function DownloadWords({ text, title, onDone }: { text: DocumentText; title: string; onDone?: () => void }): ReactElement {
  const download = (): void => {
    saveAsFile(textOf(text), title);
    onDone?.();
  };
  return (
    <Button small onClick={download} hiddenWords={onDone ? `of ${title}` : undefined}>
      Download my words
    </Button>
  );
}

function saveAsFile(words: string, title: string): void {
  const address = URL.createObjectURL(new Blob([words], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${title.replace(/[^\p{L}\p{N} ]+/gu, '').slice(0, 60) || 'draft'}.txt`;
  link.click();
  URL.revokeObjectURL(address);
}
