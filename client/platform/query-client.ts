import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../../shared/kernel/problem.ts';

const FRESH_MS = 30_000; // announcements refresh what changed; this only stops a second request for the same page
const RETRIES = 2; // a short break in a ward's network is over after two tries; longer ones are said on the page

/** Makes the one cache of what the server said; refusals are never asked again, lost connections are. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH_MS, retry: mayRetry, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  });
}

function mayRetry(failures: number, error: unknown): boolean {
  const passing = error instanceof Problem && (error.code === 'no-connection' || error.code === 'unavailable');
  return passing && failures < RETRIES;
}
