import { z } from 'zod';
import { forget, keep, keptUnder, ownKey, UNSENT } from '../platform/browser-storage.ts';

/** What this device notes of words that it keeps and the server has not: enough to offer them (DRA-3). */
const UnsentNote = z.object({
  documentId: z.string(),
  title: z.string(),
  changes: z.int(),
  /** When the oldest of them was made, milliseconds since 1970. */
  since: z.number(),
  pageLoad: z.string(),
  /** How far the text was stored before them, in base 64; absent in notes of earlier versions. */
  stored: z.string().optional(),
});

export type UnsentNote = z.infer<typeof UnsentNote>;

/** What a person has written on this device and not yet sent, the oldest first; of one draft or of all. */
export function unsentNotes(personId: string, documentId = ''): UnsentNote[] {
  return keptUnder(ownKey(personId, UNSENT + documentId))
    .flatMap(({ value }) => UnsentNote.safeParse(value).data ?? [])
    .sort((one, other) => one.since - other.since);
}

/** Takes the notes of a draft away, because its words have been sent, saved as a file, or let go. */
export function dropNotes(personId: string, documentId: string): void {
  for (const { key } of keptUnder(ownKey(personId, UNSENT + documentId))) forget(key);
}

/** How far the text was stored before the oldest of some notes; undefined when none says. */
export function storedBefore(notes: readonly UnsentNote[]): Uint8Array | undefined {
  const stored = notes.find((note) => note.stored !== undefined)?.stored;
  return stored === undefined ? undefined : markFromText(stored);
}

/** A mark from what a note keeps. */
export function markFromText(stored: string): Uint8Array {
  return Uint8Array.from(atob(stored), (sign) => sign.charCodeAt(0));
}

/** A mark as a note keeps it. */
export function markAsText(mark: Uint8Array): string {
  return btoa(String.fromCharCode(...mark));
}

type Page = Pick<UnsentNote, 'documentId' | 'title' | 'pageLoad'> & { personId: string };

/** The notes of one page load, and of earlier ones whose words it now carries. */
export class PageNotes {
  /** What earlier page loads have left on this device. */
  readonly carried: readonly UnsentNote[];
  private noted = false;

  constructor(private readonly page: Page) {
    this.carried = unsentNotes(page.personId, page.documentId).filter(({ pageLoad }) => pageLoad !== page.pageLoad);
  }

  /** Brings the note in line with what is unsaved. */
  update(changes: number, since: number, stored?: string): void {
    if (changes === 0) return this.clear();
    const { documentId, title, pageLoad } = this.page;
    this.noted = keep(this.key, { documentId, title, pageLoad, changes, since, stored } satisfies UnsentNote);
  }

  private clear(): void {
    if (this.noted) forget(this.key);
    this.noted = false;
    for (const { pageLoad } of this.carried) forget(this.keyOf(pageLoad));
  }

  private get key(): string {
    return this.keyOf(this.page.pageLoad);
  }

  private keyOf(pageLoad: string): string {
    return ownKey(this.page.personId, `${UNSENT}${this.page.documentId}:${pageLoad}`);
  }
}
