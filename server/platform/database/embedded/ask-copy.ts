import { rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { doorOf, type DoorAnswer } from './copy-door.ts';

/** The process that has the data folder offers no door to ask at, or does not answer there. */
export class NoDoor extends Error {}

const Answer = z.union([z.object({ directory: z.string() }), z.object({ refused: z.string() })]);

/** Asks the process that has a data folder for a copy of its database; `done` throws the copy away. */
export async function askCopy(
  dataDirectory: string,
  signal: AbortSignal,
): Promise<{ directory: string; done: () => Promise<void> }> {
  const path = doorOf(dataDirectory);
  if (!path) throw new NoDoor('The path of the data folder is too long for a backup while Concord runs.');
  const socket = await knock(path);
  const stop = (): void => void socket.destroy();
  signal.addEventListener('abort', stop, { once: true });
  const answer = await hear(socket, signal);
  if ('refused' in answer) throw new Error(`The running Concord made no copy. ${answer.refused}`);
  return {
    directory: answer.directory,
    async done() {
      signal.removeEventListener('abort', stop);
      await rm(answer.directory, { recursive: true, force: true });
      if (socket.closed) return;
      const closed = new Promise((gone) => socket.once('close', gone));
      socket.end();
      await closed; // the door has hung up too, so the next to ask is not turned away
    },
  };
}

function knock(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () =>
      reject(new NoDoor('A Concord process has the data folder and does not answer at its backup door.')),
    );
  });
}

async function hear(socket: Socket, signal: AbortSignal): Promise<DoorAnswer> {
  let said = '';
  socket.setEncoding('utf8');
  await new Promise<void>((resolve) => {
    socket.on('data', (words: string) => {
      said += words;
      if (said.endsWith('\n')) resolve();
    });
    socket.once('close', () => resolve());
    socket.on('error', () => resolve()); // `said` tells what arrived
  });
  signal.throwIfAborted();
  if (!said.endsWith('\n')) throw new Error('The running Concord stopped while it made the copy. Try again.');
  return Answer.parse(JSON.parse(said));
}
