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

/** Forgets everything Concord keeps on this device for a person, when they sign out. */
export function forgetAll(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    return; // storage switched off: nothing was kept either
  }
}
