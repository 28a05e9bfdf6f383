import { blocksHtml, headingHtml, type PlaceControl, type Rendering } from './block-html.ts';
import type { Place } from './clause-numbers.ts';
import type { DocumentText } from './document-text.ts';
import { GlossaryMatcher, type GlossaryWord, type TextMark } from './inline-html.ts';
import { nestBlocks, type NestedBlock, type NestedSection, type NestedTable, type NestedText } from './nested-blocks.ts';
import { notesHtml } from './notes-html.ts';
import { noteNumbers } from './notes.ts';
import { tableHtml } from './table-html.ts';

/** What a page wants of the text besides the text. */
export type TextHtmlOptions = {
  /** The control beside a heading, clause, paragraph, table or table row; nothing for none. */
  hrefFor?: (place: Place) => PlaceControl | undefined;
  /** Stretches of blocks to mark, by UTF-16 offsets. */
  marks?: TextMark[];
  /** Added to a heading's depth: 1, unless told otherwise, makes the top headings `h2`, below the page's own `h1`. */
  headingOffset?: number;
  /** Where the bytes of a picture are, by their hash; without it a picture is its description. */
  pictureAddress?: (src: string) => string;
  /** Words with an explanation; the first use in each section is linked to it. */
  glossary?: GlossaryWord[];
};

/** The HTML of a document, safe by construction: characters escaped, ids and addresses checked, no style, no script (TXT-8). */
export function textToHtml(text: DocumentText, options: TextHtmlOptions = {}): string {
  const { sections, notes, places } = nestBlocks(text);
  const glossary = options.glossary && options.glossary.length > 0 ? new GlossaryMatcher(options.glossary) : undefined;
  const rendering: Rendering = {
    places,
    style: { marks: marksByBlock(options.marks ?? []), glossary, notes: noteNumbers(text), marked: new Set() },
    headingOffset: options.headingOffset ?? 1,
    pictureAddress: options.pictureAddress,
    controlFor: options.hrefFor ?? (() => undefined),
  };
  return [...sections.map((section) => sectionHtml(section, rendering)), ...notesHtml(notes, rendering)].join('\n');
}

function marksByBlock(marks: TextMark[]): Map<string, TextMark[]> {
  const byBlock = new Map<string, TextMark[]>();
  for (const mark of marks) byBlock.set(mark.blockId, [...(byBlock.get(mark.blockId) ?? []), mark]);
  return byBlock;
}

function sectionHtml(section: NestedSection, rendering: Rendering): string {
  rendering.style.glossary?.begin();
  if (!section.heading) return mixedHtml(section.blocks, rendering);
  const heading = headingHtml(section.heading, rendering);
  return `<section aria-labelledby="h-${section.heading.place.number}">${heading}${mixedHtml(section.blocks, rendering)}</section>`;
}

function isTable(node: NestedBlock): node is NestedTable {
  return node.block.kind === 'table';
}

function mixedHtml(blocks: NestedBlock[], rendering: Rendering): string {
  let html = '';
  let texts: NestedText[] = [];
  for (const node of blocks) {
    if (!isTable(node)) {
      texts.push(node);
      continue;
    }
    html += blocksHtml(texts, rendering) + tableHtml(node, rendering);
    texts = [];
  }
  return html + blocksHtml(texts, rendering);
}
