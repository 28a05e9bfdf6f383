import { useState, type ReactElement } from 'react';
import { Icon } from '../ui/icon.tsx';
import { APP_BASE } from './client-links.ts';
import { PersonMenu } from './person-menu.tsx';
import type { SignInState } from './sign-in-state.ts';

/** The five places of the top bar. */
export const PLACES = [
  { words: 'Home', path: '/' },
  { words: 'Documents', path: '/documents' },
  { words: 'Consultations', path: '/consultations' },
  { words: 'Work programme', path: '/work-programme' },
  { words: 'Groups', path: '/groups' },
] as const;

/** The bar at the top: name, places, and who is signed in; the places fold into a menu under 861 px. */
export function TopBar({ pathname, signIn }: { pathname: string; signIn: SignInState }): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <header
      className="c-top"
      data-open={open ? '' : undefined}
      onKeyDown={({ key }) => (key === 'Escape' ? setOpen(false) : undefined)}
    >
      <a className="c-brand" href={`${APP_BASE}/`}>
        <svg viewBox="0 0 26 22" aria-hidden="true" focusable="false">
          <path d="M2 4c7 0 7 7 13 7M2 18c7 0 7-7 13-7M15 11h9" />
        </svg>
        Concord
      </a>
      {signIn.state === 'in' ? <Places pathname={pathname} /> : null}
      <div className="c-top__right">
        {signIn.state === 'in' ? <PersonMenu person={signIn.person} /> : null}
        {signIn.state === 'out' ? (
          <a className="c-topbtn" href={`${APP_BASE}/sign-in`}>
            Sign in
          </a>
        ) : null}
        {signIn.state === 'in' ? (
          <button
            className="c-topbtn c-menu-btn"
            type="button"
            aria-expanded={open}
            aria-controls="places"
            onClick={() => setOpen(!open)}
          >
            <Icon name="menu" />
            Menu
          </button>
        ) : null}
      </div>
    </header>
  );
}

function Places({ pathname }: { pathname: string }): ReactElement {
  return (
    <nav className="c-nav" aria-label="Main" id="places">
      <ul>
        {PLACES.map(({ words, path }) => (
          <li key={path}>
            <a href={APP_BASE + path} aria-current={currentOf(path, pathname)}>
              {words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function currentOf(path: string, pathname: string): 'page' | 'true' | undefined {
  if (path === pathname) return 'page';
  return path !== '/' && pathname.startsWith(`${path}/`) ? 'true' : undefined;
}
