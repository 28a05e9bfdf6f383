import { useMemo, type ReactElement } from 'react';
import { draftPictureAddress } from '../../shared/drafting/picture-api.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import './reading-view.css';

/** A text to read: real headings, lists and tables (TXT-12), made by the one renderer that escapes everything (TXT-8). */
export function ReadingView({
  documentId,
  text,
  label,
}: {
  documentId: string;
  text: DocumentText;
  label: string;
}): ReactElement {
  const html = useMemo(() => textToHtml(text, { pictureAddress: draftPictureAddress(documentId) }), [documentId, text]);
  return <ReadingHtml html={html} label={label} />;
}

/** The same from HTML that the server made with that renderer. */
export function ReadingHtml({ html, label }: { html: string; label: string }): ReactElement {
  return <div className="c-reading" role="document" aria-label={label} tabIndex={0} dangerouslySetInnerHTML={{ __html: html }} />;
}
