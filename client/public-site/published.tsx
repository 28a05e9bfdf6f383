import { ukDate } from '../../shared/kernel/instant.ts';
import type { GroupsPageProps, PublishedPageProps } from '../../shared/publishing/release-pages.ts';
import type { PublicPage } from './public-page.ts';
import { dayInWords } from './release-parts.tsx';

/** Everything published, newest first. */
export const publishedPage: PublicPage<PublishedPageProps> = {
  heading: () => 'Published documents',
  section: 'published',
  trail: () => [{ words: 'Home', href: '/' }],
  Body: ({ items }) => (
    <>
      <h1>Published documents</h1>
      {items.length === 0 ? (
        <p>
          Nothing has been published yet. <a href="/">See what is being consulted on</a>.
        </p>
      ) : (
        <ul className="cc-list">
          {items.map((item) => (
            <li key={item.href}>
              <h2 className="nhsuk-heading-s">
                <a href={item.href}>{item.title}</a>
              </h2>
              <p>
                {item.about} Release {item.release}, published on {ukDate(item.publishedAt)}, in force from{' '}
                {dayInWords(item.effectiveOn)}.
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  ),
};

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
              <li key={group.id}>
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
