import type { ReactElement } from 'react';
import { useLocation } from 'react-router';
import { LinkButton } from '../ui/link-button.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { APP_BASE } from './client-links.ts';

/** Asks a person to sign in, and takes them to where they were going afterwards. */
export function SignInFirst(): ReactElement {
  const { pathname, search } = useLocation();
  usePageTitle('Sign in to go on');
  return (
    <>
      <h1 className="c-h1">Sign in to go on</h1>
      <p className="c-lead">This page is for members of a group. After signing in you come back here.</p>
      <div className="c-acts c-sec">
        <LinkButton kind="main" href={`${APP_BASE}/sign-in?to=${encodeURIComponent(pathname + search)}`}>
          Sign in
        </LinkButton>
        <a href="/">Read public pages without signing in</a>
      </div>
    </>
  );
}
