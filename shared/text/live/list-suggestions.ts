import type * as Y from 'yjs';
import { attributesOf } from './block-marker.ts';
import { eachInline, listMarkers, openRoots, type BlockMarker, type FlatRoots } from './flat-root.ts';
import type { FormatKey } from './inline-formats.ts';
import type { IdRange } from './ledger-entries.ts';
import { ledgerOf, type Piece, type SuggestionLedger } from './suggestion-ledger.ts';
import { textOf, type FlatItem } from './yjs-internals.ts';

/** One part of a suggestion: what is proposed on which characters, or for which block. */
export type SuggestionPart =
  /** The text of a marker is what its block shows besides words: the description of a picture. */
  | { act: 'insertion' | 'deletion'; session: number; round: number; range: IdRange; text: string; isMarker: boolean }
  | {
      act: 'format';
      session: number;
      round: number;
      range: IdRange;
      text: string;
      key: FormatKey;
      value: true | string | null;
    }
  | { act: 'conversion'; session: number; round: number; blockId: string; from: string; to: string };

/** What one person suggests at one place: parts that stand side by side, or one block's new kind. */
export type Suggestion = {
  id: string;
  person: string;
  name: string;
  /** When, by the server's clock; undefined until the server has said. */
  at: string | undefined;
  blockId: string;
  parts: SuggestionPart[];
};

/** Every open suggestion of a text, in the order of the text. */
export function listSuggestions(doc: Y.Doc): Suggestion[] {
  const roots = openRoots(doc);
  const ledger = ledgerOf(doc);
  if (!ledger.sessions.size) return [];
  const collector = new Collector(ledger);
  for (const marker of listMarkers(roots)) {
    const { id, kind, level, picture } = attributesOf(roots, marker);
    if (marker) collector.unit(id, marker, true, picture ? `[Picture: ${picture.alt ?? 'no description'}] ` : '');
    eachInline(roots, marker, (item) => collector.unit(id, item, false));
    collector.conversions(id, level ? `${kind}:${level}` : kind);
  }
  return collector.found;
}

/** Gathers pieces in the order of the text; what one person proposes on neighbouring units is one suggestion. */
class Collector {
  readonly found: Suggestion[] = [];
  private readonly open = new Map<string, Suggestion>();

  constructor(private readonly ledger: SuggestionLedger) {}

  unit(blockId: string, item: FlatItem, isMarker: boolean, shows = ''): void {
    const { client, clock } = item.id;
    if (this.ledger.isPlain(client)) {
      this.open.clear();
      return;
    }
    for (const piece of this.ledger.pieces(client, clock, item.length)) {
      const range = { client, clock: piece.clock, length: piece.length };
      const text = shows + textOf(item).slice(piece.clock - clock, piece.clock - clock + piece.length);
      this.take(blockId, partsOf(piece, range, text, isMarker));
    }
  }

  conversions(blockId: string, from: string): void {
    for (const { session, round, to } of this.ledger.conversionsOf(blockId)) {
      this.begin(blockId, { act: 'conversion', session, round, blockId, from, to });
    }
  }

  private take(blockId: string, parts: SuggestionPart[]): void {
    const people = new Set(parts.map(({ session }) => this.ledger.personOf(session)));
    for (const person of [...this.open.keys()]) if (!people.has(person)) this.open.delete(person);
    for (const part of parts) {
      const person = this.ledger.personOf(part.session);
      if (person === undefined) continue;
      const known = this.open.get(person);
      if (known) known.parts.push(part);
      else {
        const begun = this.begin(blockId, part);
        if (begun) this.open.set(person, begun);
      }
    }
  }

  private begin(blockId: string, part: SuggestionPart): Suggestion | undefined {
    const session = this.ledger.sessions.get(part.session);
    if (!session) return undefined;
    const where = part.act === 'conversion' ? part.blockId : `${part.range.client}.${part.range.clock}`;
    const id = `${part.act} ${where} ${part.session}`;
    const at = part.act === 'insertion' ? this.ledger.timeOf(part.range.client, part.range.clock) : undefined;
    const suggestion = { id, person: session.person, name: session.name, at: at ?? session.at, blockId, parts: [part] };
    this.found.push(suggestion);
    return suggestion;
  }
}

function partsOf(piece: Piece, range: IdRange, text: string, isMarker: boolean): SuggestionPart[] {
  const parts: SuggestionPart[] = [];
  if (piece.inserted !== null) parts.push({ act: 'insertion', session: piece.inserted, round: 0, range, text, isMarker });
  for (const { session, round } of piece.deletions) parts.push({ act: 'deletion', session, round, range, text, isMarker });
  for (const { session, round, key, value } of piece.formats) {
    parts.push({ act: 'format', session, round, range, text, key, value });
  }
  return parts;
}

/** The block a marker begins, by its id. */
export function blockIdOf(roots: FlatRoots, marker: BlockMarker): string {
  return attributesOf(roots, marker).id;
}
