import type { Examined, RefusedUpdate } from './check-update.ts';
import { readEntry, readKey, type LedgerEntry, type LedgerKey } from './ledger-entries.ts';
import { isAboutLine } from './line-ledger.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import { tableRootName } from './table-names.ts';
import type { StructContent } from './yjs-internals.ts';

/**
 * Checks a new entry of the ledger of suggestions, of any writer: a proposal only in one's own name, or carried along onto one's own
 * characters; a decision only by those who may edit; sessions and times only by the server (TXT-5).
 */
export function checkLedgerEntry(key: string | null, content: StructContent, examined: Examined): RefusedUpdate | null {
  const refused = key === null ? 'ledger' : checkLedgerKey(key, examined);
  if (refused || key === null || content.kind === 'deleted') return refused;
  if (examined.sender.mayNotAcceptOwn && decidesOwn(key, examined)) return 'own-suggestion';
  if (content.kind !== 'values') return 'ledger';
  const fits = content.values.every((value) => {
    const entry = readEntry(key, value);
    return entry !== undefined && isAboutKnown(entry, examined);
  });
  return fits ? null : 'ledger';
}

/** Whether an entry decides on a suggestion of the sender: accepting says so of characters, everything else of a session. */
function decidesOwn(key: string, { roots, sender }: Examined): boolean {
  const read = readKey(key);
  const ledger = ledgerOf(roots.doc);
  if (!read || !['a', 'x', 'y', 'w'].includes(read.kind)) return false;
  const { client, clock, length } = read;
  const sessions = read.kind === 'a' ? ledger.pieces(client, clock, length).map(({ inserted }) => inserted ?? 0) : [read.session];
  return sessions.some((session) => ledger.personOf(session) === sender.person);
}

/** Checks who may write or take away an entry with this key. */
export function checkLedgerKey(key: string, examined: Examined): RefusedUpdate | null {
  const read = readKey(key);
  if (!read) return 'ledger';
  if (read.kind === 'c' || read.kind === 't') return 'server-only';
  return mayWrite(read, examined) ? null : 'ledger';
}

function mayWrite({ kind, client, session }: LedgerKey, { roots, sender }: Examined): boolean {
  const ledger = ledgerOf(roots.doc);
  const mayDecide = !sender.mayOnlySuggest;
  if (kind === 'a' || kind === 'x' || kind === 'y' || kind === 'w') return mayDecide;
  if (kind === 'i') return mayDecide && sender.isOwnClient(client);
  if (ledger.personOf(session) === sender.person) return true;
  return (kind === 'd' || kind === 'f') && mayDecide && sender.isOwnClient(client) && ledger.sessions.has(session); // carried along by a move or undo
}

/** Whether an entry is about characters that are there, and names a session that is registered. */
function isAboutKnown(entry: LedgerEntry, { roots, incoming }: Examined): boolean {
  if (entry.kind === 'carried' && !ledgerOf(roots.doc).sessions.has(entry.session)) return false;
  if (isAboutLine(entry)) {
    const root = tableRootName(entry.table);
    return roots.doc.share.has(root) || incoming.roots.has(root);
  }
  return !('range' in entry) || incoming.knows(entry.range.client, entry.range.clock + entry.range.length - 1);
}
