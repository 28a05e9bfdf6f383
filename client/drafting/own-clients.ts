import { z } from 'zod';
import { forget, keep, ownKey, readKept } from '../platform/browser-storage.ts';

const MOST_CLIENTS = 200; // page loads of one person in one draft whose words are known as theirs

/** The Yjs clients under which a person has written in a draft on this device, the newest first. */
export function ownClients({ personId, documentId }: { personId: string; documentId: string }): number[] {
  return z.array(z.number()).safeParse(readKept(keyOf(personId, documentId))).data ?? [];
}

/** Notes clients under which a person has begun to write. */
export function keepOwnClients(owner: { personId: string; documentId: string }, clients: readonly number[]): void {
  const known = ownClients(owner).filter((client) => !clients.includes(client));
  keep(keyOf(owner.personId, owner.documentId), [...clients, ...known].slice(0, MOST_CLIENTS));
}

/** Forgets them, with everything else of a draft that goes off the device. */
export function forgetOwnClients({ personId, documentId }: { personId: string; documentId: string }): void {
  forget(keyOf(personId, documentId));
}

function keyOf(personId: string, documentId: string): string {
  return ownKey(personId, `clients:${documentId}`);
}
