import { openEmbeddedStore } from '../platform/database/embedded/embedded-store.ts';
import { openPostgresqlStore } from '../platform/database/postgresql-store.ts';
import type { Settings } from '../platform/settings.ts';
import { verifyRecord } from '../record/verify-record.ts';

/** Walks every chain of the record and prints whether each holds; the exit code is 1 when one does not (REC-2). */
export async function verifyTheRecord({ databaseUrl, dataDirectory }: Settings): Promise<void> {
  const store = databaseUrl ? await openPostgresqlStore(databaseUrl) : await openEmbeddedStore(dataDirectory);
  try {
    const verdicts = await verifyRecord(store.read);
    for (const verdict of verdicts)
      process.stdout.write(
        verdict.ok
          ? `${verdict.chain}: holds, ${verdict.entries} entries\n`
          : `${verdict.chain}: DOES NOT HOLD. ${verdict.sentence}\n`,
      );
    if (verdicts.some((verdict) => !verdict.ok)) process.exitCode = 1;
  } finally {
    await store.close();
  }
}
