import { Picture } from './document-text.ts';
import { escapeHtml, pageAddress } from './inline-html.ts';
import { needsDescription } from './pictures.ts';

/**
 * A picture with its measures, so that nothing jumps when it comes, and its description; drawn when it comes near the screen. One
 * without a description says so to everyone who reads the draft. Without an address only the words are written.
 */
export function pictureHtml(picture: Picture, addressOf: ((src: string) => string) | undefined): string {
  const { src, width, height, alt = '', size } = Picture.parse(picture);
  const words = needsDescription(picture) ? 'Picture without a description' : alt;
  if (!addressOf) return words === '' ? '' : `<p>[Picture: ${escapeHtml(words)}]</p>`;
  const shown = size === undefined ? '' : ` class="${size}"`;
  return `<img src="${pageAddress(addressOf(src))}" alt="${escapeHtml(words)}" width="${width}" height="${height}" loading="lazy" decoding="async"${shown}>`;
}

/** What is said of a picture in a list of changes: its description, or why it has none. */
export function pictureWords({ alt, decorative }: Picture): string {
  if (alt !== undefined) return `“${alt}”`;
  return decorative === undefined ? 'no description' : `none, because it is decoration: “${decorative}”`;
}
