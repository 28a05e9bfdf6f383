import { TextSelection } from '@tiptap/pm/state';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { runs } from '../../support/depth.ts';
import { FlatWriter, sync } from '../../support/flat-writer.ts';
import { randomEdit } from '../../support/random-edits.ts';
import { seededRandom } from '../../support/seeded-random.ts';

function pair(): [FlatWriter, FlatWriter] {
  const first = new Y.Doc();
  const content = (id: string, text: string) => ({ id, kind: 'paragraph' as const, level: 0, content: [{ text }] });
  seedDocument(first, { schema: 1, blocks: [content('a', 'One two three'), content('b', 'Four five six')] });
  return [1, 2].map((id) => {
    const doc = new Y.Doc();
    doc.clientID = id;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(first));
    return new FlatWriter(doc);
  }) as [FlatWriter, FlatWriter];
}

/** Composes letter by letter in the second block, as an input method does, with something else happening after the first. */
function compose(mine: FlatWriter, letters: string, meanwhile: () => void): void {
  mine.composing = true;
  [...letters].forEach((letter, i) => {
    mine.change(mine.state.tr.insertText(letter));
    if (i === 0) meanwhile();
  });
  mine.composing = false;
  mine.binding.flush();
}

function caretAt(writer: FlatWriter, text: string): number {
  const doc = writer.state.doc;
  let found = -1;
  doc.descendants((node, position) => {
    const at = node.text?.indexOf(text) ?? -1;
    if (at >= 0) found = position + at;
  });
  return found;
}

function shown(writer: FlatWriter): string {
  const { doc } = writer.state;
  return doc.textBetween(0, doc.content.size, '|', '/');
}

describe('composing a word while others write', () => {
  test('[TXT-10b] a block somebody splits waits until the word is composed, and then has both', () => {
    const [mine, theirs] = pair();
    mine.state = mine.state.apply(mine.state.tr.setSelection(selectionAt(mine, caretAt(mine, 'five'))));
    let during = '';
    compose(mine, 'にほん', () => {
      theirs.change(theirs.state.tr.split(caretAt(theirs, 'six')));
      sync(mine, theirs);
      during = shown(mine);
    });
    expect(during).toBe('One two three|Four にfive six');
    mine.check();
    sync(mine, theirs);
    theirs.check();
    expect(shown(mine)).toBe('One two three|Four にほんfive |six');
    expect(shown(theirs)).toBe(shown(mine));
  });

  test('[TXT-10c] changes in other blocks are shown at once while a word is composed', () => {
    const [mine, theirs] = pair();
    mine.state = mine.state.apply(mine.state.tr.setSelection(selectionAt(mine, caretAt(mine, 'five'))));
    let during = '';
    compose(mine, 'xy', () => {
      theirs.change(theirs.state.tr.insertText('Zero ', 1));
      sync(mine, theirs);
      during = shown(mine);
    });
    expect(during).toBe('Zero One two three|Four xfive six');
    mine.check();
  });

  test('[TXT-10d] a word composed in a block that somebody deletes meanwhile is kept', () => {
    const [mine, theirs] = pair();
    mine.state = mine.state.apply(mine.state.tr.setSelection(selectionAt(mine, caretAt(mine, 'five'))));
    compose(mine, 'XYZ', () => {
      theirs.change(theirs.state.tr.delete(15, 30));
      sync(mine, theirs);
    });
    mine.check();
    sync(mine, theirs);
    theirs.check();
    expect(shown(mine)).toContain('XYZ');
    expect(shown(theirs)).toBe(shown(mine));
  });

  test('[TXT-10e] whatever others do while a word is composed, it converges afterwards and the word is there', ({ task }) => {
    const count = runs(150, 10_000);
    for (let seed = 1; seed <= count; seed++) {
      const random = seededRandom(seed);
      const [mine, theirs] = pair();
      for (let i = 0; i < 6; i++) randomEdit(theirs, random);
      sync(mine, theirs);
      const at = 1 + random.below(mine.state.doc.firstChild?.content.size ?? 1);
      mine.state = mine.state.apply(mine.state.tr.setSelection(selectionAt(mine, wholeCharacter(mine, at))));
      compose(mine, 'QWR', () => {
        for (let i = random.below(6); i >= 0; i--) {
          randomEdit(theirs, random);
          if (random.chance(0.6)) sync(mine, theirs);
        }
      });
      mine.check();
      sync(mine, theirs);
      theirs.check();
      mine.check();
      expect(theirs.state.doc.eq(mine.state.doc), `seed ${seed}`).toBe(true);
      const unseen = shown(mine).replaceAll(/[^WR]/g, ''); // the first letter was seen by the other person, who may have deleted it
      expect(unseen, `seed ${seed}: ${shown(mine)}`).toBe('WR');
    }
    task.meta.figure = `${count} compositions, 0 words lost`;
  }, 600_000);
});

function selectionAt(writer: FlatWriter, position: number) {
  return TextSelection.create(writer.state.doc, position);
}

function wholeCharacter(writer: FlatWriter, position: number): number {
  const place = writer.state.doc.resolve(position);
  return place.textOffset && /^[\uDC00-\uDFFF]/.test(place.nodeAfter?.text ?? '') ? position + 1 : position;
}
