import type * as Y from 'yjs';
import { BlockId } from '../document-text.ts';
import { isKnownKind, TableContent } from './block-marker.ts';
import { BlockMove, MOVE_KEY } from './block-move.ts';
import { checkLedgerEntry, checkLedgerKey } from './check-ledger.ts';
import { checkSuggestedDeletion, checkSuggestedStruct } from './check-suggestion.ts';
import { checkTableEntry, checkTables } from './check-table.ts';
import { clientsIn } from './decode-update.ts';
import { openRoots, ROOT_NAMES, type DocumentRoots } from './flat-root.ts';
import { isBreak, isKnownFormat, noteOf } from './inline-formats.ts';
import { PICTURE_VALUES } from './picture-marker.ts';
import { deleterOfKey, isRemovalRecord } from './removal-records.ts';
import { cellOfRoot, isTableId, tableOfRoot } from './table-names.ts';
import { eachItemOver, keyOfEntry } from './yjs-id-ranges.ts';
import { isEntryOf, readIncoming, type IncomingChanges, type IncomingStruct, type StructContent } from './yjs-internals.ts';

const LARGEST_UPDATE = 1_000_000; // bytes; a day of offline typing is under 100 kB, a pasted 100-page text under 500 kB

/** Why an update is not taken; 'missing' asks the client to send what came before, 'forked' says that a copy of the page has written too, all others are final. */
export type RefusedUpdate =
  | 'too-large'
  | 'undecodable'
  | 'missing'
  | 'forked'
  | 'foreign-client'
  | 'server-only'
  | 'ledger'
  | 'unknown-root'
  | 'unknown-content'
  | 'bad-marker'
  | 'bad-table'
  | 'tables-full'
  /** Somebody who may only suggest changed the text itself. */
  | 'not-suggestion'
  /** Somebody accepted an own suggestion in a guarded document. */
  | 'own-suggestion'
  /** Somebody who may only suggest changed an own suggestion that has been accepted meanwhile. */
  | 'decided';

/** Who sends the update: the person, the client ids bound to them (DRA-9) whatever the connection, and whether they may only suggest. */
export type UpdateSender = {
  person: string;
  isOwnClient: (clientId: number) => boolean;
  mayOnlySuggest?: boolean;
  /** Whether they may decide on what others have suggested only: in a guarded document (DRA-29). */
  mayNotAcceptOwn?: boolean;
  largest?: number;
};

/**
 * Checks an update before anything is applied, stored or relayed (TXT-5): v1 only, of bounded size, new structs only under that
 * person's own client ids, only content this version knows, nothing of what only the server writes, ledger entries only in one's own
 * name, and of somebody who may only suggest nothing but suggestions. Costs what the update costs, not what the document costs. Null
 * means it may be taken.
 */
export function checkUpdate(doc: Y.Doc, update: Uint8Array, sender: UpdateSender): RefusedUpdate | null {
  if (update.length > (sender.largest ?? LARGEST_UPDATE)) return 'too-large';
  const roots = openRoots(doc); // so that Yjs knows the roots' types
  const incoming = readIncoming(doc, update);
  if (!incoming) return 'undecodable';
  if (incoming === 'missing' || incoming === 'forked') return incoming;
  if ([...incoming.roots].some((name) => !isKnownRoot(name))) return 'unknown-root';
  for (const struct of incoming.structs) {
    if (!sender.isOwnClient(struct.client)) return 'foreign-client';
    const refused = checkStruct(struct, { roots, incoming, sender });
    if (refused) return refused;
  }
  return checkTables(doc, incoming) ?? checkDeletions({ roots, incoming, sender });
}

/** An update under examination. */
export type Examined = { roots: DocumentRoots; incoming: IncomingChanges; sender: UpdateSender };

/** The client ids under which an update writes; empty for an update that only deletes or is none. */
export function clientIdsOf(update: Uint8Array): number[] {
  return clientsIn(update) ?? [];
}

function checkStruct(struct: IncomingStruct, examined: Examined): RefusedUpdate | null {
  const refused = checkContent(struct, examined);
  const { parent } = struct;
  const isRecord = parent.in === 'root' && parent.name === 'gone'; // says what its writer had seen, and changes no text
  return refused ?? (examined.sender.mayOnlySuggest && !isRecord ? checkSuggestedStruct(struct, examined) : null);
}

type RootCheck = (key: string | null, content: StructContent, examined: Examined) => RefusedUpdate | null;

const ROOT_CHECKS: ReadonlyMap<string, RootCheck> = new Map([
  ['meta', () => 'server-only'],
  ['first', () => 'server-only'],
  ['sug', checkLedgerEntry],
  ['gone', checkRemoval],
]);

function checkContent({ parent, content }: IncomingStruct, examined: Examined): RefusedUpdate | null {
  if (parent.in === 'gone') return null;
  if (parent.in === 'elsewhere') return 'unknown-content';
  if (parent.in === 'marker') return checkEntry(parent.name, parent.key, content) ?? checkKnown(parent.key, content, examined);
  if (tableOfRoot(parent.name) !== undefined) return checkTableEntry(parent.key, content);
  const checkOwn = ROOT_CHECKS.get(parent.name);
  if (checkOwn) return checkOwn(parent.key, content, examined);
  return isText(parent.name) && parent.key === null && isKnownInText(content) ? null : 'unknown-content';
}

/** What somebody says they had seen when they deleted: under their own client ids only. */
function checkRemoval(key: string | null, content: StructContent, { sender }: Pick<Examined, 'sender'>): RefusedUpdate | null {
  const deleter = deleterOfKey(key ?? '');
  if (deleter === undefined) return 'unknown-content';
  if (!sender.isOwnClient(deleter)) return 'foreign-client';
  if (content.kind === 'deleted') return null;
  return content.kind === 'values' && content.values.every(isRemovalRecord) ? null : 'unknown-content';
}

function isKnownRoot(name: string): boolean {
  return ROOT_NAMES.includes(name) || tableOfRoot(name) !== undefined || cellOfRoot(name) !== undefined;
}

/** The document's text or that of a cell. */
function isText(root: string): boolean {
  return root === 'flat' || cellOfRoot(root) !== undefined;
}

function isKnownInText(content: StructContent): boolean {
  if (content.kind === 'atom') return isBreak(content.value) || noteOf(content.value) !== undefined;
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

/** A move names markers that are there, or come with the update. */
function checkKnown(key: string | null, content: StructContent, { incoming }: Examined): RefusedUpdate | null {
  if (key !== MOVE_KEY || content.kind !== 'values') return null;
  const known = content.values.every((value) => {
    const { b, u } = BlockMove.parse(value); // its form was looked at before
    return [b, u].every((ref) => !ref || incoming.knows(ref[0], ref[1]));
  });
  return known ? null : 'bad-marker';
}

/** A cell holds text blocks only, and none of them is moved by its marker. */
function fitsKeyInCell(key: string | null, value: unknown): boolean {
  return (
    (key === 'id' || key === 'pb' || (key === 't' && value !== 'table' && value !== 'note' && value !== 'image')) &&
    fitsKey(key, value)
  );
}

function fitsKey(key: string | null, value: unknown): boolean {
  if (key === 't') return isKnownKind(value);
  if (key === 'id') return BlockId.safeParse(value).success;
  if (key === 'pb') return typeof value === 'boolean';
  if (key !== null && Object.hasOwn(PICTURE_VALUES, key)) return PICTURE_VALUES[key]?.safeParse(value).success === true;
  if (key === 'tb') return isTableId(value);
  if (key === MOVE_KEY) return BlockMove.safeParse(value).success;
  return key === 'n' ? isMoveCount(value) : key === 'table' && isTable(value);
}

function isMoveCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isTable(value: unknown): boolean {
  return TableContent.safeParse(value).success;
}

/** Looks at everything alive that the update deletes; what is gone already costs nothing. */
function checkDeletions(examined: Examined): RefusedUpdate | null {
  const { roots, incoming, sender } = examined;
  let refused: RefusedUpdate | null = null;
  for (const range of incoming.deletions) {
    eachItemOver(roots.doc, range, (item) => {
      if (refused || item.deleted) return;
      if (isEntryOf(item, roots.meta) || isEntryOf(item, roots.first)) refused = 'server-only';
      else if (isEntryOf(item, roots.ledger)) refused = checkLedgerKey(keyOfEntry(item), examined);
      else if (isEntryOf(item, roots.gone)) refused = checkRemoval(keyOfEntry(item), { kind: 'deleted' }, examined);
      else if (sender.mayOnlySuggest) refused = checkSuggestedDeletion(item, range, examined);
    });
    if (refused) return refused;
  }
  return null;
}
