import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { House } from '../../server/house.ts';
import { MESSAGE } from '../../shared/drafting/wire.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { contentHash } from '../../shared/text/canonical-form.ts';
import { putMarker } from '../../shared/text/live/block-marker.ts';
import { openRoots, SCHEMA_VERSION } from '../../shared/text/live/flat-root.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { firstItemOf, insertAfter, isLive, isMarker, type FlatItem } from '../../shared/text/live/yjs-internals.ts';
import { textOf } from '../../shared/text/plain-text.ts';
import { FlatWriter } from './flat-writer.ts';

/** A stock y-websocket client with a session, as any program could be one (DRA-1). */
export type DraftClient = {
  doc: Y.Doc;
  provider: WebsocketProvider;
  /** How many change messages of this connection the server has called saved. */
  saved(): number;
  /** How many change messages this client has sent on this connection. */
  sent(): number;
  /** Which connection this is: 1 for the first. */
  connection(): number;
  /** The number of the message that answered the server's question on this connection: it carries everything the server lacked. */
  answeredAs(): number | undefined;
  /** Is told each time the server calls something saved. */
  onSaved(listener: () => void): void;
  /** What the server has said of its store: true when it takes nothing, false when it takes changes again. */
  trouble: boolean[];
  refusals: string[];
  closes: { code: number; reason: string }[];
  text(): string;
  hash(): string;
  /** Types words at the end of the last block, as the editor would write them. */
  type(words: string): void;
  /** Takes away as many characters at the end of the last block. */
  erase(characters: number): void;
  stop(): void;
};

/** Connects a stock client; with a `pageLoad` it declares its client id as the draft room's own page does. */
export function connectDraft(
  house: Pick<House, 'baseUrl'>,
  documentId: string,
  {
    cookie,
    headers = {},
    doc = new Y.Doc(),
    pageLoad,
  }: { cookie?: string; headers?: Record<string, string>; doc?: Y.Doc; pageLoad?: string },
): DraftClient {
  let sent = 0;
  let saved = 0;
  let connections = 0;
  let answered: number | undefined;
  const savedListeners: (() => void)[] = [];
  const refusals: string[] = [];
  const closes: { code: number; reason: string }[] = [];
  class SessionSocket extends WebSocket {
    constructor(address: string) {
      super(address, { headers: { ...(cookie ? { cookie } : {}), ...headers } });
      sent = 0;
      saved = 0;
      connections += 1;
      answered = undefined;
    }
    override send(bytes: Uint8Array): void {
      if (bytes[0] === MESSAGE.sync && (bytes[1] ?? 0) > 0) sent += 1;
      if (bytes[0] === MESSAGE.sync && bytes[1] === 1) answered ??= sent;
      super.send(bytes);
    }
  }
  openRoots(doc);
  const provider = new WebsocketProvider(house.baseUrl.replace('http', 'ws') + '/collab', documentId, doc, {
    WebSocketPolyfill: SessionSocket as unknown as typeof globalThis.WebSocket, // ws speaks the browser's interface
    disableBc: true,
    maxBackoffTime: 300,
  });
  provider.messageHandlers[MESSAGE.savedUpTo] = (_encoder, decoder) => {
    saved = decoding.readVarUint(decoder);
    for (const listener of savedListeners) listener();
  };
  provider.messageHandlers[MESSAGE.refused] = (_encoder, decoder) => {
    decoding.readVarUint(decoder);
    refusals.push(decoding.readVarString(decoder));
  };
  provider.messageHandlers[MESSAGE.hello] = () => undefined;
  const trouble: boolean[] = [];
  provider.messageHandlers[MESSAGE.storeTrouble] = (_encoder, decoder) => trouble.push(decoding.readVarUint(decoder) === 1);
  provider.on('status', ({ status }) => {
    if (status === 'connected' && pageLoad)
      provider.ws?.send(helloBytes({ schema: SCHEMA_VERSION, clientId: doc.clientID, pageLoad }));
  });
  provider.on('connection-close', (event) => {
    if (event) closes.push({ code: event.code, reason: event.reason });
  });
  return {
    doc,
    provider,
    saved: () => saved,
    connection: () => connections,
    answeredAs: () => answered,
    onSaved: (listener) => void savedListeners.push(listener),
    sent: () => sent,
    trouble,
    refusals,
    closes,
    text: () => textOf(readDocumentText(doc)),
    hash: () => contentHash(readDocumentText(doc)),
    type: (words) => typeAtEnd(doc, words),
    erase: (characters) => eraseAtEnd(doc, characters),
    stop: () => {
      const { meta } = provider.awareness; // Yjs may have drawn another client id meanwhile, and the provider trips over that
      meta.set(doc.clientID, meta.get(doc.clientID) ?? { clock: 0, lastUpdated: 0 });
      provider.destroy();
    },
  };
}

/** Waits until something holds, or throws with what was waited for. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, limitMs = 10_000): Promise<void> {
  for (const end = performance.now() + limitMs; performance.now() < end;) {
    if (await holds()) return;
    await new Promise((later) => setTimeout(later, 10));
  }
  throw new Error(`waited ${limitMs} ms for: ${what}`);
}

/** Waits until a client has the server's text. */
export async function synced(client: DraftClient): Promise<DraftClient> {
  await until(() => client.provider.synced, 'the first sync');
  return client;
}

/** A bare socket, for what no honest client sends. */
export type BareSocket = {
  socket: WebSocket;
  messages: Uint8Array[];
  closed: Promise<{ code: number; reason: string }>;
  /** The HTTP status when the upgrade was refused, else undefined. */
  opened: Promise<number | undefined>;
};

/** Opens a bare socket. */
export function openBare(house: Pick<House, 'baseUrl'>, path: string, headers: Record<string, string> = {}): BareSocket {
  const socket = new WebSocket(house.baseUrl.replace('http', 'ws') + path, { headers });
  const messages: Uint8Array[] = [];
  socket.on('message', (bytes: Buffer) => messages.push(new Uint8Array(bytes)));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  const opened = new Promise<number | undefined>((resolve) => {
    socket.on('open', () => resolve(undefined));
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode);
    });
    socket.on('error', () => undefined); // told by `opened` and `closed`
  });
  return { socket, messages, closed, opened };
}

/** The bytes of a client's hello. */
export function helloBytes(hello: { schema: number; clientId: number; pageLoad: string }): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.hello);
  encoding.writeVarString(encoder, JSON.stringify(hello));
  return encoding.toUint8Array(encoder);
}

/** The bytes of a change message for an update; step 1 is the answer to the server's question. */
export function changeBytes(update: Uint8Array, step: 1 | 2 = 2): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

const LONG_BLOCK = 15_000; // characters after which a typist begins a new paragraph, well below the longest a block may be

/** Types words at the end of the last block, directly behind the last visible character as the editor does; a long block is left for a new one. */
export function typeAtEnd(doc: Y.Doc, words: string): void {
  const roots = openRoots(doc);
  let last: FlatItem | null = null;
  let letters = 0;
  for (let item = firstItemOf(roots.flat); item; item = item.right) {
    if (!isLive(item)) continue;
    letters = isMarker(item) ? 0 : letters + item.length;
    last = item;
  }
  doc.transact((transaction) => {
    const paragraph = { id: makeId(), kind: 'paragraph' as const, level: 0, table: null, tableId: null };
    const left = letters > LONG_BLOCK ? putMarker(transaction, roots, last, paragraph) : last;
    insertAfter(transaction, roots.flat, left, { text: words });
  });
}

function eraseAtEnd(doc: Y.Doc, characters: number): void {
  const writer = new FlatWriter(doc);
  const { state } = writer;
  const end = state.doc.content.size - 1;
  writer.change(state.tr.delete(end - characters, end));
  writer.binding.disconnect();
}
