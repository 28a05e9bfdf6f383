import { MAX_PICTURE_BYTES, MAX_PICTURE_POINTS, MAX_PICTURE_SIDE } from '../../../shared/kernel/limits.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { BadPicture, demand, type PictureFault } from './bad-picture.ts';
import { readGif } from './read-gif.ts';
import { readJpeg } from './read-jpeg.ts';
import { readPng } from './read-png.ts';
import { readWebp } from './read-webp.ts';

/** The kinds of pictures Concord keeps; no SVG, which is a page with scripts and links of its own. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

/** A picture as it is kept: the bytes draw it and say nothing about who made it, where and with what. */
export type CleanPicture = { type: PictureType; width: number; height: number; bytes: Uint8Array };

const BEGINNINGS: { starts: string[]; read: (bytes: Uint8Array) => CleanPicture }[] = [
  { starts: ['\x89PNG\r\n\x1a\n'], read: readPng },
  { starts: ['\xff\xd8\xff'], read: readJpeg },
  { starts: ['GIF87a', 'GIF89a'], read: readGif },
  { starts: ['RIFF'], read: readWebp },
];

/**
 * Reads a picture by its bytes, never by its name, and gives back only what draws it (PLT-6); throws {@link BadPicture}. Nothing is
 * unpacked or decoded: a walk over its parts costs what the file is long, and a bomb stays packed.
 */
export function readPicture(bytes: Uint8Array): CleanPicture {
  demand(bytes.length > 0, 'empty');
  const kind = BEGINNINGS.find(({ starts }) => starts.some((start) => beginsWith(bytes, start)));
  demand(kind !== undefined && (kind.read !== readWebp || letters(bytes.subarray(8, 12)) === 'WEBP'), 'unknown-kind');
  const picture = kind.read(bytes);
  const { width, height } = picture;
  demand(width > 0 && height > 0);
  demand(width <= MAX_PICTURE_SIDE && height <= MAX_PICTURE_SIDE && width * height <= MAX_PICTURE_POINTS, 'too-many-points');
  return picture;
}

/** As {@link readPicture}, with a refusal in plain words for whoever chose the file. */
export function requirePicture(bytes: Uint8Array): CleanPicture {
  if (bytes.length > MAX_PICTURE_BYTES) throw pictureTooLarge();
  try {
    return readPicture(bytes);
  } catch (error) {
    if (error instanceof BadPicture) throw new Problem(`picture-${error.fault}`, 422, sentenceFor(error.fault));
    throw error;
  }
}

/** The refusal of a file with more bytes than a picture may have. */
export function pictureTooLarge(): Problem {
  const megabytes = MAX_PICTURE_BYTES / 1024 / 1024;
  return new Problem('picture-too-large', 413, `This picture is larger than ${megabytes} MB. Make it smaller and try again.`);
}

const SENTENCES: Record<PictureFault, string> = {
  empty: 'This file is empty.',
  'unknown-kind': 'This is not a picture that Concord can keep. Choose a PNG, JPEG, GIF or WebP file.',
  damaged: 'This picture is damaged or not complete. Save it again as PNG or JPEG and try once more.',
  moves: 'This picture moves. Concord keeps still pictures only, because moving ones cannot be stopped or printed.',
  'too-many-points': `This picture is too large to be shown: at most ${MAX_PICTURE_SIDE} points a side and ${MAX_PICTURE_POINTS / 1_000_000} million in all. Make it smaller and try again.`,
};

/** What is wrong with a file, as a sentence for whoever chose it. */
export function sentenceFor(fault: PictureFault): string {
  return SENTENCES[fault];
}

function beginsWith(bytes: Uint8Array, start: string): boolean {
  return letters(bytes.subarray(0, start.length)) === start;
}

function letters(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
