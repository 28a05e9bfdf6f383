import { demand } from './bad-picture.ts';
import { ByteWalk, joined } from './byte-walk.ts';
import { orientationIn, orientationSegment } from './picture-orientation.ts';
import type { CleanPicture } from './read-picture.ts';

const END = 0xd9;
const SCAN = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP14 = 0xee;
const FRAMES = new Set([0xc0, 0xc1, 0xc2]); // baseline, extended, progressive: what browsers draw
const TABLES = new Set([0xc4, 0xdb, 0xdd]); // Huffman codes, quantisation, restart interval
const ADOBE_BYTES = 14; // two of length, "Adobe" and seven that say how colours are stored
const JFIF_HEAD = [0xff, APP0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 0, 0, 1, 0, 1, 0, 0]; // says no density and has no thumbnail

/**
 * Reads a JPEG segment by segment and keeps only what draws it: no EXIF, no comments, no thumbnails, no second picture behind the
 * end. How it is to be turned is kept, in an EXIF segment of our own that says nothing else.
 */
export function readJpeg(bytes: Uint8Array): CleanPicture {
  const reader = new JpegReader(bytes);
  while (reader.next());
  return reader.picture();
}

class JpegReader {
  private readonly walk: ByteWalk;
  private readonly parts: Uint8Array[] = [];
  private size: { width: number; height: number } | undefined;
  private orientation = 1;
  private scans = 0;

  constructor(bytes: Uint8Array) {
    this.walk = new ByteWalk(bytes);
    this.walk.take(2);
  }

  /** Reads one segment; false at the end of the picture. */
  next(): boolean {
    const marker = this.marker();
    if (marker === END) return false;
    const start = this.walk.at;
    const length = this.walk.short();
    demand(length >= 2);
    const data = this.walk.take(length - 2);
    const whole = joined([Uint8Array.of(0xff, marker), this.walk.bytes.subarray(start, this.walk.at)]);
    if (FRAMES.has(marker)) this.frame(data, whole);
    else if (TABLES.has(marker)) this.parts.push(whole);
    else if (marker === SCAN) this.scan(whole);
    else if (marker === APP1) this.orientation = orientationIn(data) ?? this.orientation;
    else if (marker === APP14 && isAdobe(data)) this.parts.push(adobeSegment(data));
    else demand(isAside(marker));
    return true;
  }

  picture(): CleanPicture {
    const { size, orientation } = this;
    demand(size !== undefined && this.scans > 0);
    const lies = orientation >= 5; // turned by a quarter
    const shown = lies ? { width: size.height, height: size.width } : size;
    const turn = orientation === 1 ? [] : [orientationSegment(orientation)];
    const head = [Uint8Array.of(0xff, 0xd8), Uint8Array.from(JFIF_HEAD), ...turn];
    return { type: 'image/jpeg', ...shown, bytes: joined([...head, ...this.parts, Uint8Array.of(0xff, END)]) };
  }

  private marker(): number {
    demand(this.walk.byte() === 0xff);
    let marker = this.walk.byte();
    while (marker === 0xff) marker = this.walk.byte(); // bytes that only fill
    return marker;
  }

  private frame(data: Uint8Array, whole: Uint8Array): void {
    demand(this.size === undefined && this.scans === 0);
    const walk = new ByteWalk(data);
    const depth = walk.byte();
    const [height, width] = [walk.short(), walk.short()];
    const colours = walk.byte();
    demand(depth === 8 && (colours === 1 || colours === 3 || colours === 4) && walk.left === colours * 3);
    this.size = { width, height };
    this.parts.push(whole);
  }

  private scan(whole: Uint8Array): void {
    demand(this.size !== undefined);
    const start = this.walk.at;
    const { bytes } = this.walk;
    let at = start;
    for (;;) {
      at = bytes.indexOf(0xff, at);
      demand(at >= 0 && at + 1 < bytes.length);
      const next = bytes[at + 1] ?? 0;
      if (next !== 0 && next !== 0xff && !isRestart(next)) break;
      at += next === 0xff ? 1 : 2;
    }
    demand(at > start);
    this.parts.push(whole, bytes.subarray(start, at));
    this.walk.at = at;
    this.scans++;
  }
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

/** Application segments and comments, which draw nothing. */
function isAside(marker: number): boolean {
  return (marker >= APP0 && marker <= 0xef) || marker === 0xfe;
}

/** Says how colours are stored, with nothing behind it. */
function adobeSegment(data: Uint8Array): Uint8Array {
  return joined([Uint8Array.of(0xff, APP14, 0, ADOBE_BYTES), data.subarray(0, ADOBE_BYTES - 2)]);
}

function isAdobe(data: Uint8Array): boolean {
  return data.length >= ADOBE_BYTES - 2 && String.fromCharCode(...data.subarray(0, 5)) === 'Adobe';
}
