import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Problem } from '../../shared/kernel/problem.ts';
import { endSession, readSession } from '../../shared/kernel/session-contract.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { forgetAll } from '../platform/browser-storage.ts';
import { askWho } from '../platform/kept-answers.ts';
import { closeAnnouncements } from '../platform/use-announcements.ts';

const SESSION_KEY = ['session'] as const;

/** The person who is signed in, as the frame shows them. */
export type SignedInPerson = { id: string; name: string };

/** What the page knows about who is using it. */
export type SignInState =
  { state: 'asking' } | { state: 'in'; person: SignedInPerson } | { state: 'out' } | { state: 'unknown'; problem: Problem };

/** Who is signed in; asked once and kept until somebody signs in or out. */
export function useSignInState(): SignInState {
  const { data, error } = useQuery({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => askWho(() => call(readSession, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always', // without a network the device knows
    refetchOnReconnect: 'always',
  });
  if (data) return data.person ? { state: 'in', person: data.person } : { state: 'out' };
  return error ? { state: 'unknown', problem: asProblem(error) } : { state: 'asking' };
}

/** Asks again who is signed in; for the page on which a person has just signed in. */
export function useSessionChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.resetQueries({ queryKey: SESSION_KEY });
}

/** Signs out: ends the session on the server, forgets what this device kept, and leaves for the public pages. */
export function useSignOut(): (personId: string) => Promise<void> {
  const queries = useQueryClient();
  return async (personId) => {
    await call(endSession);
    closeAnnouncements();
    forgetAll(personId);
    queries.clear();
    window.location.assign('/');
  };
}
