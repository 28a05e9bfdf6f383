import type { FlatRoots } from './flat-root.ts';
import type { Suggester } from './propose.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import { isEntryOf, markerHolding, standsInText, type CharacterId, type FlatItem } from './yjs-internals.ts';

/** Whether these ids are this person's own proposals, all still open and written while suggesting. */
export function isOwnOpen(roots: FlatRoots, person: string, { client, clock }: CharacterId, length: number): boolean {
  const ledger = ledgerOf(roots.doc);
  if (ledger.personOf(client) !== person) return false;
  return ledger.pieces(client, clock, length).every(({ inserted }) => inserted === client);
}

/** Whether undo may delete an item while suggesting: an own open proposal, what its marker says, or an own entry of the ledger. */
export function isOwnOpenItem(roots: FlatRoots, { person }: Suggester, item: FlatItem): boolean {
  if (isEntryOf(item, roots.ledger)) return true; // undo holds this person's own acts only
  const holder = standsInText(item) ? item : markerHolding(item);
  return holder !== undefined && isOwnOpen(roots, person, holder.id, holder.length);
}

/** Whether an item says something of a marker that stands by now: undoing an own proposal must not change it. */
export function isOfDecided(roots: FlatRoots, { person }: Suggester, item: FlatItem): boolean {
  const marker = isEntryOf(item, roots.ledger) ? undefined : markerHolding(item);
  return marker !== undefined && !isOwnOpen(roots, person, marker.id, marker.length);
}
