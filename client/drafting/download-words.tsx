import type { ReactElement } from 'react';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { Button } from '../ui/button.tsx';
import { wordsAsFile } from './words-as-file.ts';

type DownloadProps = {
  /** Asked for at the press of the button, so that the last letter is among them. */
  words: () => FileWords;
  title: string;
  onDone?: (() => void) | undefined;
};

/** Words for a file: the whole text, and the passages of it that are not saved. */
export type FileWords = { text: DocumentText; unsent: readonly string[] };

/** Gives the words of a page as a plain text file, first those that are not saved, whatever the server says. */
export function DownloadWords({ words, title, onDone }: DownloadProps): ReactElement {
  const download = (): void => {
    const { text, unsent } = words();
    saveAsFile(wordsAsFile(text, unsent), title);
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
