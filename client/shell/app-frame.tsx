import { useEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import { Outlet, ScrollRestoration, useLocation, useMatches } from 'react-router';
import { LiveAnnouncer } from '../ui/live-announcer.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { SkipLink } from '../ui/skip-link.tsx';
import { useClientLinks } from './client-links.ts';
import { ProblemPage } from './error-page.tsx';
import type { RouteHandle } from './route-table.tsx';
import { SignInFirst } from './sign-in-first.tsx';
import { useSignInState, type SignInState } from './sign-in-state.ts';
import { TopBar } from './top-bar.tsx';

/** The frame of every staff page: skip link, top bar, the page, and the one voice. */
export function AppFrame(): ReactElement {
  const follow = useClientLinks();
  const signIn = useSignInState();
  const { pathname } = useLocation();
  const { openTo, layout } = useHandle();
  const main = useFocusOnArrival(pathname);
  return (
    <div className={layout === 'room' ? 'c-room c-room--app' : 'c-room'} onClick={follow}>
      <SkipLink />
      <TopBar key={pathname} pathname={pathname} signIn={signIn} />
      <main id="main" tabIndex={-1} ref={main} className={layout === 'room' ? undefined : 'c-wrap'}>
        <PageOrSignIn openTo={openTo} signIn={signIn} />
      </main>
      <LiveAnnouncer />
      <ScrollRestoration />
    </div>
  );
}

function PageOrSignIn({ openTo, signIn }: { openTo: RouteHandle['openTo']; signIn: SignInState }): ReactElement {
  if (openTo === 'anyone' || signIn.state === 'in') return <Outlet />;
  if (signIn.state === 'asking') return <Skeleton sentence="Getting the page…" />;
  if (signIn.state === 'unknown') return <ProblemPage problem={signIn.problem} />;
  return <SignInFirst />;
}

/** How the page on screen wants to be held; the innermost route that says so wins. */
function useHandle(): RouteHandle {
  const handles = useMatches().map(({ handle }) => handle as RouteHandle | undefined); // set by the route table only
  return handles.findLast((handle) => handle !== undefined) ?? { openTo: 'anyone', layout: 'column' };
}

/** Puts the keyboard at the start of a page that was opened by a link, so that it is read from its beginning. */
function useFocusOnArrival(pathname: string): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const [first] = useState(pathname);
  const moved = useRef(false);
  useEffect(() => {
    if (pathname !== first) moved.current = true;
    if (moved.current && !window.location.hash) main.current?.focus({ preventScroll: true });
  }, [pathname, first]);
  return main;
}
