import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { FlatWriter, sync } from '../../support/flat-writer.ts';

function pair(): [FlatWriter, FlatWriter] {
  const docs = [new Y.Doc(), new Y.Doc()] as const;
  docs.forEach((doc, i) => (doc.clientID = 2 - i)); // whose words come first at one place is decided by these numbers
  return [new FlatWriter(docs[0]), new FlatWriter(docs[1])];
}

describe('the flat binding, two writers', () => {
  test('[TXT-1d] typing into a block that is split by somebody else at the same time loses and moves nothing', () => {
    const [a, b] = pair();
    a.change(a.state.tr.insertText('hello world', 1));
    sync(a, b);
    a.change(a.state.tr.split(6));
    b.change(b.state.tr.insertText(' brave', 6));
    sync(a, b);
    for (const writer of [a, b]) {
      writer.check();
      expect(writer.state.doc.textBetween(0, writer.state.doc.content.size, '|')).toBe('hello brave| world');
    }
  });
});
