import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';

/** Shows the person under the client id they write under, also after Yjs has drawn a new one because the old one was in use (DRA-9). */
export function followClientId(doc: Y.Doc, awareness: Awareness): void {
  doc.on('afterTransactionCleanup', () => {
    if (awareness.clientID === doc.clientID) return;
    const shown = awareness.getLocalState();
    awareness.setLocalState(null);
    awareness.clientID = doc.clientID;
    awareness.setLocalState(shown);
  });
}
