import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { Announcement } from '../../shared/kernel/announcement-contract.ts';
import { getDesk, getPoint, type DeskCounts, type PointView } from '../../shared/resolution/api.ts';
import { call } from '../platform/api-client.ts';
import { useAnnouncements } from '../platform/use-announcements.ts';
import type { DeskAddress } from './desk-address.ts';

/** One page of a desk as the server answered it, and how many points there were in all when it was drawn. */
export type Desk = z.output<typeof getDesk.output> & { drawnAll: number };

/** A desk on screen: what is shown, how many points came in since, and the act that shows them. */
export type ShownDesk = { desk: UseQueryResult<Desk>; arrived: number; showArrived: () => void };

/** The list of a desk. It never moves by itself: what others decide changes rows where they stand, new points wait to be shown. */
export function useDesk(consultationId: string, { status, kind, words, page }: DeskAddress): ShownDesk {
  const queries = useQueryClient();
  const query = { page, ...(status && { status }), ...(kind && { kind }), ...(words && { words }) };
  const key = ['desk', consultationId, query];
  const [fresh, setFresh] = useState<{ key: string; desk: Desk }>();
  const ask = async (): Promise<Desk> => {
    const answer = await call(getDesk, { params: { consultationId }, query });
    return { ...answer, drawnAll: answer.counts.all };
  };
  const desk = useQuery({ queryKey: key, queryFn: ask, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  const lookAgain = async (): Promise<void> => {
    const next = await ask();
    setFresh({ key: JSON.stringify(key), desk: next });
    queries.setQueryData<Desk>(key, (shown) => shown && inPlace(shown, next));
  };
  const look = (): void => void lookAgain().catch(() => undefined); // the next announcement looks again
  useAnnouncements(desk.data ? `consultation:${consultationId}` : undefined, {
    onAnnouncement: (heard) => {
      look();
      refreshPoint(queries, heard);
    },
    onGap: look,
    ...(desk.data ? { after: desk.data.sequence } : {}),
  });
  const newest = fresh?.key === JSON.stringify(key) ? fresh.desk : undefined;
  return {
    desk,
    arrived: newest && desk.data ? Math.max(0, newest.counts.all - desk.data.drawnAll) : 0,
    showArrived: () => {
      if (newest) queries.setQueryData<Desk>(key, newest);
      setFresh(undefined);
    },
  };
}

/** One point with everything the desk shows of it. */
export function usePoint(pointId: string | undefined): UseQueryResult<PointView> {
  return useQuery({
    queryKey: pointKey(pointId ?? ''),
    queryFn: ({ signal }) => call(getPoint, { params: { pointId: pointId ?? '' }, signal }),
    enabled: pointId !== undefined,
    staleTime: 0,
  });
}

/** The key a point is kept under. */
export function pointKey(pointId: string): readonly string[] {
  return ['point', pointId];
}

/** Writes what an act answered into every list on screen, so that a row changes where it stands. */
export function useDeskChanged(consultationId: string): (pointId: string, left: DeskCounts) => Promise<void> {
  const queries = useQueryClient();
  return async (pointId, left) => {
    await queries.invalidateQueries({ queryKey: pointKey(pointId) });
    const point = queries.getQueryData<PointView>(pointKey(pointId));
    const change = { status: point?.status, outcome: point?.dispositions.at(-1)?.outcome };
    queries.setQueriesData<Desk>({ queryKey: ['desk', consultationId] }, (shown) => {
      if (!shown || !point) return shown;
      const points = shown.points.map((row) =>
        row.id === pointId ? { ...row, status: point.status, outcome: change.outcome ?? row.outcome } : row,
      );
      return { ...shown, counts: left, points };
    });
  };
}

function refreshPoint(queries: ReturnType<typeof useQueryClient>, { ids }: Announcement): void {
  const { point } = ids;
  if (point) void queries.invalidateQueries({ queryKey: pointKey(point) });
}

/** The shown rows with the standing that the newer answer gives them; no row comes, goes or moves. */
function inPlace(shown: Desk, next: Desk): Desk {
  const rows = new Map(next.points.map((row) => [row.id, row]));
  const points = shown.points.map((row) => {
    const newer = rows.get(row.id);
    return newer ? { ...row, status: newer.status, outcome: newer.outcome, held: newer.held } : row;
  });
  const { counts, mayDecide, whyNot, consultation, sequence } = next;
  return { ...shown, points, counts, mayDecide, whyNot, consultation, sequence, matching: shown.matching };
}
