import { placeOf } from './clause-numbers.ts';
import type { DocumentText } from './document-text.ts';
import { isNote } from './notes.ts';

/** What moving a section needs to know of a block, in the frozen text and in the editor alike. */
export type SectionBlock = { id: string; kind: string; level: number };

/** Where a section can go: before the heading of this id, or (null) to the end of the text, before its notes. */
export type SectionGap = string | null;

/** The blocks of a section by index, its heading and everything below it up to the next heading of its level or above; `to` is exclusive. */
export function sectionSpan(blocks: readonly SectionBlock[], headingId: string): { from: number; to: number } | undefined {
  const from = blocks.findIndex(({ id, kind }) => id === headingId && kind === 'heading');
  const heading = blocks[from];
  if (!heading) return undefined;
  const next = blocks.findIndex(({ kind, level }, index) => index > from && kind === 'heading' && level <= heading.level);
  return { from, to: next < 0 ? endOfBody(blocks) : next };
}

/**
 * The places a section can go to in reading order, the one where it stands among them: before headings of its level or above, so
 * that it takes no other section's parts with it, and never out from under any heading when it stands under one.
 */
export function sectionGaps(blocks: readonly SectionBlock[], headingId: string): SectionGap[] {
  const span = sectionSpan(blocks, headingId);
  if (!span) return [];
  const { level } = blocks[span.from]; // found above
  const others = blocks.filter((_, index) => index < span.from || index >= span.to);
  const needsParent = blocks.slice(0, span.from).some((block) => isAbove(block, level));
  const gaps: SectionGap[] = [];
  let parent = false;
  for (const block of others) {
    if (block.kind === 'heading' && block.level <= level && (parent || !needsParent)) gaps.push(block.id);
    parent ||= isAbove(block, level);
  }
  return [...gaps, null];
}

/** Where the text ends and its notes begin. */
export function endOfBody(blocks: readonly { kind: string }[]): number {
  const first = blocks.findIndex(isNote);
  return first < 0 ? blocks.length : first;
}

/** The gap a section stands in now. */
export function ownGap(blocks: readonly SectionBlock[], headingId: string): SectionGap {
  const span = sectionSpan(blocks, headingId);
  const next = span && blocks[span.to];
  return next && !isNote(next) ? next.id : null;
}

/** The number a section would have in a gap: "3.1". */
export function numberInGap(text: DocumentText, headingId: string, gap: SectionGap): string {
  const moved = withSectionMoved(text, headingId, gap);
  return placeOf(moved, headingId)?.number ?? '';
}

/** The text with a section in another gap; the same text when there is no such section or gap. */
export function withSectionMoved(text: DocumentText, headingId: string, gap: SectionGap): DocumentText {
  const blocks = text.blocks.map(sectionBlockOf);
  const span = sectionSpan(blocks, headingId);
  if (!span || !sectionGaps(blocks, headingId).includes(gap)) return text;
  const section = text.blocks.slice(span.from, span.to);
  const others = text.blocks.filter((_, index) => index < span.from || index >= span.to);
  const at = gap === null ? endOfBody(others) : others.findIndex(({ id }) => id === gap);
  return { ...text, blocks: [...others.slice(0, at), ...section, ...others.slice(at)] };
}

/** A block as far as moving sections looks at it. */
export function sectionBlockOf(block: DocumentText['blocks'][number]): SectionBlock {
  return { id: block.id, kind: block.kind, level: block.kind === 'table' ? 0 : block.level };
}

function isAbove(block: SectionBlock, level: number): boolean {
  return block.kind === 'heading' && block.level < level;
}
