import type { HouseParts } from './house-parts.ts';

/** Does something now and again until the house closes; a failure is logged and the next turn tries again. */
export function repeat(
  { log, onStop }: Pick<HouseParts, 'log' | 'onStop'>,
  milliseconds: number,
  act: () => Promise<unknown>,
): void {
  let running: Promise<unknown> = Promise.resolve();
  const turn = (): void => {
    running = running.then(act).catch((error: unknown) => log.error({ reason: String(error) }, 'work by the clock failed'));
  };
  const timer = setInterval(turn, milliseconds);
  timer.unref();
  onStop(async () => {
    clearInterval(timer);
    await running;
  });
}
