import { useEffect, useState, type ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { DownloadWords } from './download-words.tsx';
import { forgetLocalCopy, readLocalCopy } from './local-copies.ts';
import { clock } from './save-state.tsx';
import { sendUnsent } from './send-unsent.ts';
import { unsentNotes, type UnsentNote } from './unsent-notes.ts';

/** Drafts with words that only this device has, each draft once. */
export function useUnsentDrafts(personId: string): readonly UnsentNote[] {
  const [notes] = useState(() => unsentNotes(personId));
  return notes.filter((note, place) => notes.findIndex(({ documentId }) => documentId === note.documentId) === place);
}

type UnsentProps = { note: UnsentNote; personId: string };

/** The words of one draft that were never sent: send them now, or take them as a file. */
export function UnsentDraft({ note, personId }: UnsentProps): ReactElement {
  const [state, setState] = useState<'here' | 'sending' | 'sent' | 'failed'>('here');
  const words = useLocalWords(note.documentId, personId);
  const send = async (): Promise<void> => {
    setState('sending');
    setState((await sendUnsent({ ...note, personId })) ? 'sent' : 'failed');
  };
  return (
    <li className="c-box">
      <h2 className="c-h3">{note.title}</h2>
      <p role="status">{state === 'here' ? `Not sent: ${changesOf(note)}` : STATES[state]}</p>
      {state === 'sent' ? null : (
        <div className="c-acts">
          <Button small onClick={() => void send()} hiddenWords={`the words of ${note.title}`}>
            Send now
          </Button>
          {words ? <DownloadWords words={() => words} title={note.title} /> : null}
        </div>
      )}
    </li>
  );
}

const STATES = {
  sending: 'Sending…',
  sent: 'Sent. The draft has all your words.',
  failed: 'Not sent: we could not reach Concord, or it did not take the words. Save them as a file, or try again.',
};

/** Offers as a file what this device kept of a draft that can no longer be opened (MEM-3). */
export function KeptWords({ documentId, personId }: { documentId: string; personId: string }): ReactElement | null {
  const [note, setNote] = useState<UnsentNote | undefined>(() => unsentNotes(personId, documentId)[0]);
  const words = useLocalWords(documentId, personId);
  if (!note || !words) return null;
  const done = (): void => {
    forgetLocalCopy(documentId, personId);
    setNote(undefined);
  };
  return (
    <Notice tone="warn" heading={`Your words in ${note.title} are still on this device`}>
      <p>They were not sent: {changesOf(note)}. Save them as a file; afterwards they are taken off this device.</p>
      <div className="c-acts">
        <DownloadWords words={() => words} title={note.title} onDone={done} />
        <Button small kind="quiet" onClick={done}>
          Let them go
        </Button>
      </div>
    </Notice>
  );
}

type LocalWords = Awaited<ReturnType<typeof readLocalCopy>>;

function useLocalWords(documentId: string, personId: string): LocalWords {
  const [words, setWords] = useState<LocalWords>();
  useEffect(() => {
    void readLocalCopy(documentId, personId).then(setWords);
  }, [documentId, personId]);
  return words;
}

function changesOf({ changes, since }: UnsentNote): string {
  return `${changes} ${changes === 1 ? 'change' : 'changes'} since ${clock(since)}`;
}
