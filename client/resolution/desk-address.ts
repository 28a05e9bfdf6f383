import { PointStatus } from '../../shared/resolution/api.ts';

/** What a desk's address says: which points are listed, which page of them, and which one is open. */
export type DeskAddress = { status?: PointStatus; kind?: string; words?: string; page: number; point?: string };

/** Reads a desk's address; what makes no sense is left out. */
export function readDeskAddress(search: URLSearchParams): DeskAddress {
  const status = PointStatus.safeParse(search.get('status'));
  const page = Number(search.get('page') ?? '1');
  const address: DeskAddress = { page: Number.isInteger(page) && page > 0 ? page : 1 };
  if (status.success) address.status = status.data;
  for (const part of ['kind', 'words', 'point'] as const) {
    const value = search.get(part);
    if (value) address[part] = value;
  }
  return address;
}

/** The search part of a desk's address, "" for the whole list from its beginning. */
export function searchOf({ page, ...rest }: DeskAddress): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) if (value) search.set(name, value);
  if (page > 1) search.set('page', String(page));
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** Whether the list shows less than everything. */
export function isNarrowed({ status, kind, words }: DeskAddress): boolean {
  return Boolean(status ?? kind ?? words);
}
