import type { ReactElement } from 'react';
import { ukDate } from '../../shared/kernel/instant.ts';
import type { GroupsPageProps, PublishedItem, PublishedPageProps } from '../../shared/publishing/release-pages.ts';
import { Button } from '../ui/button.tsx';
import type { PublicPage } from './public-page.ts';
import { dayInWords } from './release-parts.tsx';

const HEADING = 'Published documents';

/** Everything published by programme, or what was found when the reader searched. */
export const publishedPage: PublicPage<PublishedPageProps> = {
  heading: ({ searched }) => (searched ? `Published documents: ${searched}` : HEADING),
  section: 'published',
  trail: () => [{ words: 'Home', href: '/' }],
  Body: ({ searched, programmes }) => (
    <>
      <h1>{HEADING}</h1>
      <p className="nhsuk-body-l">Policies that have been agreed and published, each with its reasons and every reply.</p>
      <Find searched={searched} />
      {programmes.length === 0 ? <NothingThere searched={searched} /> : null}
      {programmes.map(({ name, items }) => (
        <section key={name} aria-label={`${name} programme`}>
          <h2>{name}</h2>
          <ul className="cc-list">
            {items.map((item) => (
              <Item key={item.href} item={item} />
            ))}
          </ul>
        </section>
      ))}
    </>
  ),
};

function Item({ item }: { item: PublishedItem }): ReactElement {
  return (
    <li className="cc-item">
      <h3>
        <a href={item.href}>{item.title}</a>
      </h3>
      <p>
        In force from {dayInWords(item.effectiveOn)}. Release {item.release}, published on {ukDate(item.publishedAt)}.
      </p>
      <p className="cc-meta">{item.about}</p>
    </li>
  );
}

function NothingThere({ searched }: { searched: string | undefined }): ReactElement {
  if (searched)
    return (
      <p>
        Nothing published was found for “{searched}”. <a href="/published">See everything published</a>.
      </p>
    );
  return (
    <p>
      Nothing has been published yet. <a href="/">See what is open for comment</a>.
    </p>
  );
}

function Find({ searched = '' }: { searched: string | undefined }): ReactElement {
  return (
    <form className="cc-find" role="search" action="/published" method="get">
      <label className="nhsuk-label nhsuk-label--s" htmlFor="q">
        Search published documents
      </label>
      <div className="cc-find__row">
        <input className="nhsuk-input" id="q" name="q" type="search" defaultValue={searched} />
        <Button type="submit">Search</Button>
      </div>
    </form>
  );
}

/** Programmes and their groups, with what each has published. */
export const groupsListPage: PublicPage<GroupsPageProps> = {
  heading: () => 'Programmes and groups',
  section: 'groups',
  trail: () => [{ words: 'Home', href: '/' }],
  Body: ({ programmes }) => (
    <>
      <h1>Programmes and groups</h1>
      <p className="nhsuk-body-l">
        Clinical reference groups write these documents: clinicians, patients and carers, professional bodies and commissioners.
      </p>
      {programmes.length === 0 ? <p>No groups have been set up yet.</p> : null}
      {programmes.map((programme) => (
        <section key={programme.name} aria-label={programme.name}>
          <h2>{programme.name}</h2>
          <p>{programme.covers}</p>
          <ul>
            {programme.groups.map((group) => (
              <li key={group.id} id={group.slug}>
                {group.name}
                {group.code ? ` (${group.code})` : ''}
                {group.published.length === 0 ? null : (
                  <ul>
                    {group.published.map((document) => (
                      <li key={document.href}>
                        <a href={document.href}>{document.title}</a>
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  ),
};
