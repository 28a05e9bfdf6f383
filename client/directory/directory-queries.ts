import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import { listAllGroups, readGroup, type GroupPage } from '../../shared/directory/api.ts';
import { call } from '../platform/api-client.ts';
import { useAnnouncements } from '../platform/use-announcements.ts';

/** Every programme with its groups. */
export function useGroups(): UseQueryResult<z.output<typeof listAllGroups.output>> {
  return useQuery({ queryKey: ['directory', 'groups'], queryFn: ({ signal }) => call(listAllGroups, { signal }) });
}

/** One group with its seats; fetched anew when somebody gives or ends one. */
export function useGroup(groupId: string): UseQueryResult<GroupPage> {
  const changed = useDirectoryChanged();
  const query = useQuery({
    queryKey: ['directory', 'group', groupId],
    queryFn: ({ signal }) => call(readGroup, { params: { groupId }, signal }),
  });
  const mayHear = query.data?.rights.includes('read-group') === true;
  const refresh = (): void => void changed();
  useAnnouncements(mayHear ? `group:${groupId}` : undefined, { onAnnouncement: refresh, onGap: refresh });
  return query;
}

/** Fetches anew what the directory shows, after an act has changed it. */
export function useDirectoryChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['directory'] });
}
