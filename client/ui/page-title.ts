import { useEffect } from 'react';

/** The document's title: the page's h1, then the name, with "Error: " before it while something is to be put right. */
export function titleOf(heading: string, name: string, errorCount = 0): string {
  return `${errorCount > 0 ? 'Error: ' : ''}${heading} – ${name}`;
}

/** Sets the document's title from the page's h1. */
export function usePageTitle(heading: string, { errorCount = 0 }: { errorCount?: number } = {}): void {
  const title = titleOf(heading, 'Concord', errorCount);
  useEffect(() => {
    document.title = title;
  }, [title]);
}
