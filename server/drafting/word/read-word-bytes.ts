import type { Block, DocumentText } from '../../../shared/text/document-text.ts';
import { picturesOf } from '../../../shared/text/pictures.ts';
import { textBlocks, wordCount } from '../../../shared/text/plain-text.ts';
import { sanitiseText } from '../../../shared/text/sanitise-text.ts';
import { fitLimits } from './fit-limits.ts';
import { listNumbers } from './list-numbers.ts';
import { listUnread } from './list-unread.ts';
import { counted } from './loss-list.ts';
import { readBlocks } from './read-blocks.ts';
import { readComments } from './read-comments.ts';
import { readMargins } from './read-margins.ts';
import { readNotes } from './read-notes.ts';
import { startReading, type ReadingState } from './reading-state.ts';
import { settleLinks } from './word-links.ts';
import { WordPackage } from './word-package.ts';
import { refuseWordFile } from './word-refusals.ts';
import type { Progress, WordCounts, WordReading } from './word-reading.ts';
import { childAt, childElements } from './xml-tree.ts';

const OPENED = 10; // per cent
const BODY_READ = 85;
const REST_READ = 95;

/** Reads the bytes of a Word file in this process and without a limit of time; use `readWordFile`, which has one. */
export function readWordBytes(bytes: Uint8Array, tell: Progress): WordReading {
  const file = new WordPackage(bytes);
  tell(OPENED, 'File received and checked for harm');
  const state = startReading(file);
  const body = childAt(file.part(file.main), 'w:body');
  if (!body) throw refuseWordFile('word-file-damaged', 'no body');
  const children = childElements(body).length;
  let done = 0;
  const blocks = readBlocks(body, state, () => {
    done++;
    if (done % 200 === 0)
      tell(OPENED + Math.floor(((BODY_READ - OPENED) * done) / children), `Reading the text: ${done} of ${children}`);
  });
  blocks.push(...readNotes(state));
  const notes = blocks.findIndex(({ kind }) => kind === 'note');
  blocks.splice(notes < 0 ? blocks.length : notes, 0, ...state.pictures.ended('a note'));
  const tables = blocks.filter((block) => block.kind === 'table').length;
  tell(BODY_READ, `${counted(blocks.length - tables, 'paragraph')} and ${counted(tables, 'table')} read`);
  const reading = finish(blocks, state);
  const { insertions, deletions, moves, comments } = reading.counts;
  tell(REST_READ, `${counted(insertions + deletions + moves, 'tracked change')} and ${counted(comments, 'comment')} read`);
  return reading;
}

function finish(blocks: Block[], state: ReadingState): WordReading {
  const { losses } = state;
  const contents = state.contents.join(' ');
  if (contents !== '')
    losses.add(
      'contents',
      `The table of contents (${counted(state.contents.length, 'line')}) was left out. Concord makes its own.`,
      {
        place: 'Contents',
        leftOut: contents,
      },
    );
  const comments = readComments(state);
  readMargins(state);
  const changes = state.tracked.list();
  const revisionMarks = listUnread(state);
  const fitting: DocumentText = { schema: 1, blocks: fitLimits(blocks, losses) };
  settleLinks(fitting, state);
  const { text, losses: cleaned } = sanitiseText(fitting);
  for (const sentence of cleaned) losses.add('cleaned', sentence, { place: 'Whole document' });
  listNumbers(text, state);
  const counts = { ...countBlocks(text), ...changes, revisionMarks, comments, notes: state.notes.size };
  return { text, title: state.title, losses: losses.losses, counts, pictures: [...state.pictures.kept.values()] };
}

function countBlocks(
  text: DocumentText,
): Pick<WordCounts, 'headings' | 'paragraphs' | 'clauses' | 'bullets' | 'tables' | 'pictures' | 'words'> {
  const blocks = textBlocks(text).filter((block) => block.content.length > 0);
  const countOf = (...kinds: string[]) => blocks.filter((block) => kinds.includes(block.kind)).length;
  return {
    headings: countOf('heading'),
    paragraphs: countOf('paragraph', 'quote', 'continued'),
    clauses: countOf('clause'),
    bullets: countOf('bullet'),
    tables: text.blocks.filter((block) => block.kind === 'table').length,
    pictures: picturesOf(text).length,
    words: wordCount(text),
  };
}
