import type { Request, Response } from 'express';
import * as api from '../../../shared/drafting/picture-api.ts';
import { MAX_PICTURE_BYTES, MAX_PICTURES_PER_TEN_MINUTES } from '../../../shared/kernel/limits.ts';
import { mount } from '../../platform/http/door.ts';
import { rateLimit } from '../../platform/http/rate-limit.ts';
import type { HouseParts } from '../../platform/house-parts.ts';
import { addPicture } from './add-picture.ts';
import { requirePictureOf, type PictureRow } from './picture-store.ts';
import { pictureTooLarge } from './read-picture.ts';
import { pictureHeaders } from './send-picture.ts';

const TEN_MINUTES = 600; // seconds

/** Mounts how pictures come into a draft and how those who may read it see them. */
export function mountPictures({ door, store }: Pick<HouseParts, 'door' | 'store'>): void {
  const sent = rateLimit(MAX_PICTURES_PER_TEN_MINUTES, TEN_MINUTES);
  const ofDocument = ({ params }: { params: { documentId: string } }): { documentId: string } => ({
    documentId: params.documentId,
  });
  mount(door, api.postPicture, {
    scope: ofDocument,
    handle: async ({ params, caller, request }) => {
      const actorId = caller.personId ?? '';
      await sent.spend(actorId);
      return addPicture({ store }, { ...params, actorId, bytes: await readBody(request) });
    },
  });
  mount(door, api.getPicture, {
    scope: ofDocument,
    handle: async ({ params, request, response }) => {
      answerPicture(request, response, await requirePictureOf(store.read, params.documentId, params.src));
      return {};
    },
  });
}

/** Whoever lost the right to read must not see it again, so a browser asks each time and is told that it has the bytes. */
function answerPicture(request: Request, response: Response, picture: PictureRow): void {
  const tag = `"${picture.hash}"`;
  response.set({ ...pictureHeaders(picture), 'Cache-Control': 'private, no-cache', ETag: tag });
  if (request.get('if-none-match') === tag) response.status(304).end();
  else response.send(Buffer.from(picture.bytes));
}

/** What was sent, never more of it than a picture may have; what it says it is does not matter. */
async function readBody(request: Request): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_PICTURE_BYTES) throw pictureTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
