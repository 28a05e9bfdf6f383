// Makes a clean clone ready: packages, a browser and a database for the tests, the built client.
// Only node: built-ins, because it runs when nothing is installed yet. Each step is skipped when its work is already done.
//   --dev       also the packages that only tests need
//   --browser   Chromium for the browser journeys
//   --postgres  PostgreSQL for the store tests
//   --build     the client, built again when its sources changed
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, findPostgres, onPath } from './find-programs.mjs';

const OLDEST_NODE = [20, 19];
const INSTALL_STAMP = 'node_modules/.bootstrap';
const BUILD_STAMP = 'dist/.bootstrap';
const BUILD_SOURCES = ['client', 'shared', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];
const LOCK = '.bootstrap.lock';
const LOCK_LIMIT_MS = 10 * 60_000; // npm ci takes about a minute on a slow machine; after ten something else is wrong

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const wanted = new Set(process.argv.slice(2));

checkNode();
if (!(installed() && built())) withLock(installAndBuild);
if (wanted.has('--browser') && !findChromium()) installChromium();
if (wanted.has('--postgres') && !findPostgres()) installPostgres();

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  fail(`Concord needs Node ${OLDEST_NODE.join('.')} or newer, and this is ${process.version}.`);
}

function installAndBuild() {
  if (!installed()) install();
  if (!built()) build();
}

// --- packages -------------------------------------------------------------------------------------------------------

function installed() {
  const stamp = readIfThere(INSTALL_STAMP);
  if (stamp === undefined) return alreadyInstalled();
  const [key, dev] = stamp.split(' ');
  if (key === installKey() && (dev === 'dev' || !wanted.has('--dev'))) return true;
  const sameNode = key?.endsWith(`-${process.versions.modules}`) ?? false;
  return sameNode && alreadyInstalled();
}

function installKey() {
  return `${sha256(readFileSync('package-lock.json'))}-${process.versions.modules}`;
}

// Someone ran `npm install` by hand: npm's own note of what lies in node_modules says whether anything is left to do.
function alreadyInstalled() {
  const note = readIfThere('node_modules/.package-lock.json');
  if (note === undefined) return false;
  const present = JSON.parse(note).packages;
  const locked = Object.entries(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages);
  const complete = locked.every(([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version);
  if (complete) writeFileSync(INSTALL_STAMP, `${installKey()} dev`);
  return complete;
}

function install() {
  const keepDev = wanted.has('--dev') || readIfThere(INSTALL_STAMP)?.endsWith(' dev');
  say('installing packages (npm ci), about a minute the first time…');
  const started = Date.now();
  // Dev or not is said outright, or NODE_ENV of the caller would decide it.
  if (!npm('ci', '--no-audit', '--no-fund', keepDev ? '--include=dev' : '--omit=dev')) {
    rmSync(INSTALL_STAMP, { force: true });
    fail('npm ci failed. Check that the package registry can be reached, then run the same command again.');
  }
  mkdirSync('node_modules', { recursive: true });
  writeFileSync(INSTALL_STAMP, `${installKey()} ${keepDev ? 'dev' : 'product'}`);
  say(`packages ready in ${seconds(started)}`);
}

// --- the client -----------------------------------------------------------------------------------------------------

function built() {
  return !wanted.has('--build') || readIfThere(BUILD_STAMP) === buildKey();
}

function buildKey() {
  const hash = createHash('sha256');
  for (const file of BUILD_SOURCES.flatMap(filesUnder)) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => join(entry.parentPath, entry.name)).sort();
}

function build() {
  say('building the client…');
  const started = Date.now();
  const key = buildKey(); // taken first: an edit during the build makes the next start build again
  if (!npm('run', '--silent', 'build')) fail('The client could not be built; the messages above say where.');
  mkdirSync('dist', { recursive: true });
  writeFileSync(BUILD_STAMP, key);
  say(`client built in ${seconds(started)}`);
}

// --- programs that npm cannot bring ---------------------------------------------------------------------------------

function installChromium() {
  const orElse = ', or set CHROMIUM_PATH to the Chromium or Chrome you have';
  aptInstall('Chromium, which the browser journeys run in,', 'chromium', orElse);
}

function installPostgres() {
  aptInstall('PostgreSQL 15 or newer, which the store tests run on,', 'postgresql');
  if (!findPostgres())
    fail('The PostgreSQL that apt-get installed is older than 15. Install a newer one and run the same command again.');
}

function aptInstall(what, name, orElse = '') {
  const how = `Install it with:  sudo apt-get update && sudo apt-get install -y ${name}${orElse}`;
  if (process.getuid?.() !== 0) fail(`${what} was not found, and only root can install it. ${how}`);
  if (!onPath('apt-get')) fail(`${what} was not found, and there is no apt-get here to install it. ${how}`);
  say(`${what} was not found; installing the distribution's package…`);
  process.env.DEBIAN_FRONTEND = 'noninteractive';
  if (!run('apt-get', ['update', '-qq']) || !run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name])) {
    fail(`apt-get could not install ${name}. ${how}`);
  }
}

// --- two starts at once ---------------------------------------------------------------------------------------------

function withLock(work) {
  const limit = Date.now() + LOCK_LIMIT_MS;
  let told = false;
  while (!takeLock()) {
    if (!told) say('another start is installing; waiting for it…');
    told = true;
    if (Date.now() > limit) fail(`Another start still holds ${LOCK}. If none is running, delete that file.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
  }
  process.once('exit', () => rmSync(LOCK, { force: true }));
  work();
}

function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = Number(readIfThere(LOCK));
  if (holder && !alive(holder)) rmSync(LOCK, { force: true });
  return false;
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM'; // it lives, and belongs to someone else
  }
}

// --- small words ----------------------------------------------------------------------------------------------------

function npm(...words) {
  const cli = process.env.npm_execpath;
  return cli ? run(process.execPath, [cli, ...words]) : run('npm', words);
}

function run(program, words) {
  return spawnSync(program, words, { stdio: 'inherit' }).status === 0;
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

function say(words) {
  console.log(`concord: ${words}`);
}

function fail(words) {
  console.error(`\nconcord: ${words}\n`);
  process.exit(1);
}
