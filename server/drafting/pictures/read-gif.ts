import { demand } from './bad-picture.ts';
import { ByteWalk, joined } from './byte-walk.ts';
import type { CleanPicture } from './read-picture.ts';

const HEAD = 13; // "GIF89a", width, height, and three bytes about colours
const EXTENSION = 0x21;
const FRAME = 0x2c;
const TRAILER = 0x3b;
const CONTROL = 0xf9; // which colour is transparent

/** Reads a GIF block by block and keeps its one frame; comments and what programs added are left out. */
export function readGif(bytes: Uint8Array): CleanPicture {
  const walk = new ByteWalk(bytes);
  const head = new ByteWalk(walk.take(HEAD));
  head.take(6);
  const [width, height, flags] = [head.short(true), head.short(true), head.byte()];
  const parts = [bytes.subarray(0, HEAD), colourTable(walk, flags)];
  let frames = 0;
  for (let block = walk.byte(); block !== TRAILER; block = walk.byte()) {
    demand(block === FRAME || block === EXTENSION);
    if (block === FRAME) {
      demand(++frames === 1, 'moves');
      parts.push(frameAt(walk, { width, height }));
    } else parts.push(extensionAt(walk));
  }
  demand(frames === 1);
  return { type: 'image/gif', width, height, bytes: joined([...parts, Uint8Array.of(TRAILER)]) };
}

/** The colours that follow when the highest bit says so. */
function colourTable(walk: ByteWalk, flags: number): Uint8Array {
  return flags & 0x80 ? walk.take(3 * 2 ** ((flags & 7) + 1)) : new Uint8Array();
}

function frameAt(walk: ByteWalk, screen: { width: number; height: number }): Uint8Array {
  const start = walk.at - 1;
  const [left, top, width, height] = [walk.short(true), walk.short(true), walk.short(true), walk.short(true)];
  demand(left + width <= screen.width && top + height <= screen.height);
  colourTable(walk, walk.byte());
  walk.byte(); // how many bits the first code has
  skipSubBlocks(walk);
  return walk.bytes.subarray(start, walk.at);
}

function extensionAt(walk: ByteWalk): Uint8Array {
  const start = walk.at - 1;
  const label = walk.byte();
  skipSubBlocks(walk);
  const whole = walk.bytes.subarray(start, walk.at);
  return label === CONTROL && whole.length === 8 ? whole : new Uint8Array();
}

function skipSubBlocks(walk: ByteWalk): void {
  for (let length = walk.byte(); length !== 0; length = walk.byte()) walk.take(length);
}
