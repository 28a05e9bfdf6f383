import type { ReactElement } from 'react';
import './difference-html.css';

/** A difference the server made from two texts, with the one renderer of differences, which escapes every word (TXT-9). */
export function DifferenceHtml({ html }: { html: string }): ReactElement {
  return <div className="c-difference" dangerouslySetInnerHTML={{ __html: html }} />;
}
