import type { Block, TextBlock } from '../../../shared/text/document-text.ts';
import { readTextBlocks } from './read-blocks.ts';
import type { NoteReference, ReadingState } from './reading-state.ts';
import type { XmlElement } from './xml-tree.ts';
import { childElements } from './xml-tree.ts';

const PARTS = { footnote: 'footnotes', endnote: 'endnotes' } as const;

/** The footnotes and endnotes that the text refers to, as notes in their order. */
export function readNotes(state: ReadingState): Block[] {
  const blocks: TextBlock[] = [];
  // A note may itself refer to a note, which then joins the end of the list.
  for (const note of state.notes.values()) blocks.push(...readNote(note, state));
  return blocks;
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
  return asNote(blocks, note, name, state);
}

function noteElement(part: XmlElement | undefined, note: NoteReference): XmlElement | undefined {
  return childElements(part, `w:${note.kind}`).find((one) => one.attributes['w:id'] === note.id);
}

// The first paragraph is the note, the others go on in it; headings and lists have no place there, their words have.
function asNote(blocks: TextBlock[], note: NoteReference, name: string, state: ReadingState): TextBlock[] {
  state.bookmarks.set(`note/${note.number}`, note.blockId);
  const [first, ...others] = blocks;
  if (blocks.some(({ kind }) => kind !== 'paragraph')) {
    state.losses.add('note', `${name} has a list or a quotation. Its words were kept as paragraphs of the note.`, {
      place: note.place,
    });
  }
  const content = first?.content ?? [];
  if (first) moveBookmarks(first.id, note.blockId, state);
  return [
    { id: note.blockId, kind: 'note', level: 0, content },
    ...others.map((block): TextBlock => ({ ...block, kind: 'continued', level: 0 })),
  ];
}

function moveBookmarks(from: string, to: string, state: ReadingState): void {
  for (const [bookmark, blockId] of state.bookmarks) if (blockId === from) state.bookmarks.set(bookmark, to);
}
