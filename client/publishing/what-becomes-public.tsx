import type { ReactElement } from 'react';
import type { ReleasePage } from '../../shared/publishing/api.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import { SummaryList } from '../ui/summary-list.tsx';

/** What everyone will be able to read after publishing, in numbers, before anything is asked (PUB-1). */
export function WhatBecomesPublic({ page }: { page: ReleasePage & { ready: NonNullable<ReleasePage['ready']> } }): ReactElement {
  const { ready, points, withheld, named } = page;
  return (
    <section className="c-sec" aria-labelledby="numbers">
      <h2 className="c-h2" id="numbers">
        What becomes public
      </h2>
      <SummaryList
        rows={[
          {
            key: 'text',
            name: 'The text',
            value: (
              <>
                Version {ready.versionNumber}, {counted(ready.words, 'word', 'words')}. Fingerprint{' '}
                <span className="c-mono">{shortFingerprint(ready.hash)}</span>
              </>
            ),
          },
          { key: 'points', name: 'Points and replies', value: points === 0 ? 'None' : counted(points, 'row', 'rows') },
          { key: 'named', name: 'With a name', value: points === 0 ? 'None' : counted(named, 'point', 'points') },
          { key: 'withheld', name: 'Words not published', value: withheldInWords(withheld) },
          { key: 'positions', name: 'Positions', value: positionsInWords(page) },
        ]}
      />
      <p className="c-gap-s">
        Every point keeps its row. Where a respondent said no, their words and name stay here and only the decision and your reply
        are published. E-mail addresses are never published.
      </p>
    </section>
  );
}

function withheldInWords(withheld: number): string {
  return withheld === 0 ? 'None' : `${counted(withheld, 'point', 'points')}, at the respondent’s request`;
}

function positionsInWords({ positions, reservations, silent }: ReleasePage): string {
  const said = `${counted(positions, 'position', 'positions')}, with names and words`;
  const withReservations = reservations === 0 ? '' : `, ${reservations} with reservations`;
  const silence = silent === 0 ? '' : `. ${counted(silent, 'person', 'people')} said nothing, and that is shown as silence`;
  return `${said}${withReservations}${silence}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
