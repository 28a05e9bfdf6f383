import { demand } from './bad-picture.ts';

/** Goes through bytes from the first to the last; reading behind the last is a fault of the picture, never of the reader. */
export class ByteWalk {
  private readonly view: DataView;
  /** Where the next byte is read. */
  at = 0;

  /** Starts at the first byte. */
  constructor(readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many bytes are left. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  /** The next bytes, as a view of the same memory. */
  take(length: number): Uint8Array {
    demand(length <= this.left);
    const start = this.at;
    this.at += length;
    return this.bytes.subarray(start, this.at);
  }

  /** The next byte. */
  byte(): number {
    demand(this.left >= 1);
    return this.view.getUint8(this.at++);
  }

  /** The next two bytes, the higher first unless told otherwise. */
  short(littleEndian = false): number {
    demand(this.left >= 2);
    this.at += 2;
    return this.view.getUint16(this.at - 2, littleEndian);
  }

  /** The next four bytes, the highest first unless told otherwise. */
  long(littleEndian = false): number {
    demand(this.left >= 4);
    this.at += 4;
    return this.view.getUint32(this.at - 4, littleEndian);
  }

  /** The next bytes as the letters they stand for. */
  letters(length: number): string {
    return String.fromCharCode(...this.take(length));
  }
}

/** Several stretches of bytes as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
