import type * as Y from 'yjs';
import { cellOfRoot, tableOfRoot, type CellAddress } from './table-names.ts';
import { firstItemOf, isLive, isMarker, mapOf, type FlatItem } from './yjs-internals.ts';

/**
 * Where the tables of a shared text are: which cells have a text, and which marker shows which table. Of several markers of one
 * table, left by two moves at once, the latest shows it; the others are empty paragraphs.
 */
export class TableIndex {
  private readonly cells = new Map<string, CellAddress[]>();
  private readonly places = new Map<unknown, CellAddress>();
  private readonly maps = new Map<unknown, string>();
  private namesSeen = 0;
  private shown: Map<string, FlatItem> | undefined;

  /** Opens the index of one document; `flat` is the sequence in which the markers stand. */
  constructor(
    private readonly doc: Y.Doc,
    private readonly flat: Y.Array<unknown>,
  ) {}

  /** The markers that show tables, by table. */
  markers(): ReadonlyMap<string, FlatItem> {
    return (this.shown ??= this.findMarkers());
  }

  /** Whether this marker shows its table. */
  shows(marker: FlatItem, table: string): boolean {
    return this.markers().get(table) === marker;
  }

  /** Says that markers of tables came, went or changed. */
  forget(): void {
    this.shown = undefined;
  }

  /** The move count for a marker that is to show a table from now on. */
  nextMove(table: string): number {
    const marker = this.findMarkers().get(table);
    return marker ? moveOf(marker) + 1 : 1;
  }

  /** The cells of a table that ever had a text. */
  cellsOf(table: string): readonly CellAddress[] {
    this.learn();
    return this.cells.get(table) ?? [];
  }

  /** Every cell that ever had a text, by the sequence that holds it. */
  allCells(): ReadonlyMap<unknown, CellAddress> {
    this.learn();
    return this.places;
  }

  /** The cell a sequence is the text of, or undefined. */
  cellOf(sequence: unknown): CellAddress | undefined {
    this.learn();
    return this.places.get(sequence);
  }

  /** The table a map keeps rows and columns of, or undefined. */
  tableOf(map: unknown): string | undefined {
    this.learn();
    return this.maps.get(map);
  }

  /** Takes in roots that were named since: Yjs gives a root its type, and its items their parent, only when it is told. */
  learn(): void {
    const { share } = this.doc;
    if (share.size === this.namesSeen) return;
    const names = [...share.keys()].slice(this.namesSeen);
    this.namesSeen = share.size;
    for (const name of names) {
      const table = tableOfRoot(name);
      const cell = table === undefined ? cellOfRoot(name) : undefined;
      if (table !== undefined) this.maps.set(this.doc.getMap(name), table);
      if (!cell) continue;
      this.places.set(this.doc.getArray(name), cell);
      this.cells.set(cell.table, [...(this.cells.get(cell.table) ?? []), cell]);
    }
  }

  private findMarkers(): Map<string, FlatItem> {
    const shown = new Map<string, FlatItem>();
    for (let item = firstItemOf(this.flat); item; item = item.right) {
      const table = isLive(item) && isMarker(item) ? tableOfMarker(item) : undefined;
      if (table === undefined) continue;
      const rival = shown.get(table);
      if (!rival || isLater(item, rival)) shown.set(table, item);
    }
    return shown;
  }
}

/** The table a marker is a marker of, or undefined. */
export function tableOfMarker(marker: FlatItem): string | undefined {
  const map = mapOf(marker);
  const table = map.get('t') === 'table' ? map.get('tb') : undefined;
  return typeof table === 'string' && tableOfRoot(`t:${table}`) ? table : undefined;
}

function moveOf(marker: FlatItem): number {
  const move = mapOf(marker).get('n');
  return typeof move === 'number' ? move : 0;
}

function isLater(marker: FlatItem, rival: FlatItem): boolean {
  const moves = moveOf(marker) - moveOf(rival);
  if (moves) return moves > 0;
  return marker.id.client === rival.id.client ? marker.id.clock > rival.id.clock : marker.id.client > rival.id.client;
}
