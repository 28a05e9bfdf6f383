import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** The browser's own time as an instant; for showing only, since the server's clock decides what is open. */
export function nowInstant(): string {
  return new Date().toISOString();
}

/** The present instant, renewed as time goes by, for "closes in 3 days" beside a date. */
export function useNow(everyMs: number = MINUTE_MS): string {
  const [now, setNow] = useState(nowInstant);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowInstant()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
