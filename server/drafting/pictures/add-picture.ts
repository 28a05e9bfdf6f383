import { MAX_DOCUMENT_PICTURE_BYTES, MAX_DOCUMENT_PICTURES } from '../../../shared/kernel/limits.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { PictureSource } from '../../../shared/text/document-text.ts';
import type { HouseParts } from '../../platform/house-parts.ts';
import type { Tx } from '../../platform/database/store.ts';
import { lockDocument } from '../document-store.ts';
import { hashOf } from './picture-hash.ts';
import { holdPicture, insertPicture, picturesOfDocument, sumOfPictures } from './picture-store.ts';
import { requirePicture, type CleanPicture } from './read-picture.ts';

/** Whose picture it is, and where it belongs. */
export type WantedPicture = { documentId: string; actorId: string; bytes: Uint8Array };

/** Takes a picture into a document: read by its bytes, freed of what it tells about its maker, kept by its hash (PLT-6). */
export async function addPicture({ store }: Pick<HouseParts, 'store'>, wanted: WantedPicture): Promise<PictureSource> {
  const picture = requirePicture(wanted.bytes);
  return store.transaction(async (tx) => {
    await lockDocument(tx, wanted.documentId); // of two at once the second counts the first
    return keepPicture(tx, { ...wanted, hash: hashOf(picture.bytes), picture });
  });
}

/** Keeps a clean picture for a document in a transaction that is under way; refuses what is beyond the document's room. */
export async function keepPicture(
  tx: Tx,
  { documentId, actorId, hash, picture }: { documentId: string; actorId: string; hash: string; picture: CleanPicture },
): Promise<PictureSource> {
  const { width, height, bytes } = picture;
  if (!(await picturesOfDocument(tx, documentId)).has(hash)) {
    const sum = await sumOfPictures(tx, documentId);
    if (sum.count >= MAX_DOCUMENT_PICTURES || sum.bytes + bytes.length > MAX_DOCUMENT_PICTURE_BYTES) throw documentFull();
    await insertPicture(tx, hash, picture);
    await holdPicture(tx, { documentId, hash, actorId });
  }
  return { src: hash, width, height };
}

function documentFull(): Problem {
  const megabytes = MAX_DOCUMENT_PICTURE_BYTES / 1024 / 1024;
  return new Problem(
    'pictures-full',
    409,
    `A document holds at most ${MAX_DOCUMENT_PICTURES} pictures and ${megabytes} MB of them, ones taken out again included. Make this picture smaller, or put it into an annex.`,
  );
}
