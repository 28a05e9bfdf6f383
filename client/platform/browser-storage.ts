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

/** Keeps a value on this device; false when the browser would not, so that the page can say so. */
export function keep(key: string, value: unknown): boolean {
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

const STORES = 'stores'; // databases this device keeps, by name, and when each was last used

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
  keep(STORES, Object.fromEntries(Object.entries(keptStores()).filter(([other]) => other !== name)));
}

/** Forgets everything Concord keeps on this device for a person, when they sign out. */
export function forgetAll(): void {
  for (const name of Object.keys(keptStores())) forgetStore(name);
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    return; // storage switched off: nothing was kept either
  }
}
