import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from 'express';
import type { SiteFacts } from '../shared/kernel/page-frame.ts';
import { openConsultationOf } from './consultation/against-closing.ts';
import { anchorsAbout } from './consultation/point-store.ts';
import { openConsultations } from './consultation/routes.ts';
import { openDirectory } from './directory/routes.ts';
import type { DraftRooms } from './drafting/live/draft-rooms.ts';
import { openDrafting } from './drafting/routes.ts';
import { openAccess, type Access } from './identity/access.ts';
import type { Auth } from './identity/auth.ts';
import { openIdentity } from './identity/routes.ts';
import { openMailSender, type MailSender } from './notices/send-mail.ts';
import { showRealTime } from './platform/database/clock-store.ts';
import { openEmbeddedStore } from './platform/database/embedded/embedded-store.ts';
import { keepFilesSmall } from './platform/database/embedded/upkeep-store.ts';
import { migrate } from './platform/database/migrate.ts';
import { openPostgresqlStore } from './platform/database/postgresql-store.ts';
import type { Store } from './platform/database/store.ts';
import { mountHealth } from './platform/health.ts';
import type { HouseParts } from './platform/house-parts.ts';
import type { Door } from './platform/http/door.ts';
import { shareUpgrades } from './platform/http/upgrades.ts';
import { buildWeb } from './platform/http/web.ts';
import { openAnnouncements } from './platform/live/announcements.ts';
import { mountCatchUp } from './platform/live/catch-up.ts';
import { openLog } from './platform/log.ts';
import { countStatements, openMetrics, serveMetrics } from './platform/metrics.ts';
import { loadPublicSite } from './platform/pages/render-page.ts';
import { mountStandingPages } from './platform/pages/standing-pages.ts';
import { repeat } from './platform/repeat.ts';
import type { Settings } from './platform/settings.ts';
import { unpublishedOutcomeOf } from './publishing/against-closing.ts';
import { openPublishing } from './publishing/routes.ts';
import { publishingActs } from './publishing/say-acts.ts';
import { openProgramme } from './programme/routes.ts';
import { openResolution } from './resolution/routes.ts';
import { resolutionActs } from './resolution/say-acts.ts';
import { pointsWaitingFor } from './resolution/waiting-points.ts';
import { openSignoff } from './signoff/routes.ts';
import { signoffActs } from './signoff/say-acts.ts';
import { positionsWaitingFor } from './signoff/waiting-positions.ts';

const UPKEEP_EVERY_MS = 5 * 60_000; // as a PostgreSQL server ends its write-ahead log unless told otherwise

/** A running installation. */
export type House = {
  baseUrl: string;
  store: Store;
  mail: MailSender;
  /** The code for the first administrator, while nobody is here yet (MEM-4). */
  firstCode: string | undefined;
  /** What commands and tests act with: the same parts and rooms the routes use. */
  parts: HouseParts;
  rooms: Rooms;
  close(): Promise<void>;
};

/** The rooms others reach by more than their stores. */
export type Rooms = { auth: Auth; drafts: DraftRooms };

/** Opens the store, brings it up to date, wires every room and listens; the one file that knows them all. */
export async function openHouse(settings: Settings, { durable = true }: { durable?: boolean } = {}): Promise<House> {
  const log = openLog(settings.logLevel);
  const store = await openStore(settings, durable);
  const access = openAccess(store);
  const stops: (() => Promise<void> | void)[] = [];
  let baseUrl = settings.baseUrl ?? '';
  const parts = await buildParts(settings, { log, store, access, baseUrl: () => baseUrl, onStop: (act) => void stops.push(act) });
  countStatements(parts.metrics, store);
  if (store.kind === 'embedded') repeat(parts, UPKEEP_EVERY_MS, () => keepFilesSmall(store.read));
  const metrics = settings.metricsPort === undefined ? undefined : await serveMetrics(parts.metrics, settings.metricsPort);
  let stopping = false;
  const { smtpUrl, mailFrom: from, dataDirectory: directory } = settings;
  const mail = openMailSender({ store, log, from, smtpUrl, directory });
  mountHealth(parts.door, store, { isStopping: () => stopping });
  mountStandingPages(parts.pageDoor);
  mountCatchUp(parts.door, { read: store.read, mayHear: access.mayHear });
  const { firstCode, ...rooms } = await openRooms(parts, access);
  const address = await listen(parts.http, settings);
  baseUrl ||= address;
  return {
    baseUrl,
    store,
    mail,
    firstCode,
    parts,
    rooms,
    async close() {
      stopping = true;
      for (const stop of stops.reverse()) await stop();
      await parts.announcements.close();
      await stopListening(parts.http);
      await mail.close();
      await metrics?.close();
      await store.close();
    },
  };
}

async function openStore(settings: Settings, durable: boolean): Promise<Store> {
  const store = settings.databaseUrl
    ? await openPostgresqlStore(settings.databaseUrl)
    : await openEmbeddedStore(settings.dataDirectory, { durable });
  await migrate(store);
  await showRealTime(store);
  return store;
}

type Given = Pick<HouseParts, 'log' | 'store' | 'baseUrl' | 'onStop'> & { access: Access };

async function buildParts(settings: Settings, { log, store, access, baseUrl, onStop }: Given): Promise<HouseParts> {
  const { render, clientDirectory } = await loadPublicSite(siteFacts(settings));
  const router = Router();
  const secure = settings.baseUrl?.startsWith('https:') ?? false;
  const http = createServer(buildWeb({ router, log, clientDirectory, secure, trustProxy: settings.trustProxy, render }));
  const door: Door = { router, resolveCaller: access.resolveCaller, authorise: access.authorise };
  const announcements = openAnnouncements({
    http,
    log,
    read: store.read,
    resolveCaller: access.resolveCaller,
    mayHear: access.mayHear,
    allowedOrigin: (origin, host) => URL.canParse(origin) && (new URL(origin).host === host || origin === settings.baseUrl),
  });
  const onUpgrade = shareUpgrades(http);
  return {
    settings,
    log,
    metrics: openMetrics(),
    store,
    http,
    door,
    pageDoor: { ...door, render, log },
    announcements,
    baseUrl,
    onUpgrade,
    onStop,
  };
}

/** Rooms in the order of a document's life; each line gives a room what it may know of earlier ones. */
async function openRooms(parts: HouseParts, access: Access): Promise<Rooms & { firstCode: string | undefined }> {
  const { auth, firstCode } = await openIdentity(parts, access);
  const directory = await openDirectory(parts, access);
  const { rooms: drafts, sentences } = await openDrafting(parts, access, directory);
  const consultations = openConsultations(parts, access);
  drafts.places.anchorsOf(anchorsAbout);
  openResolution(parts, access, drafts);
  openSignoff(parts, access);
  directory.waitingFor(pointsWaitingFor);
  directory.waitingFor(positionsWaitingFor);
  consultations.answer(openPublishing(parts, access));
  directory.mayCloseGroup(openConsultationOf);
  directory.mayCloseGroup(unpublishedOutcomeOf);
  sentences.add({ ...resolutionActs, ...signoffActs, ...publishingActs });
  openProgramme(parts, directory);
  return { auth, drafts, firstCode };
}

function siteFacts({ organisationName, organisationTelephone, organisationEmail }: Settings): SiteFacts {
  return {
    organisation: organisationName,
    ...(organisationTelephone && { telephone: organisationTelephone }),
    ...(organisationEmail && { email: organisationEmail }),
  };
}

async function stopListening(http: HttpServer): Promise<void> {
  await new Promise<void>((resolve) => {
    http.close(() => resolve());
    http.closeAllConnections();
  });
}

async function listen(http: HttpServer, { port, host }: Settings): Promise<string> {
  await new Promise<void>((resolve, reject) => http.once('error', reject).listen(port, host, () => resolve()));
  const { port: actual } = http.address() as AddressInfo; // a TCP server's address always is one
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}
