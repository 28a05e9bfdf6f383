import { useEffect, useState, type ReactElement } from 'react';
import { ukDate } from '../../shared/kernel/instant.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { DownloadWords, type FileWords } from './download-words.tsx';
import { laidAsideOf, letGoOfLaidAside, readLaidAside, type LaidAside } from './laid-aside.ts';
import { clock } from './save-state.tsx';

/** Offers as files the words on this device that Concord would not take, of one draft or of all (DRA-3). */
export function LaidAsideWords({ personId, documentId }: { personId: string; documentId?: string }): ReactElement {
  const [kept, setKept] = useState(() => laidAsideOf(personId, documentId));
  const done = (gone: LaidAside): void => {
    letGoOfLaidAside(personId, gone);
    setKept((before) => before.filter(({ laidAside }) => laidAside !== gone.laidAside));
  };
  return (
    <>
      {kept.map((one) => (
        <OneLaidAside key={one.laidAside} personId={personId} one={one} onDone={() => done(one)} />
      ))}
    </>
  );
}

type OneProps = { personId: string; one: LaidAside; onDone: () => void };

function OneLaidAside({ personId, one, onDone }: OneProps): ReactElement | null {
  const [words, setWords] = useState<FileWords>();
  useEffect(() => {
    void readLaidAside(personId, one).then(setWords);
  }, [personId, one]);
  if (!words) return null;
  const when = new Date(one.at).toISOString();
  return (
    <Notice tone="warn" heading={`Words of yours in ${one.title} were not taken`}>
      <p>
        {one.changes === 1 ? '1 change' : `${one.changes} changes`} of {ukDate(when)}, {clock(one.at)}, could not be stored in the
        draft. They are still on this device. Save them as a file; afterwards they are taken off it.
      </p>
      <div className="c-acts">
        <DownloadWords words={() => words} title={one.title} onDone={onDone} />
        <Button small kind="quiet" onClick={onDone} hiddenWords={`the words of ${one.title}`}>
          Let them go
        </Button>
      </div>
    </Notice>
  );
}
