import * as Y from 'yjs';
import { eachInline, listMarkers, openCell, openRoots, type FlatRoots } from './flat-root.ts';
import { kindOf, textOf } from './yjs-internals.ts';

/** How far a text was stored, as few bytes as can be kept beside a note. */
export function storedMark(doc: Y.Doc): Uint8Array {
  return Y.encodeStateVector(doc);
}

/**
 * The blocks with words that a person has written since a mark, those words in square brackets: what a device has and the server has
 * not. Without a mark everything of the person counts.
 */
export function unsentPassages(doc: Y.Doc, mark: Uint8Array | undefined, isOwn: (client: number) => boolean): string[] {
  const roots = openRoots(doc);
  const stored = mark ? Y.decodeStateVector(mark) : new Map<number, number>();
  const texts = [roots, ...[...roots.tables.allCells().values()].map((cell) => openCell(roots, cell))];
  const isUnsent = (client: number, clock: number): boolean => isOwn(client) && clock >= (stored.get(client) ?? 0);
  return texts.flatMap((text) => passagesIn(text, isUnsent));
}

function passagesIn(text: FlatRoots, isUnsent: (client: number, clock: number) => boolean): string[] {
  return listMarkers(text).flatMap((marker) => {
    const pieces: { words: string; unsent: boolean }[] = [];
    eachInline(text, marker, (item) => {
      const words = kindOf(item) === 'text' ? textOf(item) : '\n';
      words.split('').forEach((unit, i) => {
        const unsent = isUnsent(item.id.client, item.id.clock + i);
        const last = pieces.at(-1);
        if (last?.unsent === unsent) last.words += unit;
        else pieces.push({ words: unit, unsent });
      });
    });
    if (!pieces.some(({ words, unsent }) => unsent && words.trim() !== '')) return [];
    return [pieces.map(({ words, unsent }) => (unsent ? `[${words}]` : words)).join('')];
  });
}
