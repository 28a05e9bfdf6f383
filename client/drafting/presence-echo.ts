import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MESSAGE } from '../../shared/drafting/wire.ts';

/** Notices who is missing in a list of everybody: a page that asks hears who is here, never who left (DRA-4). */
export class PresenceEcho {
  private before = new Map<number, number>();

  /** Messages that say that somebody of the last list has gone; at most one. */
  goneSince(everybody: Uint8Array): Uint8Array[] {
    const now = clocksIn(everybody);
    const gone = [...this.before].filter(([client]) => !now.has(client));
    this.before = now;
    return gone.length > 0 ? [goneMessage(gone)] : [];
  }
}

/** The client ids a presence message tells of, each with its clock. */
export function clocksIn(message: Uint8Array): Map<number, number> {
  const outer = decoding.createDecoder(message);
  decoding.readVarUint(outer);
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(outer));
  const count = decoding.readVarUint(decoder);
  const clocks = new Map<number, number>();
  for (let at = 0; at < count; at += 1) {
    const client = decoding.readVarUint(decoder);
    clocks.set(client, decoding.readVarUint(decoder));
    decoding.readVarString(decoder);
  }
  return clocks;
}

function goneMessage(gone: [number, number][]): Uint8Array {
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, gone.length);
  for (const [client, clock] of gone) {
    encoding.writeVarUint(inner, client);
    encoding.writeVarUint(inner, clock + 1);
    encoding.writeVarString(inner, 'null');
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.presence);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
  return encoding.toUint8Array(encoder);
}
