/** A line fitted through figures over time: how much they change a minute, and the standard error of that. */
export type Slope = { perMinute: number; error: number };

/** The least-squares line through points of minutes and figures. */
export function slopeOf(points: readonly { minute: number; figure: number }[]): Slope {
  const n = points.length;
  if (n < 3) return { perMinute: NaN, error: NaN };
  const meanX = points.reduce((sum, { minute }) => sum + minute, 0) / n;
  const meanY = points.reduce((sum, { figure }) => sum + figure, 0) / n;
  const squares = points.reduce((sum, { minute }) => sum + (minute - meanX) ** 2, 0);
  const perMinute = points.reduce((sum, { minute, figure }) => sum + (minute - meanX) * (figure - meanY), 0) / squares;
  const rest = points.reduce((sum, { minute, figure }) => sum + (figure - meanY - perMinute * (minute - meanX)) ** 2, 0);
  return { perMinute, error: Math.sqrt(rest / (n - 2) / squares) };
}

const BARS = '▁▂▃▄▅▆▇█';

/** Figures as a line of text, from nothing to the largest, so that a flat line looks flat. */
export function sparkline(figures: readonly number[], width = 60): string {
  const step = Math.max(1, figures.length / width);
  const largest = Math.max(...figures);
  let line = '';
  for (let at = 0; at < figures.length; at += step) {
    const figure = figures[Math.floor(at)] ?? 0;
    line += BARS[Math.min(BARS.length - 1, Math.floor((figure / largest) * BARS.length))] ?? '';
  }
  return line;
}
