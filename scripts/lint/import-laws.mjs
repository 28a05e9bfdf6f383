// The laws about which file may import which. Rooms are the stages in the life of a document, and imports look back only.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The rooms in the order of a document's life. */
export const ROOMS = ['identity', 'directory', 'drafting', 'consultation', 'resolution', 'signoff', 'publishing', 'programme'];

const ANY_ROOM = `(${ROOMS.join('|')})`;
const CLIENT_ROOM = `(${[...ROOMS, 'record', 'notices'].join('|')})`;
const WIRING = '^server/((main|house|command-line)\\.ts$|commands/)';

/**
 * Every import law as dependency-cruiser reads it, with what each room's ROOM.md allows under this root.
 * @param {string} root
 */
export function importLaws(root) {
  return [
    ...endLaws(),
    ...roomLaws(root),
    ...foundationLaws(),
    ...sharedLaws(),
    ...clientLaws(),
    ...libraryLaws(),
    ...generalLaws(),
  ];
}

/**
 * The files of earlier rooms that a server room may import: the lines of the `may-import` block in its ROOM.md.
 * @param {string} root
 * @param {string} room
 * @returns {string[]}
 */
export function allowedImports(root, room) {
  const file = join(root, 'server', room, 'ROOM.md');
  if (!existsSync(file)) return [];
  const block = /^```may-import\n([\s\S]*?)^```/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  return block.split('\n').flatMap((line) => line.trim().split(/\s/)[0] || []);
}

function endLaws() {
  return [
    law('law-1-client-imports-no-server', 'The browser never loads server code.', { path: '^client/' }, { path: '^server/' }),
    law(
      'law-1-server-imports-no-client',
      'The server renders pages through the built bundle.',
      { path: '^server/' },
      { path: '^client/' },
    ),
    law(
      'law-1-shared-imports-neither',
      'What both ends share knows neither of them.',
      { path: '^shared/' },
      { path: '^(client|server)/' },
    ),
    law(
      'product-imports-no-tests',
      'The product runs without its tests and scripts.',
      { path: '^(client|server|shared)/' },
      { path: '^(tests|scripts)/' },
    ),
  ];
}

function roomLaws(root) {
  return ROOMS.flatMap((room, place) => {
    const from = { path: `^server/${room}/` };
    const later = ROOMS.slice(place + 1);
    const earlier = ROOMS.slice(0, place);
    const allowed = allowedImports(root, room).map((path) => `^${path.replace(/[.\\^$*+?()[\]{}|]/g, '\\$&')}$`);
    const laws = [];
    if (later.length > 0) {
      const to = { path: `^server/(${later.join('|')})/` };
      laws.push(
        law(`law-2-${room}-imports-no-later-room`, 'A later room hears by announcement or answers a question.', from, to),
      );
    }
    if (earlier.length > 0) {
      const to = { path: `^server/(${earlier.join('|')})/`, pathNot: allowed };
      laws.push(law(`law-2-${room}-keeps-to-its-list`, `server/${room}/ROOM.md lists what this room may import.`, from, to));
    }
    return laws;
  });
}

function foundationLaws() {
  const knowsNoRoom = (part, others) =>
    law(
      `law-2-${part}-knows-no-room`,
      `${part} serves every room and knows none.`,
      { path: `^server/${part}/` },
      { path: `^server/(${[...ROOMS, ...others].join('|')})/` },
    );
  return [
    knowsNoRoom('platform', ['record', 'notices']),
    knowsNoRoom('record', ['notices']),
    knowsNoRoom('notices', []),
    law(
      'law-4-platform-knows-no-nouns',
      'platform imports no noun of a room.',
      { path: '^server/platform/', pathNot: '/migrations/' },
      { path: `^shared/${CLIENT_ROOM}/` },
    ),
    law(
      'nobody-imports-the-wiring',
      'house.ts knows the rooms, never the other way round.',
      { path: '^server/', pathNot: WIRING },
      { path: WIRING },
    ),
  ];
}

function sharedLaws() {
  const later = ROOMS.flatMap((room, place) => {
    const rest = ROOMS.slice(place + 1);
    if (rest.length === 0) return [];
    const name = `law-2-shared-${room}-looks-back`;
    return [
      law(
        name,
        'The nouns of a stage do not know later stages.',
        { path: `^shared/${room}/` },
        { path: `^shared/(${rest.join('|')})/` },
      ),
    ];
  });
  return [
    law(
      'law-4-kernel-stands-alone',
      'The kernel is what everything else stands on.',
      { path: '^shared/kernel/' },
      { path: '^shared/(?!kernel/)' },
    ),
    law(
      'law-4-text-knows-no-room',
      'The text engine knows text only.',
      { path: '^shared/text/' },
      { path: '^shared/(?!kernel/|text/)' },
    ),
    ...later,
  ];
}

function clientLaws() {
  const room = { path: `^client/${CLIENT_ROOM}/` };
  return [
    law('law-3-client-rooms-stay-apart', 'Rooms meet in client/pages only.', room, {
      path: `^client/${CLIENT_ROOM}/`,
      pathNot: '^client/$1/',
    }),
    law('law-3-client-rooms-know-no-page', 'A page knows its rooms, a room knows no page.', room, {
      path: '^client/(pages|shell|public-site)/',
    }),
    law(
      'law-4-ui-knows-no-nouns',
      'ui/ and platform/ serve every room and import none of their nouns.',
      { path: '^client/(ui|platform)/' },
      { path: [`^shared/${CLIENT_ROOM}/`, '^client/(?!ui/|platform/)'] },
    ),
    law(
      'public-site-stays-small',
      'What the public loads does not pull in the staff pages.',
      { path: '^client/public-site/' },
      { path: '^client/(pages|shell|drafting)/' },
    ),
  ];
}

function libraryLaws() {
  return [
    library('law-5-socket-io-on-the-server', ['socket.io'], ['^server/platform/live/']),
    library('law-5-socket-io-in-the-browser', ['socket.io-client'], ['^client/platform/']),
    library(
      'law-5-yjs-in-drafting',
      ['yjs', 'y-protocols', 'y-websocket', 'y-indexeddb', 'lib0'],
      ['^shared/text/', '^server/drafting/', '^client/drafting/'],
    ),
    library('law-5-sql-in-stores', ['kysely'], ['^server/platform/database/', '^server/.*-store\\.ts$']),
    library('law-5-database-behind-the-store', ['pg', '@electric-sql/pglite'], ['^server/platform/database/']),
    library('sign-in-behind-identity', ['better-auth', 'better-call', '@better-auth'], ['^server/identity/']),
    library('routes-need-express-on-the-server', ['express', 'helmet', 'compression'], ['^server/']),
    library('pages-need-react-in-the-browser', ['react', 'react-dom', 'react-router', 'react-aria-components'], ['^client/']),
  ];
}

function generalLaws() {
  return [
    law(
      'no-circle',
      'Two files that need each other are one file, or lack a third.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    law(
      'no-test-package-in-the-product',
      'npm start installs no development packages.',
      { path: '^(client|server|shared)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ];
}

/** A package that only these folders of the product may import, as a value or as a type. */
function library(name, packages, folders) {
  const names = packages.map((each) => each.replaceAll('.', '\\.')).join('|');
  const to = { path: `(^|(^|/)node_modules/(@types/)?)(${names})(/|$)`, pathNot: '^(client|server|shared|tests)/' };
  return law(
    name,
    `${packages.join(', ')}: only in ${folders.join(' ')}.`,
    { path: '^(client|server|shared)/', pathNot: folders },
    to,
  );
}

function law(name, comment, from, to) {
  return { name, severity: 'error', comment, from, to };
}
