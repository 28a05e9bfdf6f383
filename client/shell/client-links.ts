import { useCallback, type MouseEvent } from 'react';
import { useNavigate } from 'react-router';

/** Where the staff application lives on the server. */
export const APP_BASE = '/app';

/**
 * Follows plain links to `/app/…` without loading the page again, so that every part may use an ordinary `<a href>`.
 * Give the result to the click of the element that holds the whole page.
 */
export function useClientLinks(): (event: MouseEvent) => void {
  const navigate = useNavigate();
  return useCallback(
    (event) => {
      const to = placeOf(event);
      if (to === undefined) return;
      event.preventDefault();
      void navigate(to);
    },
    [navigate],
  );
}

function placeOf(event: MouseEvent): string | undefined {
  const pressedPlainly = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.defaultPrevented || !pressedPlainly || link.target || link.hasAttribute('download')) return undefined;
  const { origin, pathname, search, hash } = new URL(link.href, window.location.href);
  const here = pathname === window.location.pathname && search === window.location.search;
  if (origin !== window.location.origin || (here && hash) || !(pathname === APP_BASE || pathname.startsWith(`${APP_BASE}/`)))
    return undefined;
  return (pathname.slice(APP_BASE.length) || '/') + search + hash;
}
