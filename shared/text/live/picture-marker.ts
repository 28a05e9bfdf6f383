import { z } from 'zod';
import { Picture, PictureSize, PictureSource } from '../document-text.ts';
import { sameSource } from '../pictures.ts';

/** What the marker of an image carries under `pic`, `alt` and `ps`: three keys, so that two people’s changes of one do not undo each other. */
export const PICTURE_VALUES: Readonly<Record<string, z.ZodType>> = {
  pic: PictureSource,
  alt: Picture.pick({ alt: true, decorative: true }).refine(
    ({ alt, decorative }) => alt === undefined || decorative === undefined,
  ),
  ps: z.union([PictureSize, z.literal('full')]),
};

/** The picture a marker shows, or nothing when it has none this version can show. */
export function pictureOfMarker(map: { get: (key: string) => unknown }): Picture | undefined {
  const known = map.get('pic');
  const size = map.get('ps');
  const words = PICTURE_VALUES.alt?.safeParse(map.get('alt') ?? {});
  const whole: unknown = {
    ...(typeof known === 'object' ? known : {}),
    ...(words?.success ? (words.data as object) : {}),
    ...(size === undefined || size === 'full' ? {} : { size }),
  };
  const checked = Picture.safeParse(whole);
  return checked.success ? checked.data : undefined;
}

/** Makes a marker show a picture; writes only what is another. */
export function writePicture(
  map: { set: (key: string, value: unknown) => unknown },
  { alt, decorative, size, ...source }: Picture,
  now?: Picture,
): void {
  if (!now || !sameSource(now, { ...source })) map.set('pic', source);
  const words = { ...(alt === undefined ? {} : { alt }), ...(decorative === undefined ? {} : { decorative }) };
  if (now?.alt !== alt || now?.decorative !== decorative) map.set('alt', words);
  if (now?.size !== size) map.set('ps', size ?? 'full');
}
