import { SafeHref, type DocumentText } from '../../../shared/text/document-text.ts';
import { blockElementId } from '../../../shared/text/inline-html.ts';
import { textBlocks } from '../../../shared/text/plain-text.ts';
import { counted, quoted } from './loss-list.ts';
import type { ReadingState } from './reading-state.ts';

const PENDING = '#bookmark='; // until the block that a bookmark stands in has its id

/** The address of a link as Concord keeps it, or nothing and a loss when it is none that is let through (PLT-2). */
export function linkTo(raw: string, words: string, state: ReadingState): string | undefined {
  if (raw.startsWith('#')) return pendingLink(raw.slice(1));
  const trimmed = raw.trim().replace(/\s/g, '%20');
  const address = /^www\./i.test(trimmed) ? `http://${trimmed}` : trimmed;
  if (SafeHref.safeParse(address).success) return address;
  const about = words === '' ? 'A link' : `The link on ${quoted(words)}`;
  state.losses.add(
    'link',
    `${about} to ${quoted(raw)} was left out because it leads to no web page, e-mail or telephone. Its words were kept.`,
  );
  return undefined;
}

/** A link to a bookmark, which is settled when all blocks have their ids. */
export function pendingLink(bookmark: string): string {
  return PENDING + encodeURIComponent(bookmark.slice(0, 200)).replaceAll("'", '%27');
}

/** Turns links to bookmarks into links to blocks; a bookmark that is nowhere leaves the words without a link. */
export function settleLinks(text: DocumentText, state: ReadingState): void {
  let broken = 0;
  for (const block of textBlocks(text)) {
    for (const run of block.content) {
      if (!('text' in run) || !run.link?.startsWith(PENDING)) continue;
      const target = state.bookmarks.get(decodeURIComponent(run.link.slice(PENDING.length)));
      if (target !== undefined) run.link = `#${blockElementId(target)}`;
      else {
        delete run.link;
        broken++;
      }
    }
  }
  if (broken === 0) return;
  const what = `${counted(broken, 'link')} to a place in this document ${broken === 1 ? 'was' : 'were'} left out`;
  state.losses.add('link', `${what} because the place is not in the text. The words were kept.`, { place: 'Whole document' });
}
