// Runs beside the pages of the staff application: keeps the editor's own files, so that a draft opened before opens without a
// network (DRA-3). It answers for the application's addresses and for these files only; data and public pages never pass through it.

/** The files of this build, put in front of this script by `shell-files.ts`. */
type Shell = { version: string; files: string[] };

type Lasting = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Lasting & { request: Request; respondWith(answer: Promise<Response>): void };

/** What a worker has and TypeScript's page types do not know. */
type ShellWorker = {
  SHELL: Shell;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', act: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', act: (event: Fetching) => void): void;
};

const worker = globalThis as unknown as ShellWorker; // this file is built as a worker and runs as nothing else
const { version, files } = worker.SHELL;
const KIND = 'concord-shell-';
const CACHE = KIND + version;
const PAGE = '/app/';
const PATIENCE_MS = 4000; // a train's network that has not answered by then is none

worker.addEventListener('install', (event) => event.waitUntil(keepFiles()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOlder()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname.startsWith(PAGE)) event.respondWith(openPage(request));
  else if (files.includes(pathname)) event.respondWith(openFile(request));
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([PAGE, ...files]);
  await worker.skipWaiting();
}

async function dropOlder(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(KIND) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** The page from the network, so that a renewed Concord is seen at once; the kept one where there is none. */
async function openPage(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (failure) {
    const kept = await caches.match(PAGE, { cacheName: CACHE });
    if (kept) return kept;
    throw failure;
  }
}

async function openFile(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: CACHE })) ?? fetch(request);
}

export {};
