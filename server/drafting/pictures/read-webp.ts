import { demand } from './bad-picture.ts';
import { ByteWalk, joined } from './byte-walk.ts';
import type { CleanPicture } from './read-picture.ts';

const HEAD = 12; // "RIFF", the length, "WEBP"
const CANVAS_BYTES = 10;
const HAS_ALPHA = 0x10;
const FRAMES = new Set(['ANIM', 'ANMF']);

type Size = { width: number; height: number };

/** Reads a WebP chunk by chunk and keeps only what draws it: no EXIF, no XMP, no colour profile, nothing behind its end. */
export function readWebp(bytes: Uint8Array): CleanPicture {
  const walk = new ByteWalk(bytes);
  const head = new ByteWalk(walk.take(HEAD));
  head.take(4);
  const end = head.long(true) + 8;
  demand(end <= bytes.length);
  const parts: Uint8Array[] = [];
  let canvas: Size | undefined;
  let drawn: Size | undefined;
  while (walk.at < end) {
    const { type, data, whole } = nextChunk(walk);
    demand(!FRAMES.has(type), 'moves');
    const draws = type === 'VP8 ' || type === 'VP8L';
    demand(!drawn || (!draws && type !== 'VP8X'));
    if (type === 'VP8X') {
      demand(!canvas);
      canvas = canvasIn(data);
      parts.push(canvasChunk(data));
    }
    if (draws) drawn = type === 'VP8 ' ? lossySize(data) : losslessSize(data);
    if (draws || (type === 'ALPH' && !drawn)) parts.push(whole);
  }
  demand(drawn !== undefined && walk.at === end);
  requireSame(canvas, drawn);
  return { type: 'image/webp', ...drawn, bytes: withHead(joined(parts)) };
}

function requireSame(canvas: Size | undefined, drawn: Size): void {
  demand(!canvas || (canvas.width === drawn.width && canvas.height === drawn.height));
}

function nextChunk(walk: ByteWalk): { type: string; data: Uint8Array; whole: Uint8Array } {
  const start = walk.at;
  const type = walk.letters(4);
  const length = walk.long(true);
  const data = walk.take(length);
  if (length % 2 === 1) walk.take(1);
  return { type, data, whole: walk.bytes.subarray(start, walk.at) };
}

function canvasIn(data: Uint8Array): Size {
  demand(data.length === CANVAS_BYTES);
  demand(((data[0] ?? 0) & 0x02) === 0, 'moves');
  const three = (at: number): number => (data[at] ?? 0) + ((data[at + 1] ?? 0) << 8) + ((data[at + 2] ?? 0) << 16) + 1;
  return { width: three(4), height: three(7) };
}

/** The same canvas, which says of everything that is left out that it is not there. */
function canvasChunk(data: Uint8Array): Uint8Array {
  const kept = Uint8Array.from(data);
  kept.set([(data[0] ?? 0) & HAS_ALPHA, 0, 0, 0]);
  return joined([Uint8Array.of(0x56, 0x50, 0x38, 0x58, CANVAS_BYTES, 0, 0, 0), kept]);
}

function lossySize(data: Uint8Array): Size {
  const walk = new ByteWalk(data);
  const [first = 1] = walk.take(3);
  demand((first & 1) === 0); // a key frame
  demand(walk.byte() === 0x9d && walk.byte() === 0x01 && walk.byte() === 0x2a);
  return { width: walk.short(true) & 0x3fff, height: walk.short(true) & 0x3fff };
}

function losslessSize(data: Uint8Array): Size {
  const walk = new ByteWalk(data);
  demand(walk.byte() === 0x2f);
  const bits = walk.long(true);
  demand(bits >>> 29 === 0); // the only version there is
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function withHead(chunks: Uint8Array): Uint8Array {
  const head = new Uint8Array(HEAD);
  head.set([0x52, 0x49, 0x46, 0x46]);
  new DataView(head.buffer).setUint32(4, chunks.length + 4, true);
  head.set([0x57, 0x45, 0x42, 0x50], 8);
  return joined([head, chunks]);
}
