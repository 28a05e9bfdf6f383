import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import * as api from '../../shared/drafting/api.ts';
import { guardDocumentEndpoint, readGuard, type Guard } from '../../shared/drafting/guard-api.ts';
import { WordImport } from '../../shared/drafting/word-import.ts';
import type { Product } from '../../shared/drafting/templates/template.ts';
import type { Problem } from '../../shared/kernel/problem.ts';
import { addressOf, call, problemOf } from '../platform/api-client.ts';
import { askOrKept } from '../platform/kept-answers.ts';
import { useAnnouncements } from '../platform/use-announcements.ts';
import { WORD_FILE_TYPE } from '../../shared/drafting/word-import.ts';

const IMPORT_EVERY_MS = 500; // a reading takes some seconds; its bar should move

/** Every kind of document with its templates. */
export function useProducts(): UseQueryResult<readonly Product[]> {
  return useQuery({
    queryKey: ['products'],
    queryFn: async ({ signal }) => (await call(api.listProductsEndpoint, { signal })).products,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The documents the person may read, and the groups in which they may start one. */
export function useDocuments(): UseQueryResult<{
  documents: api.ListedDocument[];
  mayMakeIn: { id: string; name: string }[];
}> {
  return useQuery({ queryKey: ['documents'], queryFn: ({ signal }) => call(api.listDocuments, { signal }) });
}

/** One document with its template and what the person may do; news of it is fetched as it happens. */
export function useDocument(documentId: string): UseQueryResult<api.DocumentDetails> {
  const queries = useQueryClient();
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['document', documentId] });
  useAnnouncements(`document:${documentId}`, { onAnnouncement: refresh, onGap: refresh });
  return useQuery({
    queryKey: ['document', documentId],
    queryFn: ({ signal }) =>
      askOrKept(`document:${documentId}`, api.readDocument.output, () =>
        call(api.readDocument, { params: { documentId }, signal }),
      ),
    networkMode: 'always', // a draft opened before opens without a network (DRA-3)
    refetchOnReconnect: 'always',
  });
}

/** The versions of a document, the newest first. */
export function useVersions(documentId: string): UseQueryResult<api.ListedVersion[]> {
  return useQuery({
    queryKey: ['document', documentId, 'versions'],
    queryFn: async ({ signal }) => (await call(api.listVersions, { params: { documentId }, signal })).versions,
  });
}

/** One version with its text to read. */
export function useVersion(
  versionId: string,
): UseQueryResult<api.ListedVersion & { documentId: string; html: string; headings: api.TextHeading[] }> {
  return useQuery({
    queryKey: ['version', versionId],
    queryFn: ({ signal }) => call(api.readVersion, { params: { versionId }, signal }),
    staleTime: Number.POSITIVE_INFINITY, // a version never changes
  });
}

/** What has happened to a document. */
export function useTimeline(documentId: string): UseQueryResult<api.TimelineEntry[]> {
  return useQuery({
    queryKey: ['document', documentId, 'record'],
    queryFn: async ({ signal }) => (await call(api.readTimeline, { params: { documentId }, signal })).entries,
  });
}

/** Who wrote how much in which section, day by day. */
export function useTextChanges(documentId: string): UseQueryResult<api.DayOfChanges[]> {
  return useQuery({
    queryKey: ['document', documentId, 'text-changes'],
    queryFn: async ({ signal }) => (await call(api.readTextChanges, { params: { documentId }, signal })).days,
  });
}

/** How the text changed on one day. */
export function useDayDifference(documentId: string, day: string): UseQueryResult<api.DayDifference> {
  return useQuery({
    queryKey: ['document', documentId, 'text-changes', day],
    queryFn: ({ signal }) => call(api.readDayDifference, { params: { documentId, day }, signal }),
  });
}

/** What a freeze would make, asked anew each time the question is open. */
export function useFreezePreview(documentId: string, open: boolean): UseQueryResult<api.FreezePreview> {
  return useQuery({
    queryKey: ['document', documentId, 'freeze-preview'],
    queryFn: ({ signal }) => call(api.previewFreeze, { params: { documentId }, signal }),
    enabled: open,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Freezes a version. */
export function useFreeze(
  documentId: string,
): UseMutationResult<api.ListedVersion, Problem, { label: string; reason: string; setAside: string[]; key: string }> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...body }) => call(api.freezeVersionEndpoint, { params: { documentId }, body, idempotencyKey: key }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['document', documentId] }),
  });
}

/** Makes a document. */
export function useMakeDocument(): UseMutationResult<
  { id: string },
  Problem,
  { groupId: string; productId: string; templateId: string; title: string }
> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ groupId, ...body }) => call(api.makeDocumentEndpoint, { params: { groupId }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['documents'] }),
  });
}

/** Gives a document another title. */
export function useRename(documentId: string): UseMutationResult<object, Problem, string> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (title) => call(api.renameDocument, { params: { documentId }, body: { title } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['document', documentId] }),
  });
}

/** Fetches a document's page anew when something happens to the document. */
export function useDocumentNews(documentId: string): void {
  const queries = useQueryClient();
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['document', documentId], exact: true });
  useAnnouncements(`document:${documentId}`, { onAnnouncement: refresh, onGap: refresh });
}

/** Who edits a document directly. */
export function useGuard(documentId: string): UseQueryResult<Guard> {
  return useQuery({
    queryKey: ['document', documentId, 'guard'],
    queryFn: ({ signal }) => call(readGuard, { params: { documentId }, signal }),
  });
}

/** Opens or guards a document. */
export function useGuardDocument(
  documentId: string,
): UseMutationResult<object, Problem, { guarded: boolean; editors: string[] }> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body) => call(guardDocumentEndpoint, { params: { documentId }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['document', documentId] }),
  });
}

/** What a Word file is to become. */
export type ImportWish = { groupId: string; productId: string; title: string; replaces: string | undefined; file: File };

/** Sends a Word file and starts to read it. */
export function useStartImport(): UseMutationResult<WordImport, Problem, ImportWish> {
  return useMutation({ mutationFn: sendWordFile });
}

async function sendWordFile({ groupId, productId, title, replaces, file }: ImportWish): Promise<WordImport> {
  const query = { productId, title, fileName: file.name, ...(replaces ? { replaces } : {}) };
  const response = await fetch(addressOf(api.startWordImport.path, { groupId }, query), {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': WORD_FILE_TYPE, 'x-concord-request': '1' },
    body: file,
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, answer);
  return WordImport.parse(answer);
}

/** How far a Word file is; asked until it has ended. */
export function useImport(importId: string | undefined): UseQueryResult<WordImport> {
  return useQuery({
    queryKey: ['word-import', importId],
    queryFn: ({ signal }) => call(api.readWordImport, { params: { importId: importId ?? '' }, signal }),
    enabled: importId !== undefined,
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'reading' ? false : IMPORT_EVERY_MS),
  });
}

/** Stops the reading of a Word file. */
export function useStopImport(): UseMutationResult<WordImport, Problem, string> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (importId) => call(api.stopWordImport, { params: { importId } }),
    onSuccess: (stopped) => queries.setQueryData(['word-import', stopped.id], stopped),
  });
}
