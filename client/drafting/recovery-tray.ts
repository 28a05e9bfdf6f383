import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { z } from 'zod';
import { readWriter } from '../../shared/drafting/api.ts';
import { RoomPerson } from '../../shared/drafting/wire.ts';
import { findPhrase } from '../../shared/text/find-phrase.ts';
import { openRoots, type DocumentRoots } from '../../shared/text/live/flat-root.ts';
import { OwnTyping } from '../../shared/text/live/own-typing.ts';
import { stillTaken, type TakenWords } from '../../shared/text/live/taken-words.ts';
import { watchTaken } from '../../shared/text/live/watch-taken.ts';
import { call } from '../platform/api-client.ts';
import { forget, keep, ownKey, readKept } from '../platform/browser-storage.ts';
import { keepOwnClients, ownClients } from './own-clients.ts';

const MOST_OFFERS = 20; // the newest; nobody goes through more
const KEPT_MS = 7 * 24 * 3600 * 1000; // an offer that nobody has taken for a week goes
const SETTLE_MS = 300; // whether words are back is looked at after a pause in typing

const Character = z.object({ client: z.number(), clock: z.number() });

/** Words of this person that somebody took away, with when that reached this device and who it was, once that is known. */
const Offer = z.object({
  id: z.string(),
  from: z.enum(['block', 'word', 'row', 'table']),
  words: z.array(z.string()),
  passage: z.array(z.object({ text: z.string(), own: z.boolean() })),
  blockId: z.string(),
  near: z.string().optional(),
  left: Character.optional(),
  remnants: z.array(Character.extend({ length: z.number() })),
  deleter: z.number().optional(),
  /** When it reached this device, milliseconds since 1970. */
  at: z.number(),
  by: z.string().optional(),
  /** The person has put the words back or let them go; kept, so that another tab does not offer them again. */
  done: z.boolean().optional(),
});

/** One offer of the tray. */
export type Offer = z.infer<typeof Offer>;

type Owner = { documentId: string; personId: string };

/** The words that others took from under this person, offered back until they are put back, let go, or in the text again (DRA-5). */
export class RecoveryTray {
  private readonly own: OwnTyping;
  private readonly roots: DocumentRoots;
  private readonly stops: (() => void)[] = [];
  private readonly listeners = new Set<() => void>();
  private all: Offer[];
  private shown: readonly Offer[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    doc: Y.Doc,
    awareness: Awareness,
    private readonly owner: Owner,
  ) {
    this.roots = openRoots(doc);
    this.all = this.readAll();
    this.own = new OwnTyping(ownClients(owner));
    const now = (): number => Date.now();
    const onTaken = (taken: TakenWords[]): void => this.add(taken);
    this.stops.push(watchTaken(doc, { own: this.own, now, onTaken, onOwnClients: (clients) => keepOwnClients(owner, clients) }));
    const lookLater = (): void => void (this.timer ??= setTimeout(this.look, SETTLE_MS));
    const onStorage = ({ key }: StorageEvent): void => {
      if (key?.endsWith(this.key)) this.look(this.readAll());
    };
    const onPresence = (): void => this.learnOwnTabs(awareness);
    doc.on('update', lookLater);
    window.addEventListener('storage', onStorage);
    awareness.on('change', onPresence);
    this.stops.push(
      () => doc.off('update', lookLater),
      () => window.removeEventListener('storage', onStorage),
      () => awareness.off('change', onPresence),
    );
    lookLater();
  }

  /** What to offer now, the newest first. */
  readonly offers = (): readonly Offer[] => this.shown;

  /** Tells when the offers have changed. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Offers these words no more. */
  finish(id: string): void {
    this.change((offer) => (offer.id === id ? { ...offer, done: true } : offer));
  }

  /** What the offers say, those included that are done with and only kept for other tabs. */
  texts(): string[] {
    return this.all.flatMap(({ words, passage }) => [passage.map(({ text }) => text).join(''), ...words]);
  }

  /** Drops the offers that say something erased, from this device too; the words cannot be put back. */
  dropSaying(found: readonly string[]): void {
    const finders = found.map(findPhrase);
    const says = ({ words, passage }: Offer): boolean =>
      [passage.map(({ text }) => text).join(''), ...words].some((text) => finders.some((find) => find(text).length > 0));
    this.write(this.all.filter((offer) => !says(offer)));
  }

  /** Whether this person writes, or wrote, under a Yjs client. */
  readonly isOwn = (client: number): boolean => this.own.isOwn(client);

  /** Stops watching. */
  stop(): void {
    clearTimeout(this.timer);
    for (const stop of this.stops) stop();
    this.listeners.clear();
  }

  private add(taken: readonly TakenWords[]): void {
    const at = Date.now();
    const fresh = taken.filter(({ id }) => !this.all.some((known) => known.id === id));
    const known = this.all.filter((offer) => at - offer.at < KEPT_MS).slice(0, MOST_OFFERS);
    this.write([...fresh.map((words) => Offer.parse({ ...words, at })), ...known]);
    for (const { id, deleter } of fresh) if (deleter !== undefined) void this.askWho(id, deleter);
  }

  /** Who writes under a client id, as the server knows it; words deleted in the person's own other tab are no offer. */
  private async askWho(id: string, clientId: number): Promise<void> {
    const { documentId, personId } = this.owner;
    const answer = await call(readWriter, { params: { documentId, clientId } }).catch(() => undefined); // no name is no reason not to offer
    const person = answer?.person;
    if (!person) return;
    this.change((offer) => (offer.id === id ? { ...offer, by: person.name, done: person.id === personId || offer.done } : offer));
  }

  private learnOwnTabs(awareness: Awareness): void {
    for (const [client, shown] of awareness.getStates()) {
      if (RoomPerson.safeParse(shown['person']).data?.id === this.owner.personId) this.own.add(client);
    }
  }

  private change(act: (offer: Offer) => Offer): void {
    this.write(this.all.map(act));
  }

  private write(offers: Offer[]): void {
    keep(this.key, offers);
    this.look(offers);
  }

  private readAll(): Offer[] {
    const now = Date.now();
    const read = z.array(Offer).safeParse(readKept(this.key)).data ?? [];
    return read.filter(({ at }) => now - at < KEPT_MS);
  }

  private readonly look = (offers?: Offer[]): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.all = offers ?? this.all;
    const shown = this.all.filter((offer) => !offer.done && stillTaken(this.roots, offer).length > 0);
    if (JSON.stringify(shown) === JSON.stringify(this.shown)) return;
    this.shown = shown;
    for (const listener of this.listeners) listener();
  };

  private get key(): string {
    return keyOf(this.owner);
  }
}

/** Takes the offers off this device, with everything else of a draft. */
export function forgetOffers(owner: Owner): void {
  forget(keyOf(owner));
}

function keyOf({ personId, documentId }: Owner): string {
  return ownKey(personId, `tray:${documentId}`);
}
