const PREFIX = 'concord:';

/** Reads a kept value, or undefined when there is none or the browser keeps nothing. */
export function readKept(key: string): unknown {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined; // storage switched off, or written by something else: as if nothing were kept
  }
}

/** Keeps a value on this device; false when the browser would not or others use it too, so that the page can say so. */
export function keep(key: string, value: unknown): boolean {
  if (isSharedComputer()) return false;
  return write(key, value);
}

function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
    return true;
  } catch {
    return false; // full or switched off
  }
}

/** Forgets a kept value. */
export function forget(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    return; // storage switched off: nothing was kept either
  }
}

/** The key of something that belongs to one person, who may not be the only one to sign in on this device. */
export function ownKey(owner: string, key: string): string {
  return `${OWNED}${owner}:${key}`;
}

/** Everything kept under keys that begin like this. */
export function keptUnder(beginning: string): { key: string; value: unknown }[] {
  return keysOfThisSite()
    .filter((key) => key.startsWith(beginning))
    .map((key) => ({ key, value: readKept(key) }));
}

/** Under this a person's words are noted that this device keeps and the server has not. */
export const UNSENT = 'unsent:';

/** Whether this device keeps words of a person that the server has not. */
export function hasUnsent(owner: string): boolean {
  return keptUnder(ownKey(owner, UNSENT)).length > 0;
}

const OWNED = 'of:';
const SHARED = 'shared-computer';

/** Whether the person said at signing in that others use this computer: then nothing is kept on it. */
export function isSharedComputer(): boolean {
  return readKept(SHARED) === true;
}

/** Notes at signing in whether others use this computer. */
export function noteSharedComputer(shared: boolean): void {
  if (shared) write(SHARED, true);
  else forget(SHARED);
}

const STORES = 'stores'; // databases this device keeps, by name, and when each was last used
const UNUSED_MS = 14 * 24 * 3600 * 1000; // a database that nobody has opened for 14 days goes

/** The databases this device keeps for Concord, and when each was last used (milliseconds since 1970). */
export function keptStores(): Record<string, number> {
  const kept = readKept(STORES);
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}

/** Notes that a database is in use, so that it can be found and deleted later; false when the browser keeps nothing. */
export function noteStore(name: string, now: number): boolean {
  return keep(STORES, { ...keptStores(), [name]: now });
}

/** Deletes a database of this device. */
export function forgetStore(name: string): void {
  indexedDB.deleteDatabase(name);
  write(STORES, Object.fromEntries(Object.entries(keptStores()).filter(([other]) => other !== name)));
}

/** Deletes the databases that nobody has used for 14 days. */
export function sweepStores(now: number): void {
  for (const [name, usedAt] of Object.entries(keptStores())) if (now - usedAt > UNUSED_MS) forgetStore(name);
}

/** Forgets everything Concord keeps on this device for a person, when they sign out; what belongs to somebody else stays. */
export function forgetAll(owner: string): void {
  for (const name of Object.keys(keptStores())) if (name.includes(owner)) forgetStore(name);
  for (const key of keysOfThisSite()) {
    const ofSomebodyElse = key.startsWith(OWNED) && !key.startsWith(ownKey(owner, ''));
    if (key !== STORES && !ofSomebodyElse) forget(key);
  }
}

function keysOfThisSite(): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return []; // storage switched off: nothing was kept
  }
}
