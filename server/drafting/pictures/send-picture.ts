import type { PageAnswer } from '../../platform/http/page-door.ts';
import type { PictureRow } from './picture-store.ts';

const ENDINGS: Record<PictureRow['type'], string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** A picture of a public text, for everyone to keep as long as the text itself. */
export function pictureAnswer(picture: PictureRow, cacheSeconds: number): PageAnswer {
  return { bytes: picture.bytes, type: picture.type, cacheSeconds, headers: pictureHeaders(picture) };
}

/** The headers a picture is answered with: its own type and no other, shown in place, and able to do nothing if opened by itself. */
export function pictureHeaders({ hash, type }: Pick<PictureRow, 'hash' | 'type'>): Record<string, string> {
  return {
    'Content-Type': type,
    'X-Content-Type-Options': 'nosniff',
    'Content-Disposition': `inline; filename="picture-${hash.slice(0, 8)}.${ENDINGS[type]}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
  };
}
