import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { openRoots, SCHEMA_VERSION } from '../../shared/text/live/flat-root.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { textOf } from '../../shared/text/plain-text.ts';
import { typeAtEnd } from '../support/draft-clients.ts';

/** A copy on a device with words that were never sent, and the draft as others had gone on with it; recorded, and kept for ever. */
type OldState = { schema: number; device: string; draft: string };

const STATES = ['offline-schema-1.json', 'offline-schema-2.json'];

it.each(STATES)('[TXT-11b] the recorded offline copy %s opens, joins what others wrote, and loses no word', (name) => {
  const old = JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')) as OldState; // recorded by ourselves
  expect(old.schema).toBeLessThanOrEqual(SCHEMA_VERSION);
  const [device, draft] = [new Y.Doc(), new Y.Doc()];
  for (const [doc, bytes] of [
    [device, old.device],
    [draft, old.draft],
  ] as const) {
    Y.applyUpdate(doc, Buffer.from(bytes, 'base64'));
    expect(openRoots(doc).meta.has('v')).toBe(true);
  }
  typeAtEnd(device, ' And now.'); // the new code writes on in the old copy
  Y.applyUpdate(draft, Y.encodeStateAsUpdate(device, Y.encodeStateVector(draft)));
  Y.applyUpdate(device, Y.encodeStateAsUpdate(draft, Y.encodeStateVector(device)));
  const text = textOf(readDocumentText(draft));
  expect(textOf(readDocumentText(device))).toBe(text);
  for (const words of ['The clinic agrees the imaging.', ' Written without a network.', ' Written meanwhile.', ' And now.'])
    expect(text.split(words)).toHaveLength(2);
});
