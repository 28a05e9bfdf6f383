import { z } from 'zod';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import { ReleaseDraft } from '../../shared/publishing/api.ts';
import { forget, keep, readKept } from '../platform/browser-storage.ts';

const TypedDay = z.object({ day: z.string(), month: z.string(), year: z.string() });

/** A release as it was typed; kept on this device until it is published, so that no word is lost. */
export const TypedRelease = z.object({
  summary: z.string(),
  whatChanged: z.string(),
  effectiveOn: TypedDay,
  contractYear: z.string(),
  reviewOn: TypedDay,
});

export type TypedRelease = z.infer<typeof TypedRelease>;

const EMPTY_DAY = { day: '', month: '', year: '' };
const EMPTY: TypedRelease = { summary: '', whatChanged: '', effectiveOn: EMPTY_DAY, contractYear: '', reviewOn: EMPTY_DAY };

/** What this device has kept of a release. */
export function keptRelease(versionId: string): TypedRelease {
  return TypedRelease.safeParse(readKept(keyOf(versionId))).data ?? EMPTY;
}

/** Keeps what was typed on this device. */
export function keepRelease(versionId: string, typed: TypedRelease): void {
  keep(keyOf(versionId), typed);
}

/** Forgets a release that has been published. */
export function forgetRelease(versionId: string): void {
  forget(keyOf(versionId));
}

/** Reads what was typed: a release that can be published, or everything to put right in the order of the page. */
export function readRelease(
  typed: TypedRelease,
): { release: ReleaseDraft; faults: readonly FieldError[] } | { release: undefined; faults: readonly FieldError[] } {
  const days = { effectiveOn: dayOf(typed.effectiveOn), reviewOn: dayOf(typed.reviewOn) };
  const read = ReleaseDraft.safeParse({ ...typed, ...days, contractYear: typed.contractYear.replace(/\s/g, '') });
  if (read.success) return { release: read.data, faults: [] };
  const faults = read.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? 'summary'), sentence: message }));
  return { release: undefined, faults: ORDER.flatMap((field) => faults.filter((fault) => fault.field === field).slice(0, 1)) };
}

const ORDER = ['summary', 'whatChanged', 'effectiveOn', 'contractYear', 'reviewOn'];

function dayOf({ day, month, year }: z.infer<typeof TypedDay>): string {
  return `${year.trim()}-${month.trim().padStart(2, '0')}-${day.trim().padStart(2, '0')}`;
}

function keyOf(versionId: string): string {
  return `release:${versionId}`;
}
