import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';
import { PictureSource } from '../text/document-text.ts';

const nothing = z.object({});

/** The content type a picture is sent under whatever it is: the server reads what it is from its bytes (PLT-6). */
export const PICTURE_BODY_TYPE = 'application/octet-stream';

/** Takes a picture into a document (the body is the file itself); the answer is what the text says of it. */
export const postPicture = endpoint({
  method: 'POST',
  path: '/api/documents/:documentId/pictures',
  right: 'suggest-in-draft',
  params: z.object({ documentId: Id }),
  query: nothing,
  body: z.unknown(),
  output: PictureSource,
});

/** The bytes of a picture that a document holds, for whoever may read its draft. */
export const getPicture = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/pictures/:src',
  right: 'read-draft',
  params: z.object({ documentId: Id, src: PictureSource.shape.src }),
  query: nothing,
  body: nothing,
  output: nothing,
});

/** Where the picture of a draft or of a frozen version is read by those who may read the document. */
export function draftPictureAddress(documentId: string): (src: string) => string {
  return (src) => `/api/documents/${documentId}/pictures/${src}`;
}
