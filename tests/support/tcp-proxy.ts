import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire between two programs that a test can cut, silence in one direction, or make slow. */
export type TcpProxy = {
  port: number;
  /** Connections open at the moment. */
  open(): number;
  /** Breaks every connection at once; new ones are let through unless it is closed. */
  cut(): void;
  /** Takes no new connections (or takes them again). */
  close(closed: boolean): void;
  /** Swallows everything in one direction, without breaking the connection, until told otherwise. */
  swallow(direction: 'up' | 'down', swallowing: boolean): void;
  stop(): Promise<void>;
};

/** Opens a wire to a port on this machine; "up" is towards it. */
export async function openProxy(target: number): Promise<TcpProxy> {
  const pairs = new Set<{ near: Socket; far: Socket }>();
  const swallowing = { up: false, down: false };
  let closed = false;
  const server = createServer((near) => {
    if (closed) {
      near.destroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    const pair = { near, far };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    forward(near, far, () => swallowing.up);
    forward(far, near, () => swallowing.down);
    for (const socket of [near, far]) socket.on('error', end).on('close', end).setNoDelay(true);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const cut = (): void => {
    for (const { near, far } of [...pairs]) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    port: (server.address() as AddressInfo).port, // a TCP server's address always is one
    open: () => pairs.size,
    cut,
    close: (now) => void (closed = now),
    swallow: (direction, now) => void (swallowing[direction] = now),
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        cut();
      }),
  };
}

function forward(from: Socket, to: Socket, isSwallowed: () => boolean): void {
  from.on('data', (bytes) => {
    if (isSwallowed()) return;
    if (!to.write(bytes)) {
      from.pause();
      to.once('drain', () => from.resume());
    }
  });
}
