import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { announce } from '../ui/live-announcer.tsx';
import { PersonMark } from '../ui/person-mark.tsx';
import type { PersonHere } from './room-people.ts';

const FACES = 4; // more would crowd the bar; the rest are in the list

type PeopleHereProps = {
  people: readonly PersonHere[];
  /** What is printed beside a block, for instance "2.1.2". */
  labelOf: (blockId: string) => string | undefined;
  onGo: (blockId: string) => void;
};

/** Who else is in the draft, as faces and as a list; a face leads to where that person is. */
export function PeopleHere({ people, labelOf, onGo }: PeopleHereProps): ReactElement | null {
  const [open, setOpen] = useState(false);
  useSpokenArrivals(people);
  if (people.length === 0) return null;
  const others = people.filter(({ self }) => !self);
  const go = (blockId: string | undefined): void => {
    setOpen(false);
    if (blockId) onGo(blockId);
  };
  return (
    <div className="c-people" role="group" aria-label={count(people.length)}>
      {others.slice(0, FACES).map((here) => (
        <button key={here.person.id} type="button" aria-label={whereabouts(here, labelOf)} onClick={() => go(here.blockId)}>
          <PersonMark name={here.person.name} colour={here.person.colour} />
        </button>
      ))}
      <button type="button" className="more" onClick={() => setOpen(true)}>
        {people.length} here
      </button>
      <Dialog open={open} heading={count(people.length)} onClose={() => setOpen(false)}>
        <ul className="c-plain c-here">
          {people.map((here) => (
            <li key={here.person.id}>
              <PersonMark name={here.person.name} colour={here.person.colour} small />
              {here.blockId && !here.self ? (
                <button type="button" className="c-aslink" onClick={() => go(here.blockId)}>
                  {whereabouts(here, labelOf)}
                </button>
              ) : (
                whereabouts(here, labelOf)
              )}
            </li>
          ))}
        </ul>
      </Dialog>
    </div>
  );
}

function whereabouts({ person, blockId, self }: PersonHere, labelOf: PeopleHereProps['labelOf']): string {
  if (self) return `${person.name} (you)`;
  const label = blockId ? labelOf(blockId) : undefined;
  return label ? `${person.name}, at ${label}` : person.name;
}

function count(people: number): string {
  return people === 1 ? 'One person is here' : `${people} people are here`;
}

const AWAY_MS = 10 * 60_000; // a page in the background loses its line every minute; who was just here does not join again

function useSpokenArrivals(people: readonly PersonHere[]): void {
  const seen = useRef<Map<string, number> | undefined>(undefined);
  useEffect(() => {
    const now = Date.now();
    const before = seen.current;
    seen.current ??= new Map<string, number>();
    for (const { person, self } of people) {
      if (before && !self && now - (before.get(person.id) ?? 0) > AWAY_MS) announce(`${person.name} joined.`);
      seen.current.set(person.id, now);
    }
  }, [people]);
}
