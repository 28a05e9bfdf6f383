import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { getReleasePage, type ReleasePage } from '../../shared/publishing/api.ts';
import { call } from '../platform/api-client.ts';
import { useAnnouncements } from '../platform/use-announcements.ts';

/** What would become public of a document now; fetched again when its sign-off passes or somebody else publishes. */
export function useReleasePage(documentId: string): UseQueryResult<ReleasePage> {
  const queries = useQueryClient();
  const queryKey = releaseKey(documentId);
  const refresh = (): void => void queries.invalidateQueries({ queryKey });
  useAnnouncements(`document:${documentId}`, { onAnnouncement: refresh, onGap: refresh });
  return useQuery({ queryKey, queryFn: ({ signal }) => call(getReleasePage, { params: { documentId }, signal }) });
}

/** The key the release page of a document is kept under. */
export function releaseKey(documentId: string): readonly string[] {
  return ['release-page', documentId];
}
