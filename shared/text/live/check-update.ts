import type * as Y from 'yjs';
import { BlockId } from '../document-text.ts';
import { isKnownKind, TableContent } from './block-marker.ts';
import { checkTableEntry, checkTables } from './check-table.ts';
import { openRoots, ROOT_NAMES } from './flat-root.ts';
import { isBreak, isKnownFormat } from './inline-formats.ts';
import { cellOfRoot, isTableId, tableOfRoot } from './table-names.ts';
import { clientsIn, entryIds, readIncoming, type IncomingStruct, type StructContent } from './yjs-internals.ts';

const LARGEST_UPDATE = 1_000_000; // bytes; a day of offline typing is under 100 kB, a pasted 100-page text under 500 kB

/** Why an update is not taken; 'missing' asks the client to send what came before, all others are final. */
export type RefusedUpdate =
  | 'too-large'
  | 'undecodable'
  | 'missing'
  | 'foreign-client'
  | 'server-only'
  | 'ledger'
  | 'unknown-root'
  | 'unknown-content'
  | 'bad-marker'
  | 'bad-table'
  | 'tables-full';

/** Who sends the update: the client ids bound to that person (DRA-9), whatever the connection. */
export type UpdateSender = { isOwnClient: (clientId: number) => boolean; largest?: number };

/**
 * Checks an update of somebody who may edit before anything is applied, stored or relayed (TXT-5): v1 only, of bounded size, new
 * structs only under that person's own client ids, only content this version knows, and nothing of what only the server writes.
 * Costs what the update costs, not what the document costs. Null means it may be taken.
 */
export function checkUpdate(doc: Y.Doc, update: Uint8Array, sender: UpdateSender): RefusedUpdate | null {
  if (update.length > (sender.largest ?? LARGEST_UPDATE)) return 'too-large';
  openRoots(doc); // so that Yjs knows the roots' types
  const incoming = readIncoming(doc, update);
  if (!incoming) return 'undecodable';
  if (incoming === 'missing') return 'missing';
  if ([...incoming.roots].some((name) => !isKnownRoot(name))) return 'unknown-root';
  for (const struct of incoming.structs) {
    if (!sender.isOwnClient(struct.client)) return 'foreign-client';
    const refused = checkStruct(struct);
    if (refused) return refused;
  }
  const tables = checkTables(doc, incoming);
  return tables ?? checkDeletes(doc, incoming.deletes);
}

/** The client ids under which an update writes; empty for an update that only deletes or is none. */
export function clientIdsOf(update: Uint8Array): number[] {
  return clientsIn(update) ?? [];
}

function checkStruct({ parent, content }: IncomingStruct): RefusedUpdate | null {
  if (parent.in === 'gone') return null;
  if (parent.in === 'elsewhere') return 'unknown-content';
  if (parent.in === 'marker') return checkEntry(parent.name, parent.key, content);
  if (tableOfRoot(parent.name) !== undefined) return checkTableEntry(parent.key, content);
  if (parent.name === 'meta' || parent.name === 'first') return 'server-only';
  if (parent.name === 'sug') return 'ledger';
  return isText(parent.name) && parent.key === null && isKnownInText(content) ? null : 'unknown-content';
}

function isKnownRoot(name: string): boolean {
  return ROOT_NAMES.includes(name) || tableOfRoot(name) !== undefined || cellOfRoot(name) !== undefined;
}

/** The document's text or that of a cell. */
function isText(root: string): boolean {
  return root === 'flat' || cellOfRoot(root) !== undefined;
}

function isKnownInText(content: StructContent): boolean {
  if (content.kind === 'atom') return isBreak(content.value);
  if (content.kind === 'format') return isKnownFormat(content.key, content.value);
  return content.kind === 'text' || content.kind === 'deleted' || content.kind === 'marker';
}

function checkEntry(root: string, key: string | null, content: StructContent): RefusedUpdate | null {
  if (!isText(root)) return 'unknown-content';
  if (content.kind === 'deleted') return null;
  if (content.kind !== 'values') return 'bad-marker';
  const fits = root === 'flat' ? fitsKey : fitsKeyInCell;
  return content.values.every((value) => fits(key, value)) ? null : 'bad-marker'; // several: overwritten values that undo keeps
}

/** A cell holds text blocks only. */
function fitsKeyInCell(key: string | null, value: unknown): boolean {
  return (key === 'id' || (key === 't' && value !== 'table')) && fitsKey(key, value);
}

function fitsKey(key: string | null, value: unknown): boolean {
  if (key === 't') return isKnownKind(value);
  if (key === 'id') return BlockId.safeParse(value).success;
  if (key === 'tb') return isTableId(value);
  return key === 'n' ? isMoveCount(value) : key === 'table' && isTable(value);
}

function isMoveCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isTable(value: unknown): boolean {
  return TableContent.safeParse(value).success;
}

function checkDeletes(doc: Y.Doc, deletes: (id: { client: number; clock: number }) => boolean): RefusedUpdate | null {
  const { meta, first, ledger } = openRoots(doc);
  if ([...entryIds(meta), ...entryIds(first)].some(deletes)) return 'server-only';
  return entryIds(ledger).some(deletes) ? 'ledger' : null;
}
