import { useState, type ReactElement } from 'react';
import type { z } from 'zod';
import { seatRoleName } from '../../shared/directory/seat-roles.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import type { PlannedDocument, readHome } from '../../shared/programme/api.ts';
import { asProblem } from '../platform/api-client.ts';
import { DocumentList } from '../programme/document-list.tsx';
import { useHome } from '../programme/programme-queries.ts';
import { WaitingList, waitingSentence } from '../programme/waiting-list.tsx';
import { Button } from '../ui/button.tsx';
import { announce } from '../ui/live-announcer.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Skeleton } from '../ui/skeleton.tsx';

type Home = z.output<typeof readHome.output>;

const TIMES = [
  { words: 'Any time', minutes: Number.POSITIVE_INFINITY },
  { words: '5 minutes', minutes: 5 },
  { words: '15 minutes', minutes: 15 },
  { words: '30 minutes', minutes: 30 },
] as const;

/** The person's own page: what waits, when, and where their documents are. */
export function HomePage(): ReactElement {
  const { data, error, refetch } = useHome();
  usePageTitle('What waits for you');
  return (
    <>
      <PageHeading caption={data ? whoIs(data) : undefined}>What waits for you</PageHeading>
      {error && !data ? (
        <Notice tone="err" heading="There is a problem" spoken>
          <p>We could not get your list. Your drafts still open, and anything you write in them is kept.</p>
          <p className="meta">{asProblem(error).message}</p>
          <div className="c-acts">
            <Button kind="main" onClick={() => void refetch()}>
              Try again
            </Button>
          </div>
        </Notice>
      ) : null}
      {data ? <HomeColumns home={data} /> : null}
      {!data && !error ? <Skeleton sentence="Getting your list…" /> : null}
    </>
  );
}

function HomeColumns({ home }: { home: Home }): ReactElement {
  const dates = comingDates(home);
  return (
    <>
      {home.waiting.length > 0 ? <p className="c-lead">{waitingSentence(home.waiting)}</p> : null}
      <div className="c-cols">
        <div className="stack">{home.waiting.length > 0 ? <WhatWaits home={home} /> : <NothingWaits home={home} />}</div>
        <div className="stack">
          {dates.length > 0 ? (
            <section className="c-box" aria-labelledby="dates">
              <h2 className="c-h3" id="dates">
                Dates
              </h2>
              <dl className="c-dl">
                {dates.map(({ words, at, title }) => (
                  <div key={`${at} ${words} ${title}`} className="c-dl__row">
                    <dt>{ukDate(at)}</dt>
                    <dd>
                      {words}: {title}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ) : null}
          {home.seats.length > 0 ? (
            <section className="c-box" aria-labelledby="groups">
              <h2 className="c-h3" id="groups">
                Your groups
              </h2>
              <ul className="c-list">
                {home.seats.map(({ groupId, group, role, area }) => (
                  <li key={`${groupId} ${role} ${area}`}>
                    <a href={`/app/groups/${groupId}`}>{group}</a>
                    <p className="meta">{area ? `${seatRoleName(role)}, ${area}` : seatRoleName(role)}</p>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          {home.administrator ? <Administration /> : null}
          {home.documents.length > 0 ? (
            <section className="c-box" aria-labelledby="documents">
              <h2 className="c-h3" id="documents">
                Where your documents are
              </h2>
              <DocumentList documents={home.documents} />
            </section>
          ) : null}
        </div>
      </div>
    </>
  );
}

function WhatWaits({ home: { waiting } }: { home: Home }): ReactElement {
  const [most, setMost] = useState<number>(Number.POSITIVE_INFINITY);
  const shown =
    most === Number.POSITIVE_INFINITY ? waiting : waiting.filter(({ minutes }) => minutes !== null && minutes <= most);
  const choose = (minutes: number): void => {
    setMost(minutes);
    const fit = waiting.filter((one) => one.minutes !== null && one.minutes <= minutes).length;
    announce(`${fit === 1 ? '1 thing fits' : `${fit} things fit`} in ${minutes} minutes.`);
  };
  const anyMinutes = waiting.some(({ minutes }) => minutes !== null);
  return (
    <section className="c-box" aria-labelledby="waiting">
      <h2 className="c-h2" id="waiting">
        To do
      </h2>
      {anyMinutes ? (
        <fieldset className="c-have">
          <legend className="nhsuk-u-visually-hidden">Show what fits the time you have</legend>
          <b aria-hidden="true">I have</b>
          <span className="c-seg">
            {TIMES.map(({ words, minutes }) => (
              <label key={words}>
                <input type="radio" name="time" checked={most === minutes} onChange={() => choose(minutes)} /> {words}
              </label>
            ))}
          </span>
        </fieldset>
      ) : null}
      {shown.length > 0 ? <WaitingList waiting={shown} /> : <p className="c-gap">Nothing fits. Choose a longer time.</p>}
    </section>
  );
}

function NothingWaits({ home }: { home: Home }): ReactElement {
  const next = comingDates(home)[0];
  return (
    <section className="c-box" aria-labelledby="nothing">
      <h2 className="c-h2" id="nothing">
        Nothing waits for you
      </h2>
      <p>
        You have answered everything asked of you.
        {next ? ` The next date is ${ukDate(next.at)}: ${next.words.toLowerCase()}, ${next.title}.` : ''}
      </p>
      {home.seats.length === 0 && !home.administrator ? (
        <p className="c-gap">
          You do not hold a seat in any group yet, so you see no drafts. The chair of a group or an administrator gives seats.
        </p>
      ) : null}
      {home.administrator ? (
        <p className="c-gap">
          You are an administrator: <a href="/app/people">invite people</a>, then{' '}
          <a href="/app/groups">give the chair of a group</a> their seat.
        </p>
      ) : null}
    </section>
  );
}

function Administration(): ReactElement {
  return (
    <section className="c-box" aria-labelledby="administration">
      <h2 className="c-h3" id="administration">
        Administration
      </h2>
      <ul className="c-list">
        <li>
          <a href="/app/people">People</a>
          <p className="meta">Invite people, stop access, name administrators</p>
        </li>
        <li>
          <a href="/app/groups">Groups</a>
          <p className="meta">Give the leading seats, add and close groups</p>
        </li>
        <li>
          <a href="/app/who-can-do-what">Who can do what</a>
          <p className="meta">Administrators manage and do not read drafts</p>
        </li>
      </ul>
    </section>
  );
}

function whoIs({ person, seats, administrator }: Home): string {
  const [first] = seats;
  const seat = first ? `${seatRoleName(first.role).toLowerCase()}, ${first.group}` : administrator ? 'administrator' : undefined;
  return [person.name, seat].filter(Boolean).join(', ');
}

function comingDates({ documents, now }: Home): { words: string; at: string; title: string }[] {
  const all = documents.flatMap(({ title, dates }: PlannedDocument) => dates.map((date) => ({ ...date, title })));
  return all.filter(({ at }) => at > now).sort((one, other) => one.at.localeCompare(other.at));
}
