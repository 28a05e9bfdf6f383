/** Lets this browser keep the editor's own files, so that the draft now open opens without a network next time (DRA-3). */
export function keepShell(): void {
  if (!('serviceWorker' in navigator) || !document.querySelector('script[src^="/assets/"]')) return; // a page that is being developed changes all the time
  navigator.serviceWorker.register('/shell-worker.js', { scope: '/app/' }).catch(() => undefined); // a private window may refuse; all else works
}
