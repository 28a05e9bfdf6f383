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
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.defaultPrevented || !isPlainPress(event) || link.target || link.hasAttribute('download')) return undefined;
  const to = new URL(link.href, window.location.href);
  return leadsElsewhereInside(to) ? (to.pathname.slice(APP_BASE.length) || '/') + to.search + to.hash : undefined;
}

/** Pressed in the way that means "go there", not "open it somewhere else". */
function isPlainPress({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !(metaKey || ctrlKey || shiftKey || altKey);
}

/** Another page of the application; a place on this very page is left to the browser. */
function leadsElsewhereInside({ origin, pathname, search, hash }: URL): boolean {
  const here = window.location;
  const inside = origin === here.origin && (pathname === APP_BASE || pathname.startsWith(`${APP_BASE}/`));
  const onThisPage = hash !== '' && pathname === here.pathname && search === here.search;
  return inside && !onThisPage;
}
