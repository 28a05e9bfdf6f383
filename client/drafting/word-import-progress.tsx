import { useEffect, type ReactElement } from 'react';
import type { WordImport } from '../../shared/drafting/word-import.ts';
import { Button } from '../ui/button.tsx';
import { announce } from '../ui/live-announcer.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Progress } from '../ui/progress.tsx';

const QUARTER = 25; // spoken at 25, 50 and 75 %: more would talk over everything else

/** How far the reading of a Word file is, and the way to stop it. */
export function WordImportProgress({ reading, onStop }: { reading: WordImport; onStop: () => void }): ReactElement {
  usePageTitle('Bringing in a Word file');
  const quarter = Math.floor(reading.percent / QUARTER) * QUARTER;
  useEffect(() => {
    if (quarter > 0) announce(`${quarter} %`);
  }, [quarter]);
  return (
    <>
      <h1 className="c-h1">Bringing in a Word file</h1>
      <section className="c-box c-formcolumn">
        <h2 className="c-h3">{reading.fileName}</h2>
        <Progress label={reading.step} done={reading.percent} of={100} words={`${reading.percent} %`} />
        <div className="c-acts">
          <Button onClick={onStop}>Stop</Button>
          <span className="meta">
            You can leave this page: the document appears in the list when it is done. Stopping changes nothing.
          </span>
        </div>
      </section>
    </>
  );
}
