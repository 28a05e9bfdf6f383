import { EditorState, type Transaction } from '@tiptap/pm/state';
import * as Y from 'yjs';
import { OwnUndo } from '../../client/drafting/editor/own-undo.ts';
import { documentSchema } from '../../shared/text/live/document-schema.ts';
import { FlatBinding } from '../../shared/text/live/flat-binding.ts';
import { renderDocument } from '../../shared/text/live/render-document.ts';

/** One person's editor without a screen: the state, the binding and undo of the product. */
export class FlatWriter {
  readonly binding: FlatBinding;
  readonly undo: OwnUndo;
  composing = false;
  state: EditorState;

  constructor(readonly doc: Y.Doc) {
    this.binding = new FlatBinding(doc, documentSchema);
    this.state = EditorState.create({ doc: this.binding.document, plugins: [this.binding.plugin()] });
    this.undo = new OwnUndo(this.binding, 0);
    this.binding.connect({
      state: () => this.state,
      dispatch: (transaction) => (this.state = this.state.apply(transaction)),
      composing: () => this.composing,
    });
  }

  /** Makes one change as a person would: apply, repair ids, write. */
  change(transaction: Transaction): void {
    this.undo.remember(this.binding.selection());
    this.binding.letThrough(transaction, (changed) => {
      this.state = this.state.applyTransaction(changed).state;
      this.binding.flush();
    });
  }

  /** Throws unless the editor's document is valid and equals a fresh rendering of the shared text. */
  check(): void {
    this.state.doc.check();
    const fresh = renderDocument(this.doc, documentSchema);
    if (!fresh.eq(this.state.doc))
      throw new Error(`editor differs from shared text\neditor ${show(this)}\nshared ${JSON.stringify(fresh)}`);
    const { fallback, attribute } = this.binding.shared.counters;
    if (fallback || attribute) throw new Error(`put right: fallback ${fallback}, attribute ${attribute}`);
  }
}

function show(writer: FlatWriter): string {
  return JSON.stringify(writer.state.doc);
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

/** The ids of all blocks an editor shows. */
export function blockIds(writer: FlatWriter): string[] {
  const ids: string[] = [];
  writer.state.doc.forEach((node) => ids.push(String(node.attrs.id)));
  return ids;
}
