import type { Server as HttpServer } from 'node:http';
import type { UpgradeHandler } from '../house-parts.ts';

/** Shares the one HTTP server's upgrades: socket.io answers its own, rooms by prefix, all else gets 404. */
export function shareUpgrades(http: HttpServer): (prefix: string, handler: UpgradeHandler) => void {
  const handlers = new Map<string, UpgradeHandler>();
  http.on('upgrade', (request, socket, head) => {
    const path = request.url ?? '';
    if (path.startsWith('/socket.io/')) return;
    const found = [...handlers].find(([prefix]) => path.startsWith(prefix));
    if (found) found[1](request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  return (prefix, handler) => void handlers.set(prefix, handler);
}
