/** How many runs a property test makes: `CONCORD_RUNS` when set (a number, or "full"), else the sample kept in every test run. */
export function runs(sample: number, full: number): number {
  const wanted = process.env.CONCORD_RUNS;
  if (!wanted) return sample;
  if (wanted === 'full') return full;
  const count = Number(wanted);
  if (!Number.isInteger(count) || count < 1) throw new Error(`CONCORD_RUNS must be a whole number or "full", not "${wanted}".`);
  return count;
}
