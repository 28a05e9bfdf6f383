import { crc32, inflateRawSync } from 'node:zlib';
import { MAX_WORD_ENTRIES, MAX_WORD_UNPACKED_BYTES, MAX_WORD_XML_BYTES } from '../../../shared/kernel/limits.ts';
import { refuseWordFile } from './word-refusals.ts';

// A zip is read here and not by a library because every number in it may lie: nothing is unpacked without a cap on what comes out.
const END_RECORD = 0x06054b50;
const END_RECORD_BYTES = 22;
const MAX_ZIP_REMARK = 0xffff; // a zip may end in a remark of this length, after its end record
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_ENTRY = 0x04034b50;
const LOCAL_ENTRY_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1; // bit of the flags
const IN_ZIP64 = 0xffffffff; // a size that stands in the 64-bit extra field instead

type Entry = { flags: number; method: number; check: number; packed: number; unpacked: number; start: number };

/** The parts of a zip file by name, unpacked one at a time and never beyond a cap. */
export class ZipParts {
  private readonly bytes: Buffer;
  private readonly entries: Map<string, Entry>;
  private left: number;

  /** Reads the list of parts; refuses a file that is no zip, is too large or has names that no Word file has. */
  constructor(bytes: Uint8Array, mostUnpacked = MAX_WORD_XML_BYTES) {
    this.left = mostUnpacked;
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.entries = readEntries(this.bytes);
  }

  /** The names of all parts. */
  names(): string[] {
    return [...this.entries.keys()];
  }

  /** The bytes of one part, or nothing when there is no such part. */
  read(name: string): Buffer | undefined {
    const entry = this.entries.get(name);
    if (!entry) return undefined;
    const content = this.unpack(entry);
    this.left -= content.length;
    if (crc32(content) !== entry.check) throw refuseWordFile('word-file-damaged', `checksum of ${name}`);
    return content;
  }

  /** The bytes of a part that is no XML, or nothing when there is none or it has more than `most` bytes; it does not count as text. */
  readOther(name: string, most: number): Buffer | undefined {
    const entry = this.entries.get(name);
    if (!entry || entry.unpacked > most) return undefined;
    const packed = packedBytes(this.bytes, entry);
    if (entry.method === STORED) return packed.length <= most ? packed : undefined;
    try {
      return inflateRawSync(packed, { maxOutputLength: most });
    } catch {
      return undefined; // damaged, or more than it said: then it cannot be shown either
    }
  }

  private unpack(entry: Entry): Buffer {
    const packed = packedBytes(this.bytes, entry);
    if (entry.method === STORED && packed.length <= this.left) return packed;
    if (entry.method === STORED) throw refuseWordFile('word-file-text-too-large');
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, this.left) });
    } catch (error) {
      const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'; // zlib throws nothing else with a code of Node's
      throw refuseWordFile(tooLarge ? 'word-file-text-too-large' : 'word-file-damaged', error);
    }
  }
}

function packedBytes(bytes: Buffer, entry: Entry): Buffer {
  if ((entry.flags & ENCRYPTED) !== 0) throw refuseWordFile('word-file-protected');
  if (entry.method !== STORED && entry.method !== DEFLATED) throw refuseWordFile('word-file-damaged', `method ${entry.method}`);
  const { start } = entry;
  if (start + LOCAL_ENTRY_BYTES > bytes.length || bytes.readUInt32LE(start) !== LOCAL_ENTRY)
    throw refuseWordFile('word-file-damaged', 'local entry');
  const content = start + LOCAL_ENTRY_BYTES + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
  if (content + entry.packed > bytes.length) throw refuseWordFile('word-file-damaged', 'entry goes beyond the end');
  return bytes.subarray(content, content + entry.packed);
}

function readEntries(bytes: Buffer): Map<string, Entry> {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MAX_WORD_ENTRIES) throw refuseWordFile('word-file-too-many-parts');
  const listBytes = bytes.readUInt32LE(end + 12);
  let at = bytes.readUInt32LE(end + 16);
  if (at + listBytes > end) throw refuseWordFile('word-file-damaged', 'list of parts');
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > end || bytes.readUInt32LE(at) !== ENTRY) throw refuseWordFile('word-file-damaged', 'entry');
    const nameBytes = bytes.readUInt16LE(at + 28);
    const name = safeName(bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes));
    const entry = readEntry(bytes, at, nameBytes);
    unpacked += entry.unpacked;
    if (unpacked > MAX_WORD_UNPACKED_BYTES) throw refuseWordFile('word-file-unpacks-too-large');
    if (entries.has(name)) throw refuseWordFile('word-file-unsafe', `two parts named ${name}`);
    entries.set(name, entry);
    at += ENTRY_BYTES + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

// The end record is the last one in the file; a file cut short has none.
function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_RECORD_BYTES - MAX_ZIP_REMARK);
  for (let at = bytes.length - END_RECORD_BYTES; at >= first; at--) if (bytes.readUInt32LE(at) === END_RECORD) return at;
  throw refuseWordFile('word-file-damaged', 'no end record');
}

function readEntry(bytes: Buffer, at: number, nameBytes: number): Entry {
  const entry: Entry = {
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    check: bytes.readUInt32LE(at + 16),
    packed: bytes.readUInt32LE(at + 20),
    unpacked: bytes.readUInt32LE(at + 24),
    start: bytes.readUInt32LE(at + 42),
  };
  if (![entry.packed, entry.unpacked, entry.start].includes(IN_ZIP64)) return entry;
  return wideEntry(
    entry,
    bytes.subarray(at + ENTRY_BYTES + nameBytes, at + ENTRY_BYTES + nameBytes + bytes.readUInt16LE(at + 30)),
  );
}

// Some writers put small numbers into 64-bit fields; a number that does not fit into a double is refused by the size caps.
function wideEntry(entry: Entry, extra: Buffer): Entry {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  let field = at + 4;
  const wide = { ...entry };
  for (const key of ['unpacked', 'packed', 'start'] as const) {
    if (wide[key] !== IN_ZIP64) continue;
    if (field + 8 > extra.length) throw refuseWordFile('word-file-damaged', '64-bit sizes');
    wide[key] = Number(extra.readBigUInt64LE(field));
    field += 8;
  }
  return wide;
}

// Names are only looked up and never written to a disk; one that climbs out of the file was still made to do harm.
function safeName(raw: string): string {
  const name = raw.replaceAll('\\', '/');
  const climbs = name.startsWith('/') || /^[a-z]:/i.test(name) || name.includes('\0') || name.split('/').includes('..');
  if (climbs) throw refuseWordFile('word-file-unsafe', `part name ${JSON.stringify(raw.slice(0, 100))}`);
  return name;
}
