import { normaliseContent } from './canonical-form.ts';
import { placesOf, type Place } from './clause-numbers.ts';
import type { Block, DocumentText, Inline, TextBlock } from './document-text.ts';
import { inlineText, textBlocks } from './plain-text.ts';

/** A link from one place of a document to another. */
export type Reference = {
  /** Where it stands, by UTF-16 offsets in its block. */
  blockId: string;
  start: number;
  end: number;
  words: string;
  /** `#b-` and a permanent id, which follows its target wherever it goes, or `#c-` and a printed address, which does not. */
  link: string;
  /** What it leads to now; nothing when the reference is broken. */
  target: Place | undefined;
};

/** Every reference of a document to a place in it, in reading order (DRA-22). */
export function references(text: DocumentText): Reference[] {
  const targets = targetsOf(text);
  return textBlocks(text).flatMap((block) => {
    let at = 0;
    return block.content.flatMap((part): Reference[] => {
      const [start, words] = [at, inlineText(part)];
      at += words.length;
      const link = linkOf(part);
      return link === undefined ? [] : [{ blockId: block.id, start, end: at, words, link, target: targets.get(link) }];
    });
  });
}

/** The references that lead nowhere: their target was removed, or a printed address no longer exists. */
export function brokenReferences(text: DocumentText): Reference[] {
  return references(text).filter((reference) => reference.target === undefined);
}

/** The references that cite their target by a number it no longer has. */
export function staleReferences(text: DocumentText): Reference[] {
  return references(text).filter(({ link, words, target }) => {
    const now = link.startsWith('#b-') && target ? citationNow(words, target) : undefined;
    return now !== undefined && now !== words;
  });
}

/** The same document with the numbers in its references renewed: "clause 3.2.1" reads "clause 3.4.1" after its target moved there. */
export function renewReferences(text: DocumentText): DocumentText {
  const targets = targetsOf(text);
  const renew = (block: TextBlock): TextBlock => {
    const content = block.content.map((part) => renewed(part, targets));
    return content.every((part, index) => part === block.content[index])
      ? block
      : { ...block, content: normaliseContent(content) };
  };
  const blocks = text.blocks.map((block): Block => {
    if (block.kind !== 'table') return renew(block);
    return {
      ...block,
      rows: block.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map(renew) })) })),
    };
  });
  return { ...text, blocks };
}

/** The link by which a reference follows its target. */
export function referenceLink(blockId: string): string {
  return `#b-${blockId}`;
}

function targetsOf(text: DocumentText): Map<string, Place> {
  return new Map(
    placesOf(text).flatMap((place) => [[referenceLink(place.blockId), place] as const, [`#${place.address}`, place] as const]),
  );
}

function linkOf(part: Inline): string | undefined {
  const link = 'text' in part ? part.link : undefined;
  return link !== undefined && /^#[bcti]-/.test(link) ? link : undefined;
}

// A number as citations print it, after "clause", "section" or "paragraph" where that is written; other words are somebody's own.
const CITATION =
  /^(?<word>(?:clause|section|paragraph)s?\s+)?(?:\d+(?:\.\d+)*(?:\([a-z]+\))*(?:, (?:paragraph|bullet) \d+)?|Figure \d+|Table \d+(?:, (?:row \d+|heading row))?(?:, column \d+)?)$/i;

function renewed(part: Inline, targets: Map<string, Place>): Inline {
  const link = linkOf(part);
  const target = link?.startsWith('#b-') ? targets.get(link) : undefined;
  if (!target || !('text' in part)) return part;
  const text = citationNow(part.text, target);
  return text === undefined || text === part.text ? part : { ...part, text };
}

/** What the words of a reference say now that its target stands there; nothing for words that are no citation but somebody's own. */
export function citationNow(words: string, target: Pick<Place, 'number'>): string | undefined {
  const citation = CITATION.exec(words);
  return citation ? `${citation.groups?.word ?? ''}${target.number}` : undefined;
}

/** How a sentence cites a place: "clause 3.2.1", "section 3", "Table 2", "3.2, paragraph 2". */
export function citationOf({ kind, number }: Pick<Place, 'kind' | 'number'>): string {
  if (kind === 'heading') return `section ${number}`;
  return kind === 'clause' ? `clause ${number}` : number;
}
