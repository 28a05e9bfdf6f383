import type * as Y from 'yjs';
import { openRoots } from './flat-root.ts';
import type { OwnTyping } from './own-typing.ts';
import { takenFromTables } from './taken-from-tables.ts';
import { SeenByDeleters } from './removal-records.ts';
import { stillTaken, takenFromBlocks, type TakenWords } from './taken-words.ts';
import { eachTouchedItem, isMarker, markerHolding } from './yjs-internals.ts';

type Watch = {
  own: OwnTyping;
  now: () => number;
  /** Told of words that somebody took away; they are not in the text where they were. */
  onTaken: (taken: TakenWords[]) => void;
  /** Told of clients under which this person has begun to write. */
  onOwnClients?: (clients: number[]) => void;
};

/** Watches a shared text for words of a person that others take away (DRA-5); answers how to stop. */
export function watchTaken(doc: Y.Doc, { own, now, onTaken, onOwnClients }: Watch): () => void {
  const roots = openRoots(doc);
  let shownBefore = new Map(roots.tables.markers());
  const takenIn = (transaction: Y.Transaction): TakenWords[] => {
    const reader = { own, now: now(), seen: new SeenByDeleters(transaction, roots.gone), shownBefore };
    return [...takenFromBlocks(roots, transaction, reader), ...takenFromTables(roots, transaction, reader)];
  };
  const onTransaction = (transaction: Y.Transaction): void => {
    const fresh = own.note(transaction, now());
    if (fresh.length > 0) onOwnClients?.(fresh);
    const markersChanged = touchesMarkers(transaction);
    if (markersChanged) roots.tables.forget();
    const taken = transaction.local ? [] : takenIn(transaction);
    if (markersChanged) shownBefore = new Map(roots.tables.markers());
    const away = taken.filter((words) => stillTaken(roots, words).length > 0);
    if (away.length > 0) onTaken(away);
  };
  doc.on('afterTransaction', onTransaction);
  return () => doc.off('afterTransaction', onTransaction);
}

function touchesMarkers(transaction: Y.Transaction): boolean {
  let found = false;
  eachTouchedItem(transaction, (item) => {
    found ||= isMarker(item) || markerHolding(item) !== undefined;
  });
  return found;
}
