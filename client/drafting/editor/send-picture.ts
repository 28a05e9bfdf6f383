import { PICTURE_BODY_TYPE, postPicture } from '../../../shared/drafting/picture-api.ts';
import { MAX_PICTURE_BYTES } from '../../../shared/kernel/limits.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { PictureSource } from '../../../shared/text/document-text.ts';
import { addressOf, problemOf } from '../../platform/api-client.ts';

const OFFLINE =
  'There is no connection at the moment, and a picture needs one. Your words are not lost. Put the picture in once it says “Saved” again.';
const TOO_LARGE = `This picture is larger than ${MAX_PICTURE_BYTES / 1024 / 1024} MB. Make it smaller and try again.`;

/** Sends a picture to a document and tells how far it is, from 0 to 1; every failure is a Problem, stopping gives nothing. */
export function sendPicture(
  documentId: string,
  file: Blob,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (part: number) => void },
): Promise<PictureSource | undefined> {
  if (file.size > MAX_PICTURE_BYTES) return Promise.reject(new Problem('picture-too-large', 413, TOO_LARGE)); // not sent first
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // the only way to hear how far a body has been sent
    request.open('POST', addressOf(postPicture.path, { documentId }, {}));
    request.setRequestHeader('content-type', PICTURE_BODY_TYPE);
    request.setRequestHeader('x-concord-request', '1');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Problem('no-connection', 0, OFFLINE));
    request.onabort = () => resolve(undefined);
    request.onload = () => {
      const answer = parsed(request.responseText);
      const source = PictureSource.safeParse(answer);
      if (request.status === 200 && source.success) resolve(source.data);
      else reject(problemOf(request.status, answer));
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // something between us answered
  }
}
