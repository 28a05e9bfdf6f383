import { crc32 } from 'node:zlib';
import { demand } from './bad-picture.ts';
import { ByteWalk, joined } from './byte-walk.ts';
import type { CleanPicture } from './read-picture.ts';

const SIGNATURE = 8; // bytes
const DEPTHS: Record<number, readonly number[]> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] }; // by kind of colour
const FRAMES = new Set(['acTL', 'fcTL', 'fdAT']); // a moving PNG

// What a still picture needs, and the most bytes it may have; all else (text, time, EXIF, colour profiles) is left out.
const KEPT: Record<string, number> = {
  IHDR: 13,
  PLTE: 768,
  tRNS: 256,
  gAMA: 4,
  sRGB: 1,
  cHRM: 32,
  IDAT: Number.MAX_SAFE_INTEGER,
  IEND: 0,
};

/** Reads a PNG chunk by chunk, each against its checksum, and keeps only what draws it; what stands behind its end is left out. */
export function readPng(bytes: Uint8Array): CleanPicture {
  const walk = new ByteWalk(bytes);
  const parts = [walk.take(SIGNATURE)];
  const size = { width: 0, height: 0 };
  let drawn = false;
  for (let first = true; ; first = false) {
    const chunk = nextChunk(walk);
    demand((chunk.type === 'IHDR') === first);
    demand(!FRAMES.has(chunk.type), 'moves');
    if (first) Object.assign(size, sizeIn(chunk.data));
    const most = KEPT[chunk.type];
    if (most === undefined) demand(isOptional(chunk.type));
    else {
      demand(chunk.data.length <= most);
      parts.push(chunk.whole);
    }
    drawn ||= chunk.type === 'IDAT' && chunk.data.length > 0;
    if (chunk.type === 'IEND') break;
  }
  demand(drawn);
  return { type: 'image/png', ...size, bytes: joined(parts) };
}

function nextChunk(walk: ByteWalk): { type: string; data: Uint8Array; whole: Uint8Array } {
  const start = walk.at;
  const length = walk.long();
  const type = walk.letters(4);
  const data = walk.take(length);
  demand(crc32(walk.bytes.subarray(start + 4, walk.at)) === walk.long());
  return { type, data, whole: walk.bytes.subarray(start, walk.at) };
}

/** A small first letter says that the picture can be drawn without the chunk. */
function isOptional(type: string): boolean {
  return /^[a-z][A-Za-z]{3}$/.test(type);
}

function sizeIn(data: Uint8Array): { width: number; height: number } {
  const walk = new ByteWalk(data);
  const [width, height] = [walk.long(), walk.long()];
  const [depth, colour, packing, filter, laced] = walk.take(5);
  demand(DEPTHS[colour ?? -1]?.includes(depth ?? 0) === true);
  demand(packing === 0 && filter === 0 && (laced === 0 || laced === 1));
  return { width, height };
}
