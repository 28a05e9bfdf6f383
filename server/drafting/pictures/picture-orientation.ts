import { joined } from './byte-walk.ts';

const EXIF_NAME = [0x45, 0x78, 0x69, 0x66, 0, 0]; // "Exif"
const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;
const MOST_ENTRIES = 200; // cameras write some twenty

/** How a camera says its picture is to be turned, 1 to 8; nothing when the segment does not say it. */
export function orientationIn(segment: Uint8Array): number | undefined {
  if (!EXIF_NAME.every((byte, place) => segment[place] === byte)) return undefined;
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  const start = EXIF_NAME.length;
  if (view.byteLength < start + 8) return undefined;
  const little = view.getUint16(start) === 0x4949;
  const table = start + view.getUint32(start + 4, little);
  if (table + 2 > view.byteLength) return undefined;
  const entries = Math.min(view.getUint16(table, little), MOST_ENTRIES);
  for (let at = table + 2; at < table + 2 + entries * ENTRY_BYTES && at + ENTRY_BYTES <= view.byteLength; at += ENTRY_BYTES) {
    if (view.getUint16(at, little) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** An EXIF segment that says how the picture is to be turned, and nothing else. */
export function orientationSegment(orientation: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const length = 2 + EXIF_NAME.length + tiff.length;
  return joined([Uint8Array.of(0xff, 0xe1, 0, length), Uint8Array.from(EXIF_NAME), Uint8Array.from(tiff)]);
}
