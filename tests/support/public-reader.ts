/** One page as a reader without an account got it. */
export type ReadPage = { address: string; status: number; type: string; text: string; headers: Headers };

const MOST_PAGES = 400; // more than any test publishes; a loop of links ends here

/** Reads one public address without a cookie, as a browser that keeps nothing. */
export async function read(baseUrl: string, address: string, headers: Record<string, string> = {}): Promise<ReadPage> {
  const response = await fetch(baseUrl + address, { redirect: 'manual', headers });
  const text = await response.text();
  return { address, status: response.status, type: response.headers.get('content-type') ?? '', text, headers: response.headers };
}

/** Follows every link of the site from its home page and reads what is there; the members' application and files of the build are left out. */
export async function crawl(baseUrl: string, from: readonly string[] = ['/']): Promise<ReadPage[]> {
  const waiting = [...from];
  const known = new Set(waiting);
  const pages: ReadPage[] = [];
  for (let address = waiting.shift(); address !== undefined && pages.length < MOST_PAGES; address = waiting.shift()) {
    const page = await read(baseUrl, address);
    pages.push(page);
    for (const link of linksOf(page)) {
      if (known.has(link)) continue;
      known.add(link);
      waiting.push(link);
    }
  }
  return pages;
}

function linksOf({ text, type }: ReadPage): string[] {
  if (!type.startsWith('text/html')) return [];
  const hrefs = [...text.matchAll(/ (?:href|action)="([^"#]*)/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'));
  return hrefs.filter((href) => href.startsWith('/') && !href.startsWith('/app') && !href.startsWith('/assets'));
}
