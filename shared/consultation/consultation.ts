import { z } from 'zod';
import { Instant } from '../kernel/instant.ts';

/** A consultation's short public name, year and number: "2026-31". */
export const Reference = z.string().regex(/^2\d{3}-[1-9]\d{0,4}$/, 'There is no consultation of this name.');

/** Whom a consultation asks: anyone, registered stakeholders of named categories, or people who were invited. */
export const AUDIENCES = ['public', 'categories', 'invited'] as const;

/** Where a consultation stands by the clock. */
export type ConsultationState = 'soon' | 'open' | 'closed';

/** A warning somebody looked at and kept, with the line they wrote. */
export const LookedAt = z.strictObject({ code: z.string().min(1).max(40), reason: z.string().trim().min(1).max(500) });

export type LookedAt = z.infer<typeof LookedAt>;

/** The times that decide what may be done. */
export type ConsultationTimes = { opensAt: string; closesAt: string };

/** Where a consultation stands at an instant; it is open from the opening instant up to and including the closing one. */
export function stateAt({ opensAt, closesAt }: ConsultationTimes, now: string): ConsultationState {
  if (now < opensAt) return 'soon';
  return now > closesAt ? 'closed' : 'open';
}

/** One change of the closing time, as everyone may read it. */
export const Extension = z.object({ closedBefore: Instant, closesNow: Instant, reason: z.string(), at: Instant });

export type Extension = z.infer<typeof Extension>;
