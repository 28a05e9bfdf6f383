import { listSettings, type Settings } from '../platform/settings.ts';

/** Prints every setting with what it means and its standard value (PLT-41). */
export async function showSettings(_settings: Settings): Promise<void> {
  for (const { name, meaning, standard } of listSettings())
    process.stdout.write(`${name.padEnd(24)} ${meaning}${standard ? ` (standard: ${standard})` : ''}\n`);
  await Promise.resolve();
}
