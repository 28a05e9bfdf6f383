import { z } from 'zod';
import { forget, keep, keptUnder, ownKey, readKept, UNSENT } from '../platform/browser-storage.ts';

/** What this device notes of words that it keeps and the server has not: enough to offer them, and to know them again (DRA-3). */
const UnsentNote = z.object({
  documentId: z.string(),
  title: z.string(),
  changes: z.int(),
  /** When the oldest of them was made, milliseconds since 1970. */
  since: z.number(),
  pageLoad: z.string(),
  clientId: z.int(),
  /** How far the page's own writing had left this device. */
  sent: z.int(),
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

type Page = Pick<UnsentNote, 'documentId' | 'title' | 'pageLoad'> & { personId: string; clientId: () => number };

/** The notes of one page load, and of earlier ones whose words it now carries. */
export class PageNotes {
  /** What earlier page loads have left on this device. */
  readonly carried: readonly UnsentNote[];
  private sent = 0;
  private noted = false;

  constructor(private readonly page: Page) {
    this.carried = unsentNotes(page.personId, page.documentId).filter(({ pageLoad }) => pageLoad !== page.pageLoad);
  }

  /** Own writing leaves up to this clock; a note that stands is brought up to date before, so that it is never behind the server. */
  leaving(clock: number): void {
    this.sent = Math.max(this.sent, clock);
    const note = UnsentNote.safeParse(readKept(this.key)).data;
    if (note) keep(this.key, { ...note, sent: this.sent });
  }

  /** Brings the note in line with what is unsaved. */
  update(changes: number, since: number): void {
    if (changes === 0) return this.clear();
    const { documentId, title, pageLoad, clientId } = this.page;
    const note: UnsentNote = { documentId, title, pageLoad, clientId: clientId(), changes, since, sent: this.sent };
    this.noted = keep(this.key, note);
  }

  /** Whether the server knows more under an id of this device than ever left it: the page was restored from an old copy (DRA-9). */
  isOld(known: ReadonlyMap<number, number>): boolean {
    if ((known.get(this.page.clientId()) ?? 0) > this.sent) return true;
    const left = unsentNotes(this.page.personId, this.page.documentId);
    return left.some(({ pageLoad, clientId, sent }) => pageLoad !== this.page.pageLoad && (known.get(clientId) ?? 0) > sent);
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
