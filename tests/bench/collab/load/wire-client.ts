import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';

/** Where a document is, and how its server speaks. */
export type Place = {
  url: string;
  name: string;
  /** Plain is y-websocket's protocol; Hocuspocus puts the document's name before each message and asks for a token first. */
  framing: 'plain' | 'hocuspocus';
  /** Whether the server answers questions; a relay does not. */
  answers: boolean;
  cookie?: string;
};

/** What a client is told as it happens. */
export type Heard = {
  onChange?: (update: Uint8Array, at: number) => void;
  onSaved?: (milliseconds: number, count: number) => void;
};

const SYNC = 0;
const PRESENCE = 1;
const AUTH = 2;
const SAID_SAVED = { plain: 100, hocuspocus: 8 };
const CARET = { anchor: { client: 1234567890, clock: 123456 }, head: { client: 1234567890, clock: 123456 } };
const SHOWN = { user: { name: 'Somebody at work', colour: '#005eb8', section: 'Care pathway and the referral of people' } };
const PATIENCE_MS = 60_000; // a server that has not answered by then is measured as broken

/** A client of any of the measured servers, with as little of its own as the protocol allows. */
export class WireClient {
  socket: WebSocket | undefined;
  /** Why the server ended the connection, if it did. */
  ended: string | undefined;
  /** The number of the message that answered the server's question: it carried everything the server lacked. */
  answeredAs: number | undefined;
  private waiting: { count: number; at: number }[] = [];
  private sent = 0;
  private caretClock = 0;

  constructor(
    readonly place: Place,
    readonly doc: Y.Doc,
    private readonly heard: Heard = {},
  ) {}

  /** Connects and resolves when the server has answered what this client lacks. */
  connect(): Promise<void> {
    const { url, name, framing, answers, cookie } = this.place;
    const socket = new WebSocket(framing === 'plain' ? `${url}/${name}` : url, {
      perMessageDeflate: false,
      headers: cookie ? { cookie } : {},
    });
    this.socket = socket;
    this.waiting = [];
    this.sent = 0;
    this.answeredAs = undefined;
    this.ended = undefined;
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`${url} did not answer`)), PATIENCE_MS);
      const done = (): void => {
        clearTimeout(limit);
        resolve();
      };
      socket.on('open', () => {
        if (framing === 'hocuspocus') this.say(AUTH, (encoder) => [0, 'token'].forEach((part) => writePart(encoder, part)));
        if (answers) this.say(SYNC, (encoder) => writeSync(encoder, 0, Y.encodeStateVector(this.doc)));
        else done();
      });
      socket.on('message', (bytes: Buffer) => this.hear(bytes, done));
      socket.on('error', (error) => (this.ended = error.message));
      socket.on('close', (code, reason) => {
        this.ended ??= `${code} ${reason.toString()}`;
        clearTimeout(limit);
        reject(new Error(`${url} closed: ${this.ended}`));
      });
    });
  }

  /** Sends a change of this client's own and answers its number on this connection; undefined while there is none. */
  change(update: Uint8Array): number | undefined {
    if (this.socket?.readyState !== WebSocket.OPEN) return undefined;
    this.waiting.push({ count: ++this.sent, at: performance.now() });
    this.say(SYNC, (encoder) => writeSync(encoder, 2, update));
    return this.sent;
  }

  /** Shows where this client's caret is. */
  showCaret(): void {
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, 1);
    encoding.writeVarUint(inner, this.doc.clientID);
    encoding.writeVarUint(inner, (this.caretClock += 1));
    encoding.writeVarString(inner, JSON.stringify({ ...SHOWN, caret: CARET }));
    this.say(PRESENCE, (encoder) => encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner)));
  }

  /** Cuts the connection as a lost network would. */
  cut(): void {
    this.socket?.removeAllListeners('close');
    this.socket?.terminate();
  }

  private hear(bytes: Buffer, done: () => void): void {
    const at = performance.now();
    const decoder = decoding.createDecoder(bytes);
    if (this.place.framing === 'hocuspocus') decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === SYNC || (type === 4 && this.place.framing === 'hocuspocus')) this.hearSync(decoder, at, done);
    else if (type === SAID_SAVED[this.place.framing]) this.hearSaved(decoder, at);
  }

  private hearSync(decoder: decoding.Decoder, at: number, done: () => void): void {
    const step = decoding.readVarUint(decoder);
    if (step === 2 && !this.heard.onChange) return; // most clients only take what comes
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === 0) {
      this.waiting.push({ count: ++this.sent, at });
      this.answeredAs ??= this.sent;
      this.say(SYNC, (encoder) => writeSync(encoder, 1, Y.encodeStateAsUpdate(this.doc, bytes)));
    } else if (step === 2) this.heard.onChange?.(bytes, at);
    else {
      this.takeWhole(bytes);
      done();
    }
  }

  /** Takes the answer to the first question; a client that shares its document with others has it already. */
  protected takeWhole(update: Uint8Array): void {
    void update;
  }

  private hearSaved(decoder: decoding.Decoder, at: number): void {
    const upTo = this.place.framing === 'plain' ? decoding.readVarUint(decoder) : (this.waiting[0]?.count ?? 0); // one each, in order
    for (let first = this.waiting[0]; first && first.count <= upTo; first = this.waiting[0]) {
      this.waiting.shift();
      this.heard.onSaved?.(at - first.at, first.count);
    }
  }

  private say(type: number, write: (encoder: encoding.Encoder) => void): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    if (this.place.framing === 'hocuspocus') encoding.writeVarString(encoder, this.place.name);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    this.socket.send(encoding.toUint8Array(encoder));
  }
}

/** A client with a document of its own, which takes what the server has. */
export class ReadingClient extends WireClient {
  protected override takeWhole(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update);
  }
}

function writeSync(encoder: encoding.Encoder, step: number, bytes: Uint8Array): void {
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
}

function writePart(encoder: encoding.Encoder, part: number | string): void {
  if (typeof part === 'number') encoding.writeVarUint(encoder, part);
  else encoding.writeVarString(encoder, part);
}
