import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import { listAllPeople, listSessions, readFirstAdministrator } from '../../shared/identity/api.ts';
import { call } from '../platform/api-client.ts';

/** The caller's sessions and whether their password is needed to change it. */
export function useSessions(): UseQueryResult<z.output<typeof listSessions.output>> {
  return useQuery({ queryKey: ['identity', 'sessions'], queryFn: ({ signal }) => call(listSessions, { signal }) });
}

/** A page of people, for administrators. */
export function usePeople(search: string, page: number): UseQueryResult<z.output<typeof listAllPeople.output>> {
  return useQuery({
    queryKey: ['identity', 'people', search, page],
    queryFn: ({ signal }) => call(listAllPeople, { query: { search, page }, signal }),
    placeholderData: (before) => before,
  });
}

/** Whether the installation waits for its first administrator. */
export function useFirstAdministratorNeeded(): boolean {
  const { data } = useQuery({
    queryKey: ['identity', 'first-administrator'],
    queryFn: ({ signal }) => call(readFirstAdministrator, { signal }),
  });
  return data?.needed === true;
}

/** Fetches anew what identity shows, after an act has changed it. */
export function useIdentityChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['identity'] });
}
