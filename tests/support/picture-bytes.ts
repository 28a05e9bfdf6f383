import { crc32, deflateSync } from 'node:zlib';

/** A PNG of one grey with these measures; `more` chunks stand before its data. */
export function aPng(width = 40, height = 30, { grey = 200, more = [] as Buffer[] } = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.of(0), Buffer.alloc(width, grey)]);
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const chunks = [pngChunk('IHDR', head), ...more, pngChunk('IDAT', data), pngChunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);
}

/** A chunk of a PNG with its checksum. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([numbers(data.length), named, numbers(crc32(named))]);
}

/** A PNG that says to be of these measures and has next to no data. */
export function aPngBomb(width: number, height: number): Buffer {
  const small = aPng(1, 1);
  const head = Buffer.from(small.subarray(16, 29));
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  return Buffer.concat([small.subarray(0, 8), pngChunk('IHDR', head), small.subarray(33)]);
}

/** A grey JPEG of 8 by 6 points; `more` segments stand behind its beginning. */
export function aJpeg(...more: Buffer[]): Buffer {
  return Buffer.concat([JPEG.subarray(0, 2), ...more, JPEG.subarray(2)]);
}

/** An application segment or comment of a JPEG. */
export function jpegSegment(marker: number, data: Buffer): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** An EXIF segment as a telephone writes it: how the picture is to be turned, who made it, and where. */
export function exifOf(orientation: number, place: string): Buffer {
  const entry = (tag: number, type: number, count: number, value: number): Buffer => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(count, 4);
    if (type === 3) bytes.writeUInt16LE(value, 8);
    else bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const table = Buffer.concat([
    Buffer.of(2, 0),
    entry(0x0112, 3, 1, orientation),
    entry(0x8825, 2, place.length, 38),
    numbers(0),
  ]);
  const tiff = Buffer.concat([Buffer.from('II*\0', 'latin1'), Buffer.of(8, 0, 0, 0), table, Buffer.from(place, 'latin1')]);
  return jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}

/** A GIF with as many frames as are asked for, one point each. */
export function aGif(frames = 1): Buffer {
  const [head, frame] = [GIF.subarray(0, 19), GIF.subarray(19, GIF.length - 1)];
  const comment = Buffer.concat([Buffer.of(0x21, 0xfe, 6), Buffer.from('secret'), Buffer.of(0)]);
  return Buffer.concat([head, comment, ...Array.from({ length: frames }, () => frame), Buffer.of(0x3b)]);
}

/** A lossy or lossless WebP of one point. */
export function aWebp(kind: 'lossy' | 'lossless' = 'lossy', ...more: Buffer[]): Buffer {
  const small = kind === 'lossy' ? WEBP_LOSSY : WEBP_LOSSLESS;
  return webpOf(small.subarray(12), ...more);
}

/** A WebP of these chunks. */
export function webpOf(...chunks: Buffer[]): Buffer {
  const all = Buffer.concat(chunks);
  const head = Buffer.from('RIFF....WEBP', 'latin1');
  head.writeUInt32LE(all.length + 4, 4);
  return Buffer.concat([head, all]);
}

/** A chunk of a WebP. */
export function webpChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, data, Buffer.alloc(data.length % 2)]);
}

/** The canvas of a WebP of one point with these flags. */
export function webpCanvas(flags: number): Buffer {
  return webpChunk('VP8X', Buffer.of(flags, 0, 0, 0, 0, 0, 0, 0, 0, 0));
}

/** A vector picture with a script in it. */
export const AN_SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

function numbers(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAAGAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AKAD/9k=',
  'base64',
);
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const WEBP_LOSSY = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
const WEBP_LOSSLESS = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');
