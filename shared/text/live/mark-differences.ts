import type { Node } from '@tiptap/pm/model';
import { FORMAT_KEYS, formatValue, type FormatKey } from './inline-formats.ts';
import { formatsOfMarks } from './render-document.ts';

/** A stretch of a block on which one format should have this value. */
export type MarkDifference = { key: FormatKey; from: number; to: number; value: true | string | null };

/** Where the marks of two blocks with the same text differ, as what would make the first like the second. */
export function markDifferences(is: Node, wanted: Node): MarkDifference[] {
  return FORMAT_KEYS.flatMap((key) => differencesOf(key, runsOf(is, key), runsOf(wanted, key)));
}

/** Whether two blocks have the same characters and atoms, whatever their marks. */
export function sameCharacters(a: Node, b: Node): boolean {
  return charactersOf(a) === charactersOf(b);
}

function charactersOf(node: Node): string {
  return node.textBetween(0, node.content.size, '', '\uFFFC');
}

type Run = { to: number; value: true | string | null };

function runsOf(node: Node, key: FormatKey): Run[] {
  const runs: Run[] = [];
  let to = 0;
  node.forEach((child) => {
    to += child.nodeSize;
    const value = formatValue(formatsOfMarks(child.marks), key);
    const last = runs.at(-1);
    if (last && last.value === value) last.to = to;
    else runs.push({ to, value });
  });
  return runs;
}

function differencesOf(key: FormatKey, is: Run[], wanted: Run[]): MarkDifference[] {
  const differences: MarkDifference[] = [];
  let from = 0;
  for (let a = 0, b = 0; ;) {
    const [has, wants] = [is[a], wanted[b]];
    if (!has || !wants) return differences;
    const to = Math.min(has.to, wants.to);
    if (has.value !== wants.value) differences.push({ key, from, to, value: wants.value });
    from = to;
    if (has.to === to) a++;
    if (wants.to === to) b++;
  }
}
