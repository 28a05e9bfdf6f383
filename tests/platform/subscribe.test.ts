import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAnnouncements, type Announcements } from '../../server/platform/live/announcements.ts';
import { openLog } from '../../server/platform/log.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { freshStore } from '../support/start-house.ts';

let server: Server;
let announcements: Announcements;
let socket: Socket;
let closeStore: () => Promise<void>;

beforeAll(async () => {
  const { store, close } = await freshStore();
  closeStore = close;
  server = createServer();
  announcements = openAnnouncements({
    http: server,
    log: openLog('silent'),
    read: store.read,
    resolveCaller: async () => Promise.resolve({ personId: 'asha', sessionId: 's', signedInAt: null }),
    mayHear: async (_caller, topic) => {
      if (topic === 'document:gone') return Promise.reject(new Problem('document-not-found', 404, 'There is no such document.'));
      if (topic === 'document:fault') return Promise.reject(new Error('the connection to the database is lost'));
      return Promise.resolve(true);
    },
    allowedOrigin: () => true,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // of a server that listens
  socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false });
  await new Promise((connected, failed) => socket.once('connect', () => connected(true)).once('connect_error', failed));
});
afterAll(async () => {
  socket.disconnect();
  await announcements.close();
  await closeStore();
});

const subscribe = (topic: string): Promise<unknown> => socket.emitWithAck('subscribe', { topic });

describe('subscribing to announcements', () => {
  it('[PLT-5d] a topic of something that does not exist is a plain no, and the server lives on', async () => {
    expect(await subscribe('document:gone')).toEqual({ ok: false, code: 'not-allowed' });
    expect(await subscribe('document:here')).toMatchObject({ ok: true });
  });

  it('[PLT-5d] a fault while asking for the right is answered as one, and the server lives on', async () => {
    expect(await subscribe('document:fault')).toEqual({ ok: false, code: 'unexpected' });
    expect(await subscribe('document:here')).toMatchObject({ ok: true });
  });
});
