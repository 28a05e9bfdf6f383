import type * as Y from 'yjs';
import { attributesOf } from './block-marker.ts';
import { MOVE_KEY } from './block-move.ts';
import { listInSequence, listMarkers, markerLeftOf, openRoots, type BlockMarker, type DocumentRoots } from './flat-root.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import { hasMoves } from './write-order.ts';
import { keyOfEntry } from './yjs-id-ranges.ts';
import { eachTouchedItem, isIn, kindOf, parentOf, textOf, wasAdded, wasDeleted, type FlatItem } from './yjs-internals.ts';

/** How many characters changes added to a section, took from it, and proposed for it; a section is named by the id of its heading, '' before the first. */
export type SectionCredit = { section: string; added: number; removed: number; proposed: number };

/** Counts what the changes of a shared text add and take away, section by section, as they are applied (DRA-25). */
export class ChangeCredits {
  private readonly roots: DocumentRoots;
  private sections = new Map<string, SectionCredit>();
  /** Whether any block was ever shown elsewhere than it stands, and then the order they are shown in after the present change. */
  private moves: boolean;
  private shown: BlockMarker[] | undefined;

  /** Follows a text from now on. */
  constructor(doc: Y.Doc) {
    this.roots = openRoots(doc);
    this.moves = hasMoves(listInSequence(this.roots));
    doc.on('afterTransaction', (transaction) => {
      this.shown = undefined;
      eachTouchedItem(transaction, (item) => (this.moves ||= keyOfEntry(item) === MOVE_KEY));
      eachTouchedItem(transaction, (item) => this.count(transaction, item));
    });
  }

  /** What was counted since the last time. */
  take(): SectionCredit[] {
    const taken = [...this.sections.values()];
    this.sections = new Map();
    return taken;
  }

  private count(transaction: Y.Transaction, item: FlatItem): void {
    if (kindOf(item) !== 'text') return;
    const [added, removed] = [wasAdded(transaction, item), wasDeleted(transaction, item)];
    if (added === removed) return; // written and taken back in one change
    const section = this.sectionOf(item);
    if (section === undefined) return;
    const credit = this.sections.get(section) ?? { section, added: 0, removed: 0, proposed: 0 };
    const isProposed = ledgerOf(this.roots.doc).sessions.has(item.id.client);
    if (!added) credit.removed += textOf(item).length;
    else if (isProposed) credit.proposed += textOf(item).length;
    else credit.added += textOf(item).length;
    this.sections.set(section, credit);
  }

  private sectionOf(item: FlatItem): string | undefined {
    const { tables, flat } = this.roots;
    if (isIn(item, flat)) return this.headingOf(markerLeftOf(item));
    const cell = tables.cellOf(parentOf(item));
    return cell ? this.headingOf(tables.markers().get(cell.table) ?? null) : undefined;
  }

  private headingOf(marker: BlockMarker): string {
    for (let at = marker; ; at = this.before(at)) {
      const { kind, id } = attributesOf(this.roots, at);
      if (kind === 'heading') return id;
      if (!at) return '';
    }
  }

  /** The block shown before one; null for the first. */
  private before(marker: FlatItem): BlockMarker {
    if (!this.moves) return markerLeftOf(marker);
    this.shown ??= listMarkers(this.roots);
    return this.shown[this.shown.indexOf(marker) - 1] ?? null;
  }
}
