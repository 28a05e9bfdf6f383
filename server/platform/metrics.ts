import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Store } from './database/store.ts';

const LOOPBACK = '127.0.0.1'; // figures about an installation are nobody else's business; a collector on the machine reads them

const STATEMENT_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]; // PLT-27: 50 ms is the bound on the embedded store

/** The figures of one house: rooms register theirs, a collector reads them all (PLT-23). */
export type Metrics = Registry;

/** A fresh collection of figures; nothing is served until `serveMetrics`. */
export function openMetrics(): Metrics {
  return new Registry();
}

/** Counts every statement of the database by the time it took, so that one that holds others up shows (PLT-27). */
export function countStatements(metrics: Metrics, store: Store): void {
  const statements = new Histogram({
    name: 'concord_store_statement_seconds',
    help: 'Time of one statement of the database, waiting for its turn not counted',
    buckets: STATEMENT_SECONDS,
    registers: [metrics],
  });
  store.onStatement((milliseconds) => statements.observe(milliseconds / 1000));
}

/** Serves the figures as Prometheus text on a loopback port of their own, and adds those of the process: memory, time, event loop. */
export async function serveMetrics(metrics: Metrics, port: number): Promise<{ port: number; close: () => Promise<void> }> {
  collectDefaultMetrics({ register: metrics });
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.metrics().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, LOOPBACK, () => resolve()));
  const { port: actual } = server.address() as AddressInfo; // a TCP server's address always is one
  return { port: actual, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
