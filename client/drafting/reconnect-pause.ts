const FIRST_MS = 200;
const LONGEST_MS = 10_000; // a server that is back is found within ten seconds
const RESTART_MS = 3000; // everybody in every draft hears of a restart in the same moment; they come back over three seconds
const AT_LEAST = 0.5; // of a pause is always waited, the rest is left to chance

/** Milliseconds until a broken connection is tried again: longer each time, and never the same for two pages. */
export function pauseBefore(tries: number, restarting: boolean, chance: number): number {
  const longest = Math.min(FIRST_MS * 2 ** Math.max(0, tries - 1), LONGEST_MS);
  if (restarting && tries <= 1) return Math.round(FIRST_MS + chance * RESTART_MS);
  return Math.round(longest * (AT_LEAST + (1 - AT_LEAST) * chance));
}
