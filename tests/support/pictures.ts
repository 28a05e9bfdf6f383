import type { House } from '../../server/house.ts';
import type { Picture, TextBlock } from '../../shared/text/document-text.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { draftPictureAddress } from '../../shared/drafting/picture-api.ts';
import { aPng } from './picture-bytes.ts';

type Served = Pick<House, 'baseUrl'>;

/** Sends a picture to a document as its pages do. */
export async function sendPicture(
  house: Served,
  documentId: string,
  { cookie, bytes = aPng(), headers = {} }: { cookie: string; bytes?: Uint8Array; headers?: Record<string, string> },
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${house.baseUrl}/api/documents/${documentId}/pictures`, {
    method: 'POST',
    headers: {
      cookie,
      'content-type': 'application/octet-stream',
      'x-concord-request': '1',
      origin: house.baseUrl,
      ...headers,
    },
    body: Buffer.from(bytes),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }; // our own API answers objects
}

/** Asks for a picture of a draft. */
export function getPicture(house: Served, documentId: string, src: string, headers: Record<string, string>): Promise<Response> {
  return fetch(house.baseUrl + draftPictureAddress(documentId)(src), { headers });
}

/** A block that shows a picture. */
export function aPictureBlock(picture: Partial<Picture> & { src: string }, caption = ''): TextBlock {
  return {
    id: makeId(),
    kind: 'image',
    level: 0,
    picture: { width: 40, height: 30, ...picture },
    content: caption === '' ? [] : [{ text: caption }],
  };
}
