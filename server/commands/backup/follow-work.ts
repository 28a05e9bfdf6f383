import type { Progress } from '../../platform/database/backup/backup-format.ts';

const SAY_EVERY_MS = 1000;

/** Tells on standard error how far a long work is, at most once a second. */
export function tellProgress(doing: string): Progress {
  let last = Date.now();
  return ({ table, place, of, rows }) => {
    if (Date.now() - last < SAY_EVERY_MS) return;
    last = Date.now();
    process.stderr.write(`${doing}: table ${place} of ${of}, ${table}, ${counted(rows, 'row')}\n`);
  };
}

/** Does work that ends early when the operator presses Ctrl+C or the machine asks the process to end, so that nothing half done stays. */
export async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const abort = (): void => stop.abort(new Error('Stopped. Nothing was left behind.'));
  process.on('SIGTERM', abort).on('SIGINT', abort);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGTERM', abort).off('SIGINT', abort);
  }
}

/** A number with its noun, as people read it: "1 row", "12,345 rows". */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}

/** Reads the file and the flags of a command; throws with its usage when they are not as they should be. */
export function readArguments<F extends string>(
  given: readonly string[],
  { command, flags }: { command: string; flags: readonly F[] },
): { file: string; flags: ReadonlySet<F> } {
  const files = given.filter((word) => !word.startsWith('--'));
  const known = flags.filter((flag) => given.includes(`--${flag}`));
  if (files.length !== 1 || files.length + known.length !== given.length)
    throw new Error(`Use it like this: npm run concord -- ${command} FILE ${flags.map((flag) => `[--${flag}]`).join(' ')}`);
  return { file: files[0] ?? '', flags: new Set(known) };
}
