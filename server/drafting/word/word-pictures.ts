import {
  MAX_DOCUMENT_PICTURE_BYTES,
  MAX_DOCUMENT_PICTURES,
  MAX_LINE_CHARS,
  MAX_PICTURE_BYTES,
  MAX_PICTURE_WORDS,
} from '../../../shared/kernel/limits.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import type { Picture, PictureSize, PictureSource, TextBlock } from '../../../shared/text/document-text.ts';
import { plainLine } from '../../../shared/text/pictures.ts';
import { BadPicture } from '../pictures/bad-picture.ts';
import { hashOf } from '../pictures/picture-hash.ts';
import { readPicture, type CleanPicture } from '../pictures/read-picture.ts';
import { quoted, type LossList } from './loss-list.ts';
import type { WordPackage } from './word-package.ts';

/** A picture as the file speaks of it: the part with its bytes, what it shows, and how wide it is drawn. */
export type NamedPicture = {
  /** The name of its part; nothing for one that lies outside the file. */
  part: string | undefined;
  words: string;
  decorative: boolean;
  /** Width on the page in EMU, 914,400 to the inch. */
  width: number | undefined;
};

const SMALL = 1_900_000; // EMU: a third of the text's width on an A4 page
const MEDIUM = 3_700_000; // EMU: two thirds
const DECORATIVE = 'Marked as decoration in Word';

/** Takes the pictures of one file in: read and cleaned once each, made into blocks where they stand (DRA-40). */
export class WordPictures {
  /** The pictures that are in the text, by the hash of their bytes. */
  readonly kept = new Map<string, CleanPicture>();
  private readonly known = new Map<string, PictureSource | string>();
  private waiting: TextBlock[] = [];
  private size = 0;

  constructor(
    private readonly file: WordPackage,
    private readonly losses: LossList,
  ) {}

  /** Makes a picture a block; one that cannot be kept is listed with its description. */
  take(named: NamedPicture): TextBlock | undefined {
    const words = plainLine(named.words);
    const source = named.part === undefined ? 'it lies outside the file' : this.sourceOf(named.part);
    if (typeof source === 'string') {
      const described = words === '' ? '' : `, described as ${quoted(words)},`;
      this.losses.add('picture', `A picture${described} was left out: ${source}.`, words === '' ? {} : { leftOut: words });
      return undefined;
    }
    const size = sizeOf(named.width);
    const picture: Picture = { ...source, ...this.wordsOf(words, named.decorative), ...(size ? { size } : {}) };
    return { id: makeId(), kind: 'image', level: 0, picture, content: [] };
  }

  /** Keeps pictures of a table or text box, which hold none, until what they stood in has ended. */
  wait(blocks: readonly TextBlock[]): void {
    this.waiting.push(...blocks);
  }

  /** The pictures that waited; each is listed, because it stands elsewhere now. */
  ended(what: string): TextBlock[] {
    const { waiting } = this;
    this.waiting = [];
    for (const _picture of waiting) this.losses.add('picture', `A picture inside ${what} stands behind it now. Check the place.`);
    return waiting;
  }

  private wordsOf(words: string, decorative: boolean): Pick<Picture, 'alt' | 'decorative'> {
    if (words === '' && decorative) return { decorative: DECORATIVE.slice(0, MAX_LINE_CHARS) };
    if (words !== '' && words.length <= MAX_PICTURE_WORDS) return { alt: words };
    if (words !== '') {
      this.losses.add('picture', `The description of a picture was cut at ${MAX_PICTURE_WORDS} characters.`, { leftOut: words });
      return { alt: plainLine(words.slice(0, MAX_PICTURE_WORDS)) };
    }
    this.losses.add('picture', 'A picture came without a description. Describe it before a version is frozen.');
    return {};
  }

  private sourceOf(part: string): PictureSource | string {
    const known = this.known.get(part);
    if (known !== undefined) return known;
    const source = this.read(part);
    this.known.set(part, source);
    return source;
  }

  private read(part: string): PictureSource | string {
    const bytes = this.file.bytes(part, MAX_PICTURE_BYTES);
    if (!bytes) return `it is not in the file or larger than ${MAX_PICTURE_BYTES / 1024 / 1024} MB`;
    try {
      const picture = readPicture(bytes);
      const full = this.kept.size >= MAX_DOCUMENT_PICTURES || this.size + picture.bytes.length > MAX_DOCUMENT_PICTURE_BYTES;
      if (full) return 'the file has more pictures than one document holds';
      const src = hashOf(picture.bytes);
      if (!this.kept.has(src)) this.size += picture.bytes.length;
      this.kept.set(src, picture);
      return { src, width: picture.width, height: picture.height };
    } catch (error) {
      if (error instanceof BadPicture) return REASONS[error.fault];
      throw error;
    }
  }
}

const REASONS: Record<BadPicture['fault'], string> = {
  empty: 'it is empty',
  'unknown-kind': 'it is of a kind that browsers do not show, such as EMF, WMF or TIFF. Save it as PNG and put it in',
  damaged: 'it is damaged',
  moves: 'it moves, and a text keeps still pictures only',
  'too-many-points': 'it is too large to be shown',
};

function sizeOf(width: number | undefined): PictureSize | undefined {
  if (width === undefined || !Number.isFinite(width) || width <= 0 || width > MEDIUM) return undefined;
  return width <= SMALL ? 'small' : 'medium';
}
