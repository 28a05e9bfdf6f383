import { TextSelection } from '@tiptap/pm/state';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { checkUpdate } from '../../../shared/text/live/check-update.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { textOf } from '../../../shared/text/plain-text.ts';
import { runs } from '../../support/depth.ts';
import { FlatWriter, sync } from '../../support/flat-writer.ts';
import { randomEdit } from '../../support/random-edits.ts';
import { seededRandom, type Random } from '../../support/seeded-random.ts';
import { copyOf, decideAll, registerSession } from '../../support/suggesting.ts';

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

let compositions = 0;

/**
 * Composes at the caret, or over the selection, as an input method does: each unfinished word is written over the one before it.
 * Something else happens after the first.
 */
function compose(mine: FlatWriter, shown: readonly string[], meanwhile: () => void): void {
  compositions++;
  mine.composing = true;
  let length = mine.state.selection.to - mine.state.selection.from;
  for (const [i, word] of shown.entries()) {
    const from = Math.min(mine.state.selection.from, mine.state.selection.head - (i ? length : 0));
    const tr = mine.state.tr.insertText(word, from, from + length);
    mine.change(tr.setSelection(TextSelection.create(tr.doc, from + word.length)).setMeta('composition', compositions));
    length = word.length;
    if (i === 0) meanwhile();
  }
  mine.composing = false;
  mine.binding.flush();
}

/** The unfinished words of a word typed letter by letter. */
function growing(word: string): string[] {
  return [...word].map((_, i) => [...word].slice(0, i + 1).join(''));
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
    compose(mine, growing('にほん'), () => {
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
    compose(mine, growing('xy'), () => {
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
    compose(mine, growing('XYZ'), () => {
      theirs.change(theirs.state.tr.delete(15, 30));
      sync(mine, theirs);
    });
    mine.check();
    sync(mine, theirs);
    theirs.check();
    expect(shown(mine)).toContain('XYZ');
    expect(shown(theirs)).toBe(shown(mine));
  });

  test('[TXT-10j] what another person writes in the middle of a word being composed stays, beside the whole word', () => {
    const [mine, theirs] = pair();
    mine.state = mine.state.apply(mine.state.tr.setSelection(selectionAt(mine, caretAt(mine, 'five'))));
    compose(mine, ['にほ', 'にほん', '日本'], () => {
      sync(mine, theirs);
      theirs.change(theirs.state.tr.insertText('X', caretAt(theirs, 'ほ')));
      sync(mine, theirs);
    });
    mine.check();
    sync(mine, theirs);
    expect(shown(mine)).toBe('One two three|Four 日本Xfive six');
    expect(shown(theirs)).toBe(shown(mine));
  });

  test('[TXT-10j] a composed word of which somebody deletes the first letters is there whole when it is finished', () => {
    const [mine, theirs] = pair();
    mine.state = mine.state.apply(mine.state.tr.setSelection(selectionAt(mine, caretAt(mine, 'five'))));
    compose(mine, ['every patience ', 'every patient '], () => {
      sync(mine, theirs);
      theirs.change(theirs.state.tr.delete(caretAt(theirs, 'every'), caretAt(theirs, 'six')));
      sync(mine, theirs);
    });
    mine.check();
    sync(mine, theirs);
    expect(shown(mine)).toBe('One two three|Four every patient six');
    expect(shown(theirs)).toBe(shown(mine));
  });

  test('[TXT-10e] whatever others do while a word is composed, it converges afterwards and the word is there', ({ task }) => {
    const count = runs(150, 10_000);
    for (let seed = 1; seed <= count; seed++) {
      const random = seededRandom(seed);
      const [mine, theirs] = pair();
      const whole = composeAmong(mine, theirs, random, () => sync(mine, theirs));
      mine.check();
      sync(mine, theirs);
      theirs.check();
      mine.check();
      expect(theirs.state.doc.eq(mine.state.doc), `seed ${seed}`).toBe(true);
      expect(shown(mine), `seed ${seed}`).toContain(whole ? 'QWR' : 'R');
    }
    task.meta.figure = `${count} compositions, 0 words lost`;
  }, 600_000);

  test('[TXT-10k] while suggesting, no composed word is refused by the server, and none changes the text as it stands', ({
    task,
  }) => {
    const count = runs(60, 4_000);
    for (let seed = 1; seed <= count; seed++) {
      const random = seededRandom(seed);
      const [mine, theirs, server] = trio();
      const queue: Uint8Array[] = [];
      mine.doc.on('update', (update: Uint8Array, origin: unknown) => origin === 'net' || queue.push(update));
      const deliver = (): void => {
        sync(theirs, server);
        const before = readDocumentText(server.doc);
        for (const update of queue.splice(0)) {
          expect(checkUpdate(server.doc, update, SUGGESTER), `seed ${seed}`).toBeNull();
          Y.applyUpdate(server.doc, update, 'net');
        }
        expect(readDocumentText(server.doc), `seed ${seed}`).toEqual(before);
        sync(mine, server);
        sync(theirs, server);
      };
      const whole = composeAmong(mine, theirs, random, deliver);
      deliver();
      for (const writer of [mine, theirs]) writer.check();
      expect(theirs.state.doc.eq(mine.state.doc), `seed ${seed}`).toBe(true);
      const accepted = decideAll(server.doc, true).text;
      expect(textOf(accepted), `seed ${seed}`).toContain(whole ? 'QWR' : 'R');
    }
    task.meta.figure = `${count} compositions of a suggester, 0 refused`;
  }, 600_000);
});

const SUGGESTER = { person: 'me', isOwnClient: (id: number) => id === 1001, mayOnlySuggest: true };

/** A suggester, somebody who edits, and the server's document. */
function trio(): [FlatWriter, FlatWriter, { doc: Y.Doc }] {
  const [first, second] = pair();
  registerSession(first.doc, 1001, 'me');
  sync(first, second);
  first.binding.suggestAs({ person: 'me', session: 1001 });
  return [first, second, { doc: copyOf(first.doc, 3) }];
}

/**
 * Composes a word like no other, at a caret or over some words, while the other person edits at random. True when all of that came
 * before the word was finished; else its first letters may be among what they deleted.
 */
function composeAmong(mine: FlatWriter, theirs: FlatWriter, random: Random, deliver: () => void): boolean {
  const whole = random.chance(0.7);
  for (let i = 0; i < 6; i++) randomEdit(theirs, random);
  deliver();
  const { firstChild } = mine.state.doc;
  const size = firstChild?.isTextblock ? firstChild.content.size : 0;
  const from = wholeCharacter(mine, 1 + random.below(size + 1));
  const over = random.chance(0.5) ? wholeCharacter(mine, Math.min(from + random.below(6), 1 + size)) : from;
  mine.state = mine.state.apply(mine.state.tr.setSelection(TextSelection.create(mine.state.doc, from, over)));
  compose(mine, random.pick([growing('QWR'), ['wq', 'wqr', 'QWR'], ['QW', 'QWR', 'QWR']]), () => {
    for (let i = random.below(6); i >= 0; i--) {
      randomEdit(theirs, random);
      if (random.chance(0.6)) deliver();
    }
    if (whole) deliver();
  });
  return whole;
}

function selectionAt(writer: FlatWriter, position: number) {
  return TextSelection.create(writer.state.doc, position);
}

function wholeCharacter(writer: FlatWriter, position: number): number {
  const place = writer.state.doc.resolve(position);
  return place.textOffset && /^[\uDC00-\uDFFF]/.test(place.nodeAfter?.text ?? '') ? position + 1 : position;
}
