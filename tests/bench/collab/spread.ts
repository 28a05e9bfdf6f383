/** The smallest, the middle and the largest of some figures. */
export type Spread = { min: number; median: number; max: number };

/** The spread of some figures; of none it is not a number. */
export function spreadOf(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((one, other) => one - other);
  return { min: sorted[0] ?? NaN, median: sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN, max: sorted.at(-1) ?? NaN };
}

/** The figure below which this share of them lies. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** A figure to three digits that say something. */
export function short(figure: number): string {
  if (!Number.isFinite(figure)) return '–';
  if (figure < 0) return '≈ 0'; // memory that was given back meanwhile
  if (figure >= 100) return Math.round(figure).toLocaleString('en-GB');
  return figure >= 10 ? figure.toFixed(0) : figure >= 1 ? figure.toFixed(1) : figure.toFixed(2);
}

/** The middle figure, and behind it from where to where it went: `3.1 (2.8–4.0)`. */
export function inWords(figures: readonly number[]): string {
  const { min, median, max } = spreadOf(figures);
  if (!Number.isFinite(median)) return '–';
  return figures.length > 1 ? `${short(median)} (${short(min)}–${short(max)})` : short(median);
}

/** How many times another figure this one is: `× 1.5`. */
export function ratio(figures: readonly number[], floor: readonly number[]): string {
  const times = spreadOf(figures).median / spreadOf(floor).median;
  return Number.isFinite(times) ? `× ${short(times)}` : '–';
}

/** A table in Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, n) => (n === 0 ? '---' : '---:'))), ...rows.map(line), ''].join('\n');
}
