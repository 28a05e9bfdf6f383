import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BadPicture } from '../../../server/drafting/pictures/bad-picture.ts';
import { readPicture, requirePicture } from '../../../server/drafting/pictures/read-picture.ts';
import { MAX_PICTURE_BYTES, MAX_PICTURE_POINTS, MAX_PICTURE_SIDE } from '../../../shared/kernel/limits.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import {
  aGif,
  aJpeg,
  AN_SVG,
  aPng,
  aPngBomb,
  aWebp,
  exifOf,
  jpegSegment,
  pngChunk,
  webpCanvas,
  webpChunk,
  webpOf,
} from '../../support/picture-bytes.ts';

const aZip = Buffer.concat([
  Buffer.from('PK\x03\x04', 'latin1'),
  deflateRawSync(Buffer.from('alert(1)')),
  Buffer.from('PK\x05\x06'),
]);
const SECRETS = ['51.5074', 'PK\x03\x04', '<script', 'secret', 'Exif\0\0II'];

function faultOf(bytes: Uint8Array): string {
  try {
    readPicture(bytes);
    return 'taken';
  } catch (error) {
    if (error instanceof BadPicture) return error.fault;
    throw error;
  }
}

function tells(bytes: Uint8Array): string[] {
  const words = Buffer.from(bytes).toString('latin1');
  return SECRETS.filter((secret) => words.includes(secret));
}

describe('reading a picture', () => {
  it('[PLT-6pa] is told by the bytes: PNG, JPEG, GIF and WebP, each with its measures', () => {
    const facts = [aPng(40, 30), aJpeg(), aGif(), aWebp('lossy'), aWebp('lossless')].map((bytes) => {
      const { type, width, height } = readPicture(bytes);
      return `${type} ${width}×${height}`;
    });
    expect(facts).toEqual(['image/png 40×30', 'image/jpeg 8×6', 'image/gif 1×1', 'image/webp 1×1', 'image/webp 1×1']);
  });

  it('[PLT-6pa] takes nothing else: no SVG, no page, no zip, nothing at all, whatever stands behind a picture’s first bytes', () => {
    const unknown = [
      AN_SVG,
      Buffer.from('<!doctype html><script>'),
      aZip,
      Buffer.from('GIF88a'),
      Buffer.from('RIFF....WAVEfmt '),
    ];
    expect(unknown.map(faultOf)).toEqual(unknown.map(() => 'unknown-kind'));
    expect(faultOf(Buffer.alloc(0))).toBe('empty');
    const begun = ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF89a', 'RIFF\xff\xff\xff\x7fWEBP'].map((start) =>
      Buffer.concat([Buffer.from(start, 'latin1'), AN_SVG]),
    );
    expect(begun.map(faultOf)).toEqual(begun.map(() => 'damaged'));
  });

  it('[PLT-6pb] what a picture tells of its maker is gone: places, comments, text, thumbnails, and files hidden in it', () => {
    const place = exifOf(1, '51.5074 N, 0.1278 W');
    const told = [
      aPng(4, 4, { more: [pngChunk('tEXt', Buffer.from('Comment\0secret <script>')), pngChunk('eXIf', place.subarray(10))] }),
      Buffer.concat([aPng(4, 4), aZip]),
      Buffer.concat([aJpeg(place, jpegSegment(0xfe, Buffer.from('secret')), jpegSegment(0xe2, aZip)), aZip]),
      Buffer.concat([aGif(), AN_SVG]),
      aWebp('lossy', webpChunk('EXIF', place), webpChunk('XMP ', AN_SVG)),
      Buffer.concat([webpOf(webpCanvas(0x2c), aWebp().subarray(12), webpChunk('XMP ', AN_SVG)), aZip]),
    ];
    expect(told.filter((bytes) => tells(bytes).length === 0)).toEqual([]);
    for (const bytes of told) expect(tells(readPicture(bytes).bytes)).toEqual([]);
  });

  it('[PLT-6pb] reading what was read changes nothing, so a picture has one hash', () => {
    const pictures = [
      aPng(),
      aJpeg(exifOf(6, 'here')),
      aGif(),
      aWebp(),
      webpOf(webpCanvas(0x1c), aWebp('lossless').subarray(12)),
    ];
    for (const bytes of pictures) {
      const once = readPicture(bytes);
      expect(readPicture(once.bytes)).toEqual(once);
    }
  });

  it('[PLT-6pb] how a photograph is to be turned is kept, and its measures are those it is shown with', () => {
    const lying = aPhotograph(300, 200);
    const turned = readPicture(withExif(lying, 6));
    expect([turned.width, turned.height]).toEqual([200, 300]);
    expect(Buffer.from(turned.bytes).toString('latin1')).toContain('Exif\0\0MM');
    expect(Buffer.from(readPicture(withExif(lying, 1)).bytes).toString('latin1')).not.toContain('Exif');
  });

  it('[PLT-6pc] a picture whose measures would fill a reader’s memory is refused before anything is unpacked', () => {
    const side = Math.ceil(Math.sqrt(MAX_PICTURE_POINTS)) + 1;
    expect(faultOf(aPngBomb(MAX_PICTURE_SIDE + 1, 1))).toBe('too-many-points');
    expect(faultOf(aPngBomb(side, side))).toBe('too-many-points');
    expect(faultOf(aPngBomb(0, 5))).toBe('damaged');
    expect(faultOf(aPngBomb(MAX_PICTURE_SIDE, 1))).toBe('taken');
    expect(() => requirePicture(Buffer.alloc(MAX_PICTURE_BYTES + 1))).toThrow(/larger than 8 MB/);
  });

  it('[PLT-6pd] a picture that moves is refused with the reason', () => {
    const moving = [
      aGif(2),
      aPng(4, 4, { more: [pngChunk('acTL', Buffer.alloc(8))] }),
      webpOf(webpCanvas(2)),
      aWebp('lossy', webpChunk('ANMF', Buffer.alloc(16))),
    ];
    expect(moving.map(faultOf)).toEqual(moving.map(() => 'moves'));
    expect(() => requirePicture(aGif(2))).toThrow(/cannot be stopped or printed/);
  });

  it('[PLT-6pe] every picture that ends too early is refused', () => {
    for (const whole of [aPng(9, 9), aJpeg(), aGif(), aWebp(), aWebp('lossless')]) {
      for (let length = 0; length < whole.length; length++) expect(faultOf(whole.subarray(0, length))).not.toBe('taken');
    }
  });

  it('[PLT-6pe] damaged bytes are refused or read as a picture again, and never take the reader down', () => {
    const random = seededRandom(20261128);
    const whole = [aPng(9, 9), aJpeg(exifOf(3, 'x')), aGif(), aWebp(), webpOf(webpCanvas(0x10), aWebp().subarray(12))];
    for (let round = 0; round < 4000; round++) {
      const bytes = Buffer.from(whole[round % whole.length] ?? whole[0] ?? '');
      for (let hit = 0; hit < 1 + random.below(4); hit++) bytes[random.below(bytes.length)] = random.below(256);
      if (faultOf(bytes) !== 'taken') continue;
      const once = readPicture(bytes);
      expect(readPicture(once.bytes), `round ${round}`).toEqual(once);
    }
  });
});

/** A few points said to be more: enough for whoever reads measures only. */
function aPhotograph(width: number, height: number): Buffer {
  const bytes = Buffer.from(aJpeg());
  const frame = bytes.indexOf(Buffer.of(0xff, 0xc0));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

function withExif(bytes: Buffer, orientation: number): Buffer {
  return Buffer.concat([bytes.subarray(0, 2), exifOf(orientation, '51.5074'), bytes.subarray(2)]);
}
