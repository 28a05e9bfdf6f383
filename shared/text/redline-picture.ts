import type { Picture } from './document-text.ts';
import { pictureWords } from './picture-html.ts';
import { samePicture, sameSource } from './pictures.ts';

/** What is another with a picture that is in both texts. */
export type PictureChange = { replaced: boolean; described: boolean; resized: boolean; before: Picture; after: Picture };

/** Compares two states of one picture; nothing when it is shown and described alike. */
export function comparePictures(before: Picture | undefined, after: Picture | undefined): PictureChange | undefined {
  if (!before || !after || samePicture(before, after)) return undefined;
  const described = before.alt !== after.alt || before.decorative !== after.decorative;
  return { replaced: !sameSource(before, after), described, resized: before.size !== after.size, before, after };
}

/** The change in plain sentences. */
export function pictureSentences({ replaced, described, resized, before, after }: PictureChange): string[] {
  const size = after.size ?? 'as wide as the text';
  return [
    ...(replaced ? ['The picture is another one.'] : []),
    ...(described ? [`Its description was ${pictureWords(before)} and is ${pictureWords(after)}.`] : []),
    ...(resized ? [`It is shown ${after.size === undefined ? size : `in ${size} size`} now.`] : []),
  ];
}
