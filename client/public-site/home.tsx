import type { ReactElement } from 'react';
import { ukDate, ukDay, ukTime } from '../../shared/kernel/instant.ts';
import type { HomePageProps, OpenConsultation, ProgrammeOfGroups, RecentRelease } from '../../shared/publishing/pages.ts';
import { Button } from '../ui/button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { HelpLine } from './frame.tsx';
import type { PublicPage } from './public-page.ts';

/** The public home page: search, what is open, what was published, who writes it. */
export const homePage: PublicPage<HomePageProps> = {
  heading: ({ searched }) => (searched ? `Search: ${searched}` : 'Policies and consultations'),
  section: 'consultations',
  mainClass: 'cc-home',
  Body: (props) => (
    <>
      <h1>{props.searched ? `Search: ${props.searched}` : 'Policies and consultations'}</h1>
      <p className="nhsuk-body-l">
        Read draft health policies, say what should change, and see what was done about it. You do not need an account.
      </p>
      <Search searched={props.searched} />
      <Open {...props} />
      <Closed closed={props.closed} />
      <Recent recent={props.recent} searched={props.searched} />
      <Programmes programmes={props.programmes} />
      {props.site.telephone || props.site.email ? (
        <section aria-labelledby="help">
          <h2 id="help">Help to take part</h2>
          <p>If you need a document in another form, or help to respond, ask us.</p>
          <HelpLine site={props.site} />
        </section>
      ) : null}
    </>
  ),
};

function Search({ searched = '' }: { searched?: string | undefined }): ReactElement {
  return (
    <form className="cc-find" role="search" action="/" method="get">
      <label className="nhsuk-label nhsuk-label--s" htmlFor="q">
        Search policies and consultations
      </label>
      <div className="nhsuk-hint" id="q-hint">
        For example: sarcoma, B12, prosthetics
      </div>
      <div className="cc-find__row">
        <input className="nhsuk-input" id="q" name="q" type="search" defaultValue={searched} aria-describedby="q-hint" />
        <Button type="submit">Search</Button>
      </div>
    </form>
  );
}

function Open({ open, opensSoon, searched }: HomePageProps): ReactElement {
  return (
    <section aria-labelledby="open">
      <h2 id="open">Open for comment</h2>
      {open.length > 0 ? (
        <>
          <p>
            {open.length === 1 ? '1 consultation.' : `${open.length} consultations, soonest to close first.`} All times are UK
            time.
          </p>
          <ul className="cc-list">
            {open.map((consultation) => (
              <OpenItem key={consultation.href} consultation={consultation} />
            ))}
          </ul>
        </>
      ) : (
        <NothingOpen opensSoon={opensSoon} searched={searched} />
      )}
    </section>
  );
}

function OpenItem({ consultation }: { consultation: OpenConsultation }): ReactElement {
  const { href, title, summary, about, closesAt, daysLeft } = consultation;
  return (
    <li className="cc-item">
      <h3>
        <a href={href}>{title}</a>
      </h3>
      <p className="cc-days">
        <strong>{daysLeftInWords(daysLeft)}</strong>{' '}
        <span>
          closes {ukTime(closesAt)}, {ukDay(closesAt)}
        </span>
      </p>
      <p>{summary}</p>
      <p className="cc-meta">{about}</p>
    </li>
  );
}

function Closed({ closed }: Pick<HomePageProps, 'closed'>): ReactElement | null {
  if (closed.length === 0) return null;
  return (
    <section aria-labelledby="closed">
      <h2 id="closed">Closed consultations</h2>
      <ul>
        {closed.map(({ href, title, about, closedAt }) => (
          <li key={href}>
            <a href={href}>{title}</a>, closed on {ukDate(closedAt)}. {about}
          </li>
        ))}
      </ul>
    </section>
  );
}

function NothingOpen({ opensSoon, searched }: Pick<HomePageProps, 'opensSoon' | 'searched'>): ReactElement {
  if (searched) return <p>Nothing open for comment was found for “{searched}”.</p>;
  if (opensSoon.length === 0) return <p>Nothing is open now.</p>;
  return (
    <>
      <p>Nothing is open now. {opensSoon.length} open soon.</p>
      <ul>
        {opensSoon.map(({ title, opensAt }) => (
          <li key={title}>
            {title}, from {ukDay(opensAt)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Recent({ recent, searched }: { recent: RecentRelease[]; searched: string | undefined }): ReactElement {
  return (
    <section aria-labelledby="recent">
      <h2 id="recent">{searched ? 'Published' : 'Recently published'}</h2>
      {recent.length === 0 ? (
        <p>{searched ? `Nothing published was found for “${searched}”.` : 'Nothing has been published yet.'}</p>
      ) : (
        <DataTable
          caption="What was published, newest first"
          captionHidden
          rows={recent}
          rowKey={({ href }) => href}
          columns={[
            { key: 'document', heading: 'Document', headsRow: true, cell: ({ href, title }) => <a href={href}>{title}</a> },
            { key: 'what', heading: 'What was published', cell: ({ what }) => what },
            { key: 'date', heading: 'Date', cell: ({ publishedAt }) => ukDate(publishedAt) },
          ]}
        />
      )}
    </section>
  );
}

function Programmes({ programmes }: { programmes: ProgrammeOfGroups[] }): ReactElement | null {
  if (programmes.length === 0) return null;
  return (
    <section aria-labelledby="groups">
      <h2 id="groups">Find by programme and group</h2>
      <p>Each programme has groups of clinicians, patients and carers who write its policies.</p>
      <div className="cc-programmes">
        {programmes.map(({ name, openConsultations, groups }) => (
          <section key={name} aria-label={name}>
            <h3>{name}</h3>
            <p className="cc-meta">
              {groups.length === 1 ? '1 group' : `${groups.length} groups`},{' '}
              {openConsultations === 0
                ? 'none open'
                : openConsultations === 1
                  ? '1 open consultation'
                  : `${openConsultations} open consultations`}
            </p>
            <ul>
              {groups.map((group) => (
                <li key={group.href}>
                  <a href={group.href}>{group.name}</a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}

function daysLeftInWords(days: number): string {
  if (days <= 0) return 'Closes today';
  return days === 1 ? '1 day left' : `${days} days left`;
}
