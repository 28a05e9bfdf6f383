import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import * as api from '../../shared/consultation/api.ts';
import type { Opening } from '../../shared/consultation/opening.ts';
import { call } from '../platform/api-client.ts';
import { useAnnouncements } from '../platform/use-announcements.ts';

/** What is known before a consultation on a document opens. */
export type OpeningFacts = z.output<typeof api.readOpening.output>;

/** A place of a version that a question can be about. */
export type QuestionPlace = z.output<typeof api.listPlaces.output>['places'][number];

/** What a chair needs before opening a consultation on a document. */
export function useOpeningFacts(documentId: string): UseQueryResult<OpeningFacts> {
  return useQuery({
    queryKey: ['opening', documentId],
    queryFn: ({ signal }) => call(api.readOpening, { params: { documentId }, signal }),
  });
}

/** The places of a version that a question can be about. */
export function usePlaces(versionId: string | undefined): UseQueryResult<readonly QuestionPlace[]> {
  return useQuery({
    queryKey: ['places', versionId],
    queryFn: async ({ signal }) => (await call(api.listPlaces, { params: { versionId: versionId ?? '' }, signal })).places,
    enabled: versionId !== undefined,
    staleTime: Number.POSITIVE_INFINITY, // a version never changes
  });
}

/** Opens a consultation; pressing twice opens one, because the page made its id. */
export function useOpenConsultation(): UseMutationResult<{ id: string; reference: string }, Error, Opening> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (opening) => call(api.openConsultation, { body: opening, idempotencyKey: opening.id }),
    onSuccess: () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  });
}

/** The consultations of the person's groups, the latest to open first. */
export function useConsultations(): UseQueryResult<readonly api.ConsultationHead[]> {
  return useQuery({
    queryKey: ['consultations'],
    queryFn: async ({ signal }) => (await call(api.listConsultations, { signal })).consultations,
  });
}

/** One consultation; its counts are fetched again as responses arrive. */
export function useConsultation(consultationId: string): UseQueryResult<api.ConsultationView> {
  const queries = useQueryClient();
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['consultation', consultationId] });
  useAnnouncements(`consultation:${consultationId}`, { onAnnouncement: refresh, onGap: refresh });
  return useQuery({
    queryKey: ['consultation', consultationId],
    queryFn: ({ signal }) => call(api.readConsultation, { params: { consultationId }, signal }),
  });
}

/** Gives people more time. */
export function useExtend(consultationId: string): UseMutationResult<unknown, Error, { closesAt: string; reason: string }> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (extension) => call(api.extendConsultation, { params: { consultationId }, body: extension }),
    onSuccess: () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  });
}
