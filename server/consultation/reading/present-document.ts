import { cellBlockIds, commentName } from '../../../shared/consultation/comment-place.ts';
import type { DocumentPageProps, OwnPanel } from '../../../shared/consultation/pages.ts';
import { shortFingerprint } from '../../../shared/text/canonical-form.ts';
import { outline } from '../../../shared/text/clause-numbers.ts';
import { textToHtml } from '../../../shared/text/text-html.ts';
import type { FrozenText } from '../frozen-text.ts';
import type { ConsultationFacts } from '../../../shared/consultation/pages.ts';

/** Which form of a document is shown. */
export type DocumentView = {
  facts: ConsultationFacts;
  title: string;
  place: number;
  documents: number;
  baseUrl: string;
  /** Whether comment links stand beside the text. */
  comments: boolean;
};

/** The page of a frozen document for everyone: nothing in it depends on who reads. */
export function presentDocument(frozen: FrozenText, view: DocumentView): DocumentPageProps {
  const { facts, title, place, documents, baseUrl, comments } = view;
  return {
    ...facts,
    documentTitle: title,
    place,
    documents,
    versionNumber: frozen.number,
    frozenAt: frozen.madeAt,
    fingerprint: shortFingerprint(frozen.hash),
    publicAddress: `${baseUrl}/c/${facts.reference}/${place}`,
    outline: outline(frozen.text),
    article: publicArticle(frozen, facts.reference, { place, comments }),
    reading: !comments,
    wholeHref: comments ? `/respond/${facts.reference}/${place}/comment` : null,
    own: null,
  };
}

/** The same document for somebody with a draft: beside each place either a control or the link to their own point. */
export function presentOwnDocument(
  frozen: FrozenText,
  view: DocumentView,
  { panel, points }: { panel: OwnPanel; points: ReadonlyMap<string, { href: string; label: string }> },
): DocumentPageProps {
  const { facts, place } = view;
  const cells = cellBlockIds(frozen.text);
  const article = textToHtml(frozen.text, {
    pictureAddress: consultedPictureAddress(facts.reference, place),
    hrefFor: (one) => {
      if (cells.has(one.blockId)) return undefined;
      const own = points.get(one.blockId);
      return own ? { ...own, own: true as const } : control(facts.reference, place, one.blockId, commentName(one));
    },
  });
  return { ...presentDocument(frozen, view), article, own: panel };
}

const articles = new Map<string, string>();
const KEPT = 60; // rendered texts held in memory, about 150 kB each; they can never change

/** The article of a version with or without comment links: made once, the same bytes for every reader (CON-2, CON-12). */
function publicArticle(frozen: FrozenText, reference: string, { place, comments }: { place: number; comments: boolean }): string {
  const key = `${frozen.id} ${reference} ${place} ${comments}`;
  const kept = articles.get(key);
  if (kept !== undefined) return kept;
  const cells = cellBlockIds(frozen.text);
  const article = textToHtml(frozen.text, {
    pictureAddress: consultedPictureAddress(reference, place),
    hrefFor: (one) =>
      comments && !cells.has(one.blockId) ? control(reference, place, one.blockId, commentName(one)) : undefined,
  });
  articles.set(key, article);
  const [oldest] = articles.keys();
  if (articles.size > KEPT && oldest !== undefined) articles.delete(oldest);
  return article;
}

/** Where everyone who may read a consulted text reads its pictures. */
function consultedPictureAddress(reference: string, place: number): (src: string) => string {
  return (src) => `/c/${reference}/${place}/pictures/${src}`;
}

function control(reference: string, place: number, blockId: string, name: string): { href: string; label: string } {
  return { href: `/respond/${reference}/${place}/comment/${encodeURIComponent(blockId)}`, label: `Comment on ${name}` };
}
