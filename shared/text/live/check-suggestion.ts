import type { Examined, RefusedUpdate } from './check-update.ts';
import type { IdRange } from './ledger-entries.ts';
import { isOwnOpen } from './own-proposals.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import { tableOfRoot } from './table-names.ts';
import {
  markerHolding,
  standsInText,
  type CharacterId,
  type FlatItem,
  type IncomingStruct,
  type StructParent,
} from './yjs-internals.ts';

/**
 * Checks a struct of somebody who may only suggest: it is written under a suggesting session of theirs, so that it is a proposal
 * whatever it says; it is no format, which would change the look of what stands; it cuts no character of two halves, which would break
 * it; and it tells nothing about a marker that stands.
 */
export function checkSuggestedStruct(struct: IncomingStruct, examined: Examined): RefusedUpdate | null {
  const { client, parent, content } = struct;
  const { roots, sender } = examined;
  if (ledgerOf(roots.doc).personOf(client) !== sender.person || struct.cutsPair) return 'not-suggestion';
  if (isOfTable(parent)) return 'not-suggestion'; // rows and columns are proposed in the ledger, tables as a whole not at all
  if (parent.in === 'marker') return checkOpen(parent.marker, 1, examined);
  return parent.in === 'root' && content.kind === 'format' ? 'not-suggestion' : null;
}

function isOfTable(parent: StructParent): boolean {
  const inText = parent.in === 'root' || parent.in === 'marker';
  if (!inText) return false;
  const claims = parent.in === 'marker' && (parent.key === 'tb' || parent.key === 'n');
  return claims || tableOfRoot(parent.name) !== undefined;
}

/** Checks what somebody who may only suggest deletes: only own proposals that are still open, and what their markers say. */
export function checkSuggestedDeletion(item: FlatItem, range: IdRange, examined: Examined): RefusedUpdate | null {
  if (!standsInText(item)) {
    const marker = markerHolding(item);
    if (marker && !standsInText(marker)) return 'not-suggestion';
    return marker ? checkOpen(marker.id, 1, examined) : 'not-suggestion';
  }
  const from = Math.max(range.clock, item.id.clock);
  const to = Math.min(range.clock + range.length, item.id.clock + item.length);
  return checkOpen({ client: item.id.client, clock: from }, to - from, examined);
}

/** Null for own open proposals; 'decided' when they were accepted meanwhile, which an honest client may not know yet. */
function checkOpen(id: CharacterId, length: number, { roots, sender }: Examined): RefusedUpdate | null {
  if (isOwnOpen(roots, sender.person, id, length)) return null;
  return ledgerOf(roots.doc).personOf(id.client) === sender.person ? 'decided' : 'not-suggestion';
}
