import { readAnnouncements as contract } from '../../../shared/kernel/announcement-contract.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { Reader } from '../database/store.ts';
import { mount, type Door } from '../http/door.ts';
import { lastSequence, readAnnouncements } from './announcement-store.ts';
import type { MayHear } from './announcements.ts';

const AT_MOST = 200; // a page that missed more fetches what it shows anew

/** Mounts the question a page asks where sockets are blocked, or after missing some: what came after this number (PLT-5). */
export function mountCatchUp(door: Door, { read, mayHear }: { read: Reader; mayHear: MayHear }): void {
  mount(door, contract, {
    handle: async ({ query: { topic, after }, caller }) => {
      if (!(await mayHear(caller, topic))) throw new Problem('not-allowed', 403, 'You may not hear this any longer.');
      const sequence = await lastSequence(read, topic);
      return { sequence, announcements: await readAnnouncements(read, topic, after, AT_MOST) };
    },
  });
}
