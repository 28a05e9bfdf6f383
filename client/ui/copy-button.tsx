import { useState, type ReactElement } from 'react';
import { Button } from './button.tsx';
import { announce } from './live-announcer.tsx';

const SAID = { copied: 'Copied', refused: 'Not copied: select the text and copy it yourself' } as const;

/** Copies text and says whether it did, beside the button. */
export function CopyButton({
  text,
  words = 'Copy',
  hiddenWords,
}: {
  text: string;
  words?: string;
  hiddenWords?: string;
}): ReactElement {
  const [result, setResult] = useState<keyof typeof SAID>();
  const copy = async (): Promise<void> => {
    const next = await navigator.clipboard.writeText(text).then(
      () => 'copied' as const,
      () => 'refused' as const,
    );
    setResult(next);
    announce(SAID[next]);
  };
  return (
    <span className="c-acts">
      <Button small onClick={() => void copy()} {...(hiddenWords ? { hiddenWords } : {})}>
        {words}
      </Button>
      {result ? <span>{SAID[result]}</span> : null}
    </span>
  );
}
