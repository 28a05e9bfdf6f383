import { letters, roman } from '../../../shared/text/place-count.ts';
import type { WordStyles } from './word-styles.ts';
import { childAt, childElements, numberAt, valueAt, wholeNumber, type XmlElement } from './xml-tree.ts';

/** How one level of a list counts. */
export type ListLevel = { format: string; pattern: string; start: number; styleId?: string };

/** A numbered or bulleted paragraph: which list, which level of it, and what Word prints before it. */
export type ListItem = { listId: string; countedIn: string; level: number; format: string; printed: string };

type List = { countedIn: string; levels: Map<number, ListLevel>; restarts: Map<number, number> };

const NO_LIST = '0'; // a paragraph that takes itself out of its style's list
const PLAIN_LEVEL: ListLevel = { format: 'decimal', pattern: '', start: 1 }; // what Word takes when a list says nothing
const LEVELS = 9; // as many as Word has
const MAX_COUNT = 100_000; // a start value beyond it is no numbering

/** The lists of a Word file, counting along while paragraphs are read in order. */
export class WordNumbering {
  private readonly lists = new Map<string, List>();
  private readonly counters = new Map<string, number[]>();
  private readonly begun = new Set<string>();

  /** Reads the numbering part; a file without one has no lists. */
  constructor(part: XmlElement | undefined, styles: WordStyles) {
    const abstracts = new Map(childElements(part, 'w:abstractNum').map((one) => [one.attributes['w:abstractNumId'] ?? '', one]));
    const linked = (id: string | undefined, hops = 0): XmlElement | undefined => {
      const found = abstracts.get(id ?? '');
      const style = valueAt(found, 'w:numStyleLink');
      if (!found || style === undefined || hops > 3) return found;
      const num = childElements(part, 'w:num').find((one) => one.attributes['w:numId'] === styles.listOf(style));
      return linked(valueAt(num, 'w:abstractNumId'), hops + 1) ?? found;
    };
    for (const num of childElements(part, 'w:num')) {
      const abstract = linked(valueAt(num, 'w:abstractNumId'));
      if (abstract) this.lists.set(num.attributes['w:numId'] ?? '', listOf(num, abstract));
    }
  }

  /** The list item a paragraph is, counted up; nothing for a paragraph outside lists. */
  next(properties: XmlElement | undefined, style: { numbering?: { listId: string; level?: number } }): ListItem | undefined {
    const listId = valueAt(properties, 'w:numPr', 'w:numId') ?? style.numbering?.listId ?? NO_LIST;
    const list = listId === NO_LIST ? undefined : this.lists.get(listId);
    if (!list) return undefined;
    const level = inRange(statedLevel(properties, list) ?? style.numbering?.level ?? 0);
    const { format, pattern } = list.levels.get(level) ?? PLAIN_LEVEL;
    if (format === 'none' && pattern.trim() === '') return undefined;
    return { listId, countedIn: list.countedIn, level, format, printed: this.count(listId, list, level) };
  }

  private count(listId: string, list: List, level: number): string {
    const counters = this.counters.get(list.countedIn) ?? [];
    this.counters.set(list.countedIn, counters);
    const restart = list.restarts.get(level);
    const fresh = `${listId}/${level}`;
    if (restart !== undefined && !this.begun.has(fresh)) counters[level] = restart;
    else counters[level] = counters[level] === undefined ? startOf(list, level) : counters[level] + 1;
    this.begun.add(fresh);
    counters.length = level + 1;
    for (let above = 0; above < level; above++) counters[above] ??= startOf(list, above);
    return printed(list, level, counters);
  }
}

function listOf(num: XmlElement, abstract: XmlElement): List {
  const levels = new Map<number, ListLevel>();
  for (const level of childElements(abstract, 'w:lvl')) addLevel(levels, level);
  const restarts = new Map<number, number>();
  for (const override of childElements(num, 'w:lvlOverride')) {
    const own = childAt(override, 'w:lvl');
    if (own) addLevel(levels, own);
    const start = numberAt(override, 'w:startOverride');
    if (start !== undefined) restarts.set(inRange(wholeNumber(override.attributes['w:ilvl']) ?? 0), start);
  }
  return { countedIn: abstract.attributes['w:abstractNumId'] ?? '', levels, restarts };
}

function addLevel(levels: Map<number, ListLevel>, level: XmlElement): void {
  const styleId = valueAt(level, 'w:pStyle');
  levels.set(inRange(wholeNumber(level.attributes['w:ilvl']) ?? 0), {
    format: valueAt(level, 'w:numFmt') ?? 'decimal',
    pattern: valueAt(level, 'w:lvlText') ?? '',
    start: numberAt(level, 'w:start') ?? 1,
    ...(styleId !== undefined ? { styleId } : {}),
  });
}

function inRange(level: number): number {
  return Math.min(Math.max(level, 0), LEVELS - 1);
}

// A paragraph says its level itself, or its style is tied to a level of the list.
function statedLevel(properties: XmlElement | undefined, list: List): number | undefined {
  const stated = numberAt(properties, 'w:numPr', 'w:ilvl');
  if (stated !== undefined) return stated;
  const styleId = valueAt(properties, 'w:pStyle');
  for (const [level, { styleId: own }] of list.levels) if (own !== undefined && own === styleId) return level;
  return undefined;
}

function startOf(list: List, level: number): number {
  return list.levels.get(level)?.start ?? 1;
}

function printed(list: List, level: number, counters: number[]): string {
  const own = list.levels.get(level);
  if (!own || own.format === 'bullet') return '';
  return own.pattern.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1;
    return counters[at] === undefined ? '' : inFormat(counters[at], list.levels.get(at)?.format ?? 'decimal');
  });
}

function inFormat(count: number, format: string): string {
  if (count < 1 || count > MAX_COUNT) return String(count);
  if (format === 'lowerLetter') return letters(count);
  if (format === 'upperLetter') return letters(count).toUpperCase();
  if (format === 'lowerRoman') return roman(count);
  if (format === 'upperRoman') return roman(count).toUpperCase();
  return format === 'decimalZero' ? String(count).padStart(2, '0') : String(count);
}
