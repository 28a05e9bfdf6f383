import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Registry } from 'prom-client';

const LOOPBACK = '127.0.0.1'; // figures about an installation are nobody else's business; a collector on the machine reads them

/** The figures of one house: rooms register theirs, a collector reads them all (PLT-23). */
export type Metrics = Registry;

/** A fresh collection of figures; nothing is served until `serveMetrics`. */
export function openMetrics(): Metrics {
  return new Registry();
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
