import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { getSigning, getSignOffPage, type SigningView, type SignOffPage } from '../../shared/signoff/api.ts';
import { call } from '../platform/api-client.ts';
import { useAnnouncements } from '../platform/use-announcements.ts';

/** The sign-off page of a document; news of it is fetched as it happens. */
export function useSignOffPage(documentId: string): UseQueryResult<SignOffPage> {
  const queries = useQueryClient();
  const queryKey = ['sign-off-page', documentId];
  const refresh = (): void => void queries.invalidateQueries({ queryKey });
  useAnnouncements(`document:${documentId}`, { onAnnouncement: refresh, onGap: refresh });
  return useQuery({ queryKey, queryFn: ({ signal }) => call(getSignOffPage, { params: { documentId }, signal }) });
}

/** What one person needs to sign; the positions of others arrive as they are given. */
export function useSigning(signOffId: string): UseQueryResult<SigningView> {
  const queries = useQueryClient();
  const queryKey = signingKey(signOffId);
  const answer = useQuery({ queryKey, queryFn: ({ signal }) => call(getSigning, { params: { signOffId }, signal }) });
  const refresh = (): void => void queries.invalidateQueries({ queryKey });
  const documentId = answer.data?.signOff.documentId;
  useAnnouncements(documentId ? `document:${documentId}` : undefined, { onAnnouncement: refresh, onGap: refresh });
  return answer;
}

/** The key a signing page is kept under. */
export function signingKey(signOffId: string): readonly string[] {
  return ['signing', signOffId];
}
