import { useEffect, useState } from 'react';

/** What stands behind the # of the address, taken out of it at once so that it stays in no history; empty when there is none. */
export function useSecretInAddress(): string {
  const [secret] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    if (window.location.hash) window.history.replaceState(window.history.state, '', window.location.pathname);
  }, []);
  return secret;
}
