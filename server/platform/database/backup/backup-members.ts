import type { FileHandle } from 'node:fs/promises';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

// A backup is a gzip file of many members, which any gunzip reads as one. Each member says its own length in the extra field that
// gzip has for that (RFC 1952, 2.3.1.1), so a damaged one is known by itself: which one it is, and that all before it are whole.
const SUBFIELD = 'Cb';
const BEGINNING = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, 12, 0, ...Buffer.from(SUBFIELD), 8, 0]); // deflate, an extra field, no time, no system
const HEAD = BEGINNING.length + 8; // then the length of the whole member and the CRC-32 of the compressed bytes, which gzip leaves unguarded
const TAIL = 8; // CRC-32 and length of the plain bytes
const LARGEST = 400_000_000; // bytes, under the longest string of V8; a page is about 1 MB, one row may be more

const CUT_OFF = 'the file is cut off';
const CHANGED = 'the file has been changed';

/** A member that is not as it was written: cut off, or changed. */
export class BrokenMember extends Error {}

/** One member of the file, holding a text. */
export function packMember(text: string): Buffer {
  const plain = Buffer.from(text, 'utf8');
  const packed = deflateRawSync(plain);
  const head = Buffer.alloc(HEAD);
  BEGINNING.copy(head);
  head.writeUInt32LE(HEAD + packed.length + TAIL, BEGINNING.length);
  head.writeUInt32LE(crc32(packed), BEGINNING.length + 4);
  const tail = Buffer.alloc(TAIL);
  tail.writeUInt32LE(crc32(plain), 0);
  tail.writeUInt32LE(plain.length, 4);
  return Buffer.concat([head, packed, tail]);
}

/** The texts of a file's members in order; throws BrokenMember at the first that is not whole. */
export async function* readMembers(file: FileHandle): AsyncGenerator<string> {
  const { size } = await file.stat();
  for (let at = 0; at < size;) {
    if (size - at < HEAD + TAIL) throw new BrokenMember(CUT_OFF);
    const head = await bytesAt(file, at, HEAD);
    const length = lengthOf(head);
    if (length > size - at) throw new BrokenMember(CUT_OFF);
    yield unpack(await bytesAt(file, at + HEAD, length - HEAD), head.readUInt32LE(BEGINNING.length + 4));
    at += length;
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead < length) throw new BrokenMember(CUT_OFF);
  return bytes;
}

function lengthOf(head: Buffer): number {
  const length = head.readUInt32LE(BEGINNING.length);
  const known = head.subarray(0, BEGINNING.length).equals(BEGINNING);
  if (!known || length < HEAD + TAIL || length > LARGEST) throw new BrokenMember(CHANGED);
  return length;
}

function unpack(bytes: Buffer, guard: number): string {
  const packed = bytes.subarray(0, -TAIL);
  const tail = bytes.subarray(-TAIL);
  if (crc32(packed) !== guard) throw new BrokenMember(CHANGED);
  const plain = inflate(packed);
  if (crc32(plain) !== tail.readUInt32LE(0) || plain.length !== tail.readUInt32LE(4)) throw new BrokenMember(CHANGED);
  return plain.toString('utf8');
}

function inflate(packed: Buffer): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: LARGEST });
  } catch {
    throw new BrokenMember(CHANGED);
  }
}
