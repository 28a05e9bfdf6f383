import { z } from 'zod';
import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { Instant } from '../kernel/instant.ts';

/** One line of the record as the chain binds it (REC-1); personal values appear only as salted commitments (REC-3). */
export const RecordEntry = z.object({
  chain: z.string(),
  position: z.int().min(1),
  act: z.string(),
  actor: z.string(),
  subject: z.record(z.string(), z.string()),
  facts: z.record(z.string(), z.unknown()),
  commitments: z.record(z.string(), z.string()),
  at: Instant,
  previous: z.string(),
});

export type RecordEntry = z.infer<typeof RecordEntry>;

/** The value `previous` has in the first entry of a chain. */
export const CHAIN_START = '0'.repeat(64);

/** Hex SHA-256 over the RFC 8785 form of an entry; the next entry's `previous`. */
export function entryHash(entry: RecordEntry): string {
  return sha256Hex(canonicalize(RecordEntry.parse(entry)) ?? '');
}

/** Hex SHA-256 of `salt ‖ value`: what the chain holds for anything personal, so erasing keeps the chain whole (REC-3). */
export function commitmentOf(salt: string, value: string): string {
  return sha256Hex(salt + value);
}

/** Hex SHA-256 of a text's UTF-8 bytes. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
