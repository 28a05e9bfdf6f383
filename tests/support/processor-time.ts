/** Milliseconds of processor time an act takes: unlike the clock it does not count what other programs do on the machine. */
export function processorTime(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / 1_000;
}

/** The times of several runs, shortest first; each run gets a fresh input, so that nothing is remembered from the one before. */
export function processorTimes<T>(runs: number, prepare: () => T, act: (input: T) => unknown): number[] {
  const times = Array.from({ length: runs }, () => {
    const input = prepare();
    return processorTime(() => void act(input));
  });
  return times.sort((one, other) => one - other);
}
