import type { ReactElement, ReactNode } from 'react';
import type { PublicFrameProps, PublicSection, SiteFacts } from '../../shared/kernel/page-frame.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Breadcrumb } from '../ui/breadcrumb.tsx';
import { classNames } from '../ui/class-names.ts';
import { SkipLink } from '../ui/skip-link.tsx';

const SECTIONS: { section: PublicSection; words: string; href: string }[] = [
  { section: 'consultations', words: 'Consultations', href: '/' },
  { section: 'published', words: 'Published', href: '/published' },
  { section: 'groups', words: 'Groups', href: '/groups-list' },
  { section: 'verify', words: 'Check a document', href: '/verify' },
];

type FrameProps = PublicFrameProps & { mainClass?: string | undefined; children: ReactNode };

/** The frame of every public page: skip link, header, the way here, the page, and where to get help. */
export function PublicFrame({
  site,
  section,
  trail,
  back,
  signedInAs,
  wide = false,
  mainClass,
  children,
}: FrameProps): ReactElement {
  const container = classNames('cc-container', wide && 'cc-container--wide');
  return (
    <>
      <SkipLink />
      <Header site={site} section={section} signedInAs={signedInAs} container={container} />
      <div className={container}>
        {trail && trail.length > 0 ? <Breadcrumb trail={trail} /> : null}
        {back ? <BackLink {...back} /> : null}
        <main id="main" className={classNames('cc-main', mainClass)}>
          {children}
        </main>
      </div>
      <Footer site={site} container={container} />
    </>
  );
}

function Header({
  site,
  section,
  signedInAs,
  container,
}: Pick<PublicFrameProps, 'site' | 'section' | 'signedInAs'> & { container: string }): ReactElement {
  return (
    <header className="cc-header">
      {site.exampleNotice ? (
        <p className="cc-example">
          <span className={container}>{site.exampleNotice}</span>
        </p>
      ) : null}
      <div className={classNames(container, 'cc-header__bar')}>
        <a className="cc-header__name" href="/">
          {site.organisation}
          {site.organisationNote ? <small>{site.organisationNote}</small> : null}
        </a>
        {signedInAs ? <p className="cc-header__who">Signed in as {signedInAs}</p> : null}
        <nav className="cc-nav" aria-label="Main">
          <ul>
            {SECTIONS.map((place) => (
              <li key={place.section}>
                <a href={place.href} aria-current={place.section === section ? 'true' : undefined}>
                  {place.words}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}

function Footer({ site, container }: { site: SiteFacts; container: string }): ReactElement {
  return (
    <footer className="cc-footer">
      <div className={container}>
        <ul>
          <li>
            <a href="/accessibility">Accessibility</a>
          </li>
          <li>
            <a href="/privacy">Privacy</a>
          </li>
          <li>
            <a href="/cookies">Cookies: none for readers</a>
          </li>
          <li>
            <a href="/app/sign-in">Sign in for members</a>
          </li>
        </ul>
        <HelpLine site={site} />
      </div>
    </footer>
  );
}

/** How to reach a person, when the installation has said how. */
export function HelpLine({ site }: { site: SiteFacts }): ReactElement | null {
  if (!site.telephone && !site.email) return null;
  return (
    <p>
      Questions:{' '}
      {site.telephone ? (
        <>
          telephone {site.telephone}
          {site.telephoneHours ? `, ${site.telephoneHours}` : null}
        </>
      ) : null}
      {site.telephone && site.email ? ', or write to ' : null}
      {site.email ? <a href={`mailto:${site.email}`}>{site.email}</a> : null}.
    </p>
  );
}
