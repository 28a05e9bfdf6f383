import { openHouse } from './house.ts';
import { readSettings } from './platform/settings.ts';

const FORCED_STOP_MS = 30_000; // PLT-22: after this a stop is no longer waited for

try {
  const house = await openHouse(readSettings());
  process.stdout.write(`\nConcord is ready: ${house.baseUrl}\n`);
  if (house.firstCode) {
    const address = `${house.baseUrl}/app/first-administrator`;
    process.stdout.write(`Nobody is here yet. Make the first administrator at ${address} with the code ${house.firstCode}\n`);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), FORCED_STOP_MS).unref();
      void house.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  process.stderr.write(`\nConcord could not start. ${(error as Error).message}\n`);
  process.exit(1);
}
