/** A stretch of one writer's clock, from `from` up to but not including `to`. */
export type ClockRange = { from: number; to: number };

/** Ranges of one writer's clock, found by place without looking at all of them; ranges may overlap. */
export class RangeIndex<R extends ClockRange> {
  private ranges: R[] = [];
  private reach: number[] = []; // the furthest end of all ranges up to here: never falls, so it can be searched

  /** How many ranges there are. */
  get size(): number {
    return this.ranges.length;
  }

  /** Adds a range. */
  add(range: R): void {
    const at = firstWhere(this.ranges.length, (i) => (this.ranges[i]?.from ?? 0) > range.from);
    this.ranges.splice(at, 0, range);
    this.reach.splice(at, 0, 0);
    this.measure(at);
  }

  /** Takes a range away; the same object that was added. */
  remove(range: R): void {
    let at = firstWhere(this.ranges.length, (i) => (this.ranges[i]?.from ?? 0) >= range.from);
    while (at < this.ranges.length && this.ranges[at] !== range) at++;
    if (at >= this.ranges.length) return;
    this.ranges.splice(at, 1);
    this.reach.splice(at, 1);
    this.measure(at);
  }

  /** The ranges that share at least one place with this stretch, by their start. */
  over(from: number, to: number): R[] {
    const found: R[] = [];
    for (let i = firstWhere(this.reach.length, (at) => (this.reach[at] ?? 0) > from); i < this.ranges.length; i++) {
      const range = this.ranges[i];
      if (!range || range.from >= to) break;
      if (range.to > from) found.push(range);
    }
    return found;
  }

  /** Every range, by its start. */
  all(): readonly R[] {
    return this.ranges;
  }

  private measure(start: number): void {
    let furthest = this.reach[start - 1] ?? 0;
    for (let i = start; i < this.ranges.length; i++) {
      furthest = Math.max(furthest, this.ranges[i]?.to ?? 0);
      if (this.reach[i] === furthest && i > start) return; // from here on nothing changes
      this.reach[i] = furthest;
    }
  }
}

/** The first index below `count` for which a condition holds that, once true, stays true. */
function firstWhere(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
