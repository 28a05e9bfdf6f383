import fc from 'fast-check';

// A new seed for each run unless CONCORD_TEST_SEED asks for one again; printed, so that a failure can be repeated.
function seedOf(test: string): number {
  const asked = process.env.CONCORD_TEST_SEED;
  const seed = asked === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(asked);
  console.info(`${test}: seed ${seed}`);
  return seed;
}

/** Checks a property with a printed seed. */
export function checkSeeded<T>(test: string, property: fc.IPropertyWithHooks<T>, runs: number): void {
  fc.assert(property, { seed: seedOf(test), numRuns: runs });
}
