import type { TestProject } from 'vitest/node';
import { startCluster } from './postgres-cluster.ts';

/**
 * Starts a PostgreSQL server for this test run, tells the tests its address, and stops it at the end. It does not sync: most tests
 * judge what SQL means, and those about durability start a server of their own.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster({ durable: false });
  project.provide('TEST_DATABASE_URL', cluster.address);
  return () => cluster.remove();
}
