import { z } from 'zod';
import { mountPage, pageContract, type PageDoor } from '../http/page-door.ts';

const CACHE_SECONDS = 3600; // their words change only with the program
const NONE = z.object({});

/** Mounts the pages that are the same in every installation: accessibility, privacy, cookies. */
export function mountStandingPages(pageDoor: PageDoor): void {
  for (const name of ['accessibility', 'privacy', 'cookies']) {
    const contract = pageContract({ method: 'GET', path: `/${name}`, right: 'anyone', params: NONE, query: NONE, body: NONE });
    mountPage(pageDoor, contract, {
      handle: async () => Promise.resolve({ page: name, props: {}, cacheSeconds: CACHE_SECONDS }),
    });
  }
}
