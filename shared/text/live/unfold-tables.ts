import type * as Y from 'yjs';
import { attributesOf, type TableContent } from './block-marker.ts';
import { listMarkers, openRoots, SCHEMA_VERSION, type DocumentRoots } from './flat-root.ts';
import { writeInline } from './seed-document.ts';
import { seedTable } from './seed-table.ts';
import { isWritten, layoutOf, tableMap } from './table-layout.ts';
import { isTableId, makeShortId } from './table-names.ts';
import { TableRoom } from './table-room.ts';
import { mapOf, type FlatItem } from './yjs-internals.ts';

type KeptTable = { marker: FlatItem; id: string; table: TableContent };

/** Whether a draft has tables that an older Concord kept whole and that can become editable ones. */
export function hasKeptTables(doc: Y.Doc): boolean {
  const roots = openRoots(doc);
  return keptTables(roots).length > 0;
}

/**
 * Makes the tables that an older Concord kept whole into rows, columns and cells (TXT-11). Only the server does this, before
 * anybody comes in: two people doing it at once would write every word twice. A table that was unfolded before, and came back
 * with its old content by a move made offline, goes on in the cells it has.
 */
export function unfoldTables(doc: Y.Doc): void {
  const roots = openRoots(doc);
  doc.transact((transaction) => {
    for (const kept of keptTables(roots)) unfoldTable(transaction, roots, kept);
    if (Number(roots.meta.get('v')) < SCHEMA_VERSION) roots.meta.set('v', SCHEMA_VERSION);
  }, 'unfold');
}

/** The kept tables there is room for; one that is too large stays as it is. */
function keptTables(roots: DocumentRoots): KeptTable[] {
  const room = new TableRoom();
  for (const table of roots.tables.markers().keys()) {
    const { rows, columns } = layoutOf(roots, table);
    room.counts(rows.length, columns.length);
  }
  return listMarkers(roots).flatMap((marker) => {
    const { id, table } = attributesOf(roots, marker);
    return marker && table && room.takes(table) ? [{ marker, id, table }] : [];
  });
}

function unfoldTable(transaction: Y.Transaction, roots: DocumentRoots, { marker, id, table }: KeptTable): void {
  const own = isTableId(id) ? id : `${marker.id.client}-${marker.id.clock}`;
  const tableId = roots.tables.markers().has(own) ? makeShortId() : own; // a second copy of it is a table of its own
  if (isWritten(roots.doc, tableId)) tableMap(roots.doc, tableId).delete('x');
  else seedTable(transaction, roots, { id: tableId, table }, writeInline);
  const map = mapOf(marker);
  map.set('tb', tableId);
  map.set('n', 1);
  map.delete('table');
  roots.tables.forget();
}
