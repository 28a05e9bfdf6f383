/** The indexes of a longest run of rising values: what kept its order, when the values are old places. */
export function risingRun(values: readonly number[]): Set<number> {
  const ends: number[] = []; // by length of run, the index at which the lowest such run ends
  const before: number[] = [];
  values.forEach((value, index) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (valueAt(values, ends[middle]) < value) low = middle + 1;
      else high = middle;
    }
    before[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  });
  const run = new Set<number>();
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) run.add(index);
  return run;
}

/** A longest rising run that keeps every value that is not `loose`, when those rise by themselves. */
export function risingRunAround(values: readonly number[], loose: (index: number) => boolean): Set<number> {
  const firm = values.flatMap((_, index) => (loose(index) ? [] : [index]));
  if (risingRun(firm.map((index) => valueAt(values, index))).size < firm.length) return risingRun(values);
  const fits = fittingBetween(values, firm);
  const run = risingRun(fits.map((index) => valueAt(values, index)));
  return new Set([...run].map((at) => fits[at] ?? 0)); // within the list
}

/** The indexes whose value lies between those of the firm ones on either side. */
function fittingBetween(values: readonly number[], firm: readonly number[]): number[] {
  const fits: number[] = [];
  let passed = 0;
  values.forEach((value, index) => {
    if (firm[passed] === index) {
      passed++;
      fits.push(index);
      return;
    }
    const [left, right] = [firm[passed - 1], firm[passed]];
    if ((left === undefined || valueAt(values, left) < value) && (right === undefined || value < valueAt(values, right)))
      fits.push(index);
  });
  return fits;
}

function valueAt(values: readonly number[], index: number | undefined): number {
  return values[index ?? -1] ?? 0;
}
