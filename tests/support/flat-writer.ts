import type { Node } from '@tiptap/pm/model';
import { EditorState, type Transaction } from '@tiptap/pm/state';
import { Mapping } from '@tiptap/pm/transform';
import * as Y from 'yjs';
import { OwnUndo } from '../../client/drafting/editor/own-undo.ts';
import { documentSchema } from '../../shared/text/live/document-schema.ts';
import { FlatBinding } from '../../shared/text/live/flat-binding.ts';
import { pendingKey } from '../../shared/text/live/pending-changes.ts';
import { renderDocument } from '../../shared/text/live/render-document.ts';

/** One person's editor without a screen: the state, the binding and undo of the product. */
export class FlatWriter {
  readonly binding: FlatBinding;
  readonly undo: OwnUndo;
  composing = false;
  state: EditorState;
  /** What this person's changes did to places, until somebody looks and begins anew. */
  did = new Mapping();

  constructor(readonly doc: Y.Doc) {
    this.binding = new FlatBinding(doc, documentSchema);
    this.state = EditorState.create({ doc: this.binding.document, plugins: [this.binding.plugin()] });
    this.undo = new OwnUndo(this.binding, 0);
    this.binding.connect({
      state: () => this.state,
      dispatch: (transaction) => {
        if (transaction.getMeta(pendingKey)) this.state = this.state.apply(transaction);
        else this.change(transaction);
      },
      composing: () => this.composing,
    });
  }

  /** Makes one change as a person would: apply, repair ids, write. */
  change(transaction: Transaction): void {
    this.undo.remember(this.binding.selection());
    this.did.appendMapping(transaction.mapping);
    this.binding.letThrough(transaction, (changed) => {
      this.state = this.state.applyTransaction(changed).state;
      this.binding.flush();
    });
  }

  /** Throws unless the editor's document is valid and equals a fresh rendering of the shared text. */
  check(): void {
    this.state.doc.check();
    const fresh = renderDocument(this.doc, documentSchema);
    if (!fresh.eq(this.state.doc)) throw new Error(`editor differs from shared text at ${difference(this.state.doc, fresh)}`);
    const { fallback, attribute } = this.binding.shared.counters;
    if (fallback || attribute) throw new Error(`put right: fallback ${fallback}, attribute ${attribute}`);
  }
}

/** Where two documents begin to differ, and what stands there in each. */
function difference(is: Node, wanted: Node): string {
  const at = is.content.findDiffStart(wanted.content) ?? 0;
  const around = (doc: Node): string => {
    const place = doc.resolve(Math.min(at, doc.content.size));
    const path = Array.from({ length: place.depth }, (_, depth) => JSON.stringify(place.node(depth + 1).attrs));
    return `${path.join(' > ')} | ${String(place.nodeBefore)} | ${String(place.nodeAfter)} ${JSON.stringify(place.nodeAfter?.attrs)}`;
  };
  return `${at}\neditor ${around(is)}\nshared ${around(wanted)}`;
}

/** Brings two documents to the same state, both ways. */
export function sync(a: { doc: Y.Doc }, b: { doc: Y.Doc }): void {
  const toB = Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc));
  const toA = Y.encodeStateAsUpdate(b.doc, Y.encodeStateVector(a.doc));
  Y.applyUpdate(b.doc, toB, 'net');
  Y.applyUpdate(a.doc, toA, 'net');
}

/** Brings all documents to the same state. */
export function syncAll(writers: { doc: Y.Doc }[]): void {
  const [first, ...others] = writers;
  if (!first) return;
  for (let round = 0; round < 2; round++) for (const other of others) sync(first, other);
}

/** The ids of all blocks an editor shows, those in cells included. */
export function blockIds(writer: FlatWriter): string[] {
  const ids: string[] = [];
  const named = new Set(['block', 'table', 'keptTable']);
  writer.state.doc.descendants((node) => {
    if (named.has(node.type.name)) ids.push(String(node.attrs.id));
    return !node.isTextblock;
  });
  return ids;
}
