import type { DocumentText, TextBlock } from '../text/document-text.ts';
import { blockText } from '../text/plain-text.ts';
import type { Template } from './templates/template.ts';

/** How far a section of the template is: with words, without, or its heading is no longer there. */
export type SectionState = {
  key: string;
  heading: string;
  required: boolean;
  guidance: string | undefined;
  level: 1 | 2;
  /** The block that is its heading now. */
  blockId: string | undefined;
  state: 'full' | 'empty' | 'missing';
};

/** Finds each section of a template in a text, by the heading it was made with or by its words, and says whether it is filled (DRA-20). */
export function sectionStates(
  text: DocumentText,
  template: Template,
  headingIds: Readonly<Record<string, string>>,
): SectionState[] {
  const headings = text.blocks.filter((block): block is TextBlock => block.kind === 'heading');
  const find = (key: string, words: string): string | undefined =>
    (headings.find(({ id }) => id === headingIds[key]) ?? headings.find((block) => plain(blockText(block)) === plain(words)))?.id;
  return template.sections.flatMap((section) => {
    const one = { ...section, level: 1 as const };
    const inner = section.sections.map((each) => ({ ...each, level: 2 as const }));
    return [one, ...inner].map(({ key, heading, required, guidance, level }) => {
      const blockId = find(key, heading);
      const state = blockId === undefined ? 'missing' : hasWords(text, blockId) ? 'full' : 'empty';
      return { key, heading, required, guidance, level, blockId, state };
    });
  });
}

/** The required sections that people write in: those with sections of their own are full when these are. */
export function requiredSections(states: readonly SectionState[]): SectionState[] {
  return states.filter(({ required, key }) => required && !states.some((other) => other.key.startsWith(`${key}.`)));
}

/** How many required sections there are and how many of them have words: "12 of 14 required". */
export function requiredCount(states: readonly SectionState[]): { full: number; all: number } {
  const required = requiredSections(states);
  return { full: required.filter(({ state }) => state === 'full').length, all: required.length };
}

/** Whether a draft is still only its template: nothing but headings and empty blocks. */
export function isTemplateOnly(text: DocumentText): boolean {
  return text.blocks.every((block) => block.kind === 'heading' || blockText(block).trim() === '');
}

/** Whether anything but headings stands between this heading and the next of its own depth or above. */
function hasWords(text: DocumentText, headingId: string): boolean {
  const from = text.blocks.findIndex(({ id }) => id === headingId);
  const heading = text.blocks[from];
  if (heading?.kind !== 'heading') return false;
  for (const block of text.blocks.slice(from + 1)) {
    if (block.kind === 'heading') {
      if (block.level <= heading.level) return false;
    } else if (block.kind === 'table' || blockText(block).trim() !== '') return true;
  }
  return false;
}

function plain(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
