import type * as Y from 'yjs';
import { attributesOf } from './block-marker.ts';
import { markerLeftOf, openRoots, type BlockMarker, type DocumentRoots } from './flat-root.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import { eachTouchedItem, isIn, kindOf, parentOf, textOf, wasAdded, wasDeleted, type FlatItem } from './yjs-internals.ts';

/** How many characters changes added to a section, took from it, and proposed for it; a section is named by the id of its heading, '' before the first. */
export type SectionCredit = { section: string; added: number; removed: number; proposed: number };

/** Counts what the changes of a shared text add and take away, section by section, as they are applied (DRA-25). */
export class ChangeCredits {
  private readonly roots: DocumentRoots;
  private sections = new Map<string, SectionCredit>();

  /** Follows a text from now on. */
  constructor(doc: Y.Doc) {
    this.roots = openRoots(doc);
    doc.on('afterTransaction', (transaction) => eachTouchedItem(transaction, (item) => this.count(transaction, item)));
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
    for (let at = marker; ; at = markerLeftOf(at)) {
      const { kind, id } = attributesOf(this.roots, at);
      if (kind === 'heading') return id;
      if (!at) return '';
    }
  }
}
