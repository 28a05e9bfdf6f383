import { placeOf } from './clause-numbers.ts';
import { Picture, type DocumentText, type TextBlock } from './document-text.ts';
import { cellBlocks } from './plain-text.ts';

/** A block that shows a picture; its words are the caption. */
export type PictureBlock = TextBlock & { picture: Picture };

/** What has to be put right about a picture before its text can be frozen. */
export type PictureFault = { blockId: string; name: string; why: 'no-description' | 'not-here' };

/** Whether a block shows a picture. */
export function isPicture(block: { kind: string; picture?: Picture | undefined }): block is PictureBlock {
  return block.kind === 'image' && block.picture !== undefined;
}

/** The pictures of a text in reading order. */
export function picturesOf(text: DocumentText): PictureBlock[] {
  return text.blocks.flatMap((block) => (block.kind !== 'table' && isPicture(block) ? [block] : []));
}

/** Whether a picture has neither a description nor a reason why it needs none. */
export function needsDescription({ alt, decorative }: Picture): boolean {
  return alt === undefined && decorative === undefined;
}

/** What has to be put right: pictures without a description, and pictures whose bytes are not among those the document holds. */
export function picturesToPutRight(text: DocumentText, held: ReadonlySet<string>): PictureFault[] {
  return picturesOf(text).flatMap(({ id, picture }): PictureFault[] => {
    const name = placeOf(text, id)?.number ?? 'A picture';
    if (!held.has(picture.src)) return [{ blockId: id, name, why: 'not-here' }];
    return needsDescription(picture) ? [{ blockId: id, name, why: 'no-description' }] : [];
  });
}

/** What makes the pictures of a text no valid ones, in plain words. */
export function pictureFaults(text: DocumentText): string[] {
  const inCells = text.blocks.flatMap((block) => (block.kind === 'table' ? cellBlocks(block) : []));
  const top = text.blocks.flatMap((block) => (block.kind === 'table' ? [] : [block]));
  return [
    ...inCells.filter(({ kind }) => kind === 'image').map(({ id }) => `the picture ${id} stands in a table`),
    ...[...top, ...inCells].flatMap(({ id, kind, picture }) => {
      if ((kind === 'image') !== (picture !== undefined)) return [`block ${id} is a ${kind} and does not fit its picture`];
      const both = picture?.alt !== undefined && picture.decorative !== undefined;
      return both ? [`the picture ${id} has a description and a reason for having none`] : [];
    }),
  ];
}

/** The same picture with its words in one spelling: NFC, single spaces, nothing that cannot be shown. */
export function normalisePicture({ src, width, height, alt, decorative, size }: Picture): Picture {
  return {
    src,
    width,
    height,
    ...(alt !== undefined && plainLine(alt) !== '' ? { alt: plainLine(alt) } : {}),
    ...(decorative !== undefined && plainLine(decorative) !== '' ? { decorative: plainLine(decorative) } : {}),
    ...(size === undefined ? {} : { size }),
  };
}

/** Makes a foreign value a picture, or nothing when it is none; words that are too long or empty are cut or left out. */
export function pictureOf(foreign: unknown): Picture | undefined {
  const parsed = Picture.safeParse(foreign);
  return parsed.success ? normalisePicture(parsed.data) : undefined;
}

/** Whether two pictures are the same, shown and described alike. */
export function samePicture(one: Picture | undefined, other: Picture | undefined): boolean {
  if (one === other) return true;
  if (!one || !other || !sameSource(one, other)) return false;
  return one.alt === other.alt && one.decorative === other.decorative && one.size === other.size;
}

/** Whether two blocks show the same bytes. */
export function sameSource(one: Picture, other: Picture): boolean {
  return one.src === other.src && one.width === other.width && one.height === other.height;
}

// eslint-disable-next-line no-control-regex -- finding control characters is the purpose
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]|\p{Surrogate}/gu;

/** Words on one line as a picture keeps them; empty when there is nothing to read. */
export function plainLine(words: string): string {
  return words.replace(UNSEEN, ' ').replace(/ {2,}/g, ' ').trim().normalize('NFC');
}
