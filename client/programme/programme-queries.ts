import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import { readWorkProgramme, readHome } from '../../shared/programme/api.ts';
import { call } from '../platform/api-client.ts';

/** What the home page of the person on this page shows. */
export function useHome(): UseQueryResult<z.output<typeof readHome.output>> {
  return useQuery({
    queryKey: ['programme', 'home'],
    queryFn: ({ signal }) => call(readHome, { signal }),
    refetchOnMount: 'always',
  });
}

/** The documents of a group; nothing is asked while there is no group. */
export function useGroupDocuments(groupId: string | undefined): UseQueryResult<z.output<typeof readWorkProgramme.output>> {
  return useQuery({
    queryKey: ['programme', 'documents', groupId],
    enabled: groupId !== undefined,
    queryFn: ({ signal }) => call(readWorkProgramme, { params: { groupId: groupId ?? '' }, signal }),
  });
}
