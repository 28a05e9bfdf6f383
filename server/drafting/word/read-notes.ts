import { makeId } from '../../../shared/kernel/ids.ts';
import type { Block, TextBlock } from '../../../shared/text/document-text.ts';
import { readTextBlocks } from './read-blocks.ts';
import type { NoteReference, ReadingState } from './reading-state.ts';
import type { XmlElement } from './xml-tree.ts';
import { childElements } from './xml-tree.ts';

const PARTS = { footnote: 'footnotes', endnote: 'endnotes' } as const;

/** The footnotes and endnotes that the text refers to, as numbered paragraphs under a heading at the end. */
export function readNotes(state: ReadingState): Block[] {
  const blocks: TextBlock[] = [];
  // A note may itself refer to a note, which then joins the end of the list.
  for (const note of state.notes.values()) blocks.push(...readNote(note, state));
  if (blocks.length === 0) return [];
  return [{ id: makeId(), kind: 'heading', level: 1, content: [{ text: 'Notes' }] }, ...blocks];
}

function readNote(note: NoteReference, state: ReadingState): TextBlock[] {
  const [part] = state.file.partsOf(state.file.main, PARTS[note.kind]);
  const element = part === undefined ? undefined : noteElement(state.file.part(part), note);
  const name = `${note.kind === 'footnote' ? 'Footnote' : 'Endnote'} ${note.number}`;
  if (part === undefined || !element) {
    state.losses.add('note', `${name} is not in the file, only the mark that refers to it.`, { place: note.place });
    return [];
  }
  state.losses.inPart(`${name}, from ${note.place.charAt(0).toLowerCase()}${note.place.slice(1)}`);
  state.part = part;
  state.tracked.close();
  const blocks = readTextBlocks(element, 'note', state);
  state.part = state.file.main;
  state.losses.inPart('');
  state.losses.add('note', `${name} was kept as note ${note.number} at the end of the document.`, { place: note.place });
  return numbered(blocks, note.number, state);
}

function noteElement(part: XmlElement | undefined, note: NoteReference): XmlElement | undefined {
  return childElements(part, `w:${note.kind}`).find((one) => one.attributes['w:id'] === note.id);
}

function numbered(blocks: TextBlock[], number: number, state: ReadingState): TextBlock[] {
  const first: TextBlock = blocks[0] ?? { id: makeId(), kind: 'paragraph', level: 0, content: [] };
  state.bookmarks.set(`note/${number}`, first.id);
  const mark = { text: String(number), sup: true } as const;
  return [{ ...first, kind: 'paragraph', level: 0, content: [mark, { text: ' ' }, ...first.content] }, ...blocks.slice(1)];
}
