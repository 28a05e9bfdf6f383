import { blocksHtml, controlHtml, wordsHtml, type Rendering } from './block-html.ts';
import { noteMarkId } from './inline-html.ts';
import type { NestedText } from './nested-blocks.ts';

/** The notes at the end of a text, each with the way back to its first mark; nothing for a text without notes. */
export function notesHtml(notes: readonly NestedText[], rendering: Rendering): string[] {
  if (notes.length === 0) return [];
  const tag = `h${Math.min(6, 1 + rendering.headingOffset)}`; // as the top headings are; HTML has h1 to h6
  const items = notes.map((note) => noteHtml(note, rendering)).join('');
  return [
    `<section class="nt" aria-labelledby="h-notes"><div class="hd"><${tag} id="h-notes">Notes</${tag}></div><ol>${items}</ol></section>`,
  ];
}

function noteHtml(note: NestedText, rendering: Rendering): string {
  const { block, place } = note;
  const back = rendering.style.marked.has(block.id)
    ? `<a class="nb" href="#${noteMarkId(block.id)}" role="doc-backlink" aria-label="Back to where note ${place.rank} stands">↩</a>`
    : '';
  return `<li id="${place.address}">${wordsHtml(note, rendering)}${back}${controlHtml(note, rendering)}${blocksHtml(note.inside, rendering)}</li>`;
}
