import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Store } from './database/store.ts';
import type { Door } from './http/door.ts';
import type { PageDoor } from './http/page-door.ts';
import type { Announcements } from './live/announcements.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Settings } from './settings.ts';

/** Takes over one WebSocket upgrade whose path begins with the prefix it was registered for. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** What every room is given by the house; rooms reach each other only through act files and stores. */
export type HouseParts = {
  settings: Settings;
  log: Log;
  metrics: Metrics;
  store: Store;
  http: HttpServer;
  door: Door;
  pageDoor: PageDoor;
  announcements: Announcements;
  /** Address people reach this installation by, without a slash at the end. */
  baseUrl: () => string;
  /** Registers a WebSocket endpoint by path prefix, for instance `/collab/`. */
  onUpgrade(prefix: string, handler: UpgradeHandler): void;
  /** Runs at a clean stop, last registered first. */
  onStop(act: () => Promise<void> | void): void;
};
