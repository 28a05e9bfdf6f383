/** Something to find again in a later list: by its permanent id, by its words, then by likeness. */
export type Item = { id: string; words: string; group: string };

/** For each item of the earlier list the index of its counterpart in the later one, or -1. */
export type Pairing = Int32Array;

// Shorter words are equal by chance ("Yes", "None"), so they pair only beside a neighbour that is paired already.
const TELLING_WORDS = 16;

// Half of all words in common: below it a reader sees two texts, not one that was changed.
const LIKE = 0.5;

// Words that stand in more items than this are no trace of any one of them.
const COMMON_WORD = 40;

const CLOSEST = 5; // items compared word by word for each one without a counterpart

/** Pairs the items of two lists one to one. */
export function pairItems(before: readonly Item[], after: readonly Item[]): Pairing {
  const pairs = new Pairs(before, after);
  pairById(pairs);
  pairByWords(pairs);
  pairByNeighbour(pairs);
  pairByLikeness(pairs);
  return pairs.forward;
}

class Pairs {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
  readonly forward: Int32Array;
  readonly back: Int32Array;

  constructor(before: readonly Item[], after: readonly Item[]) {
    this.before = before;
    this.after = after;
    this.forward = new Int32Array(before.length).fill(-1);
    this.back = new Int32Array(after.length).fill(-1);
  }

  join(from: number, to: number): void {
    if (this.forward[from] >= 0 || this.back[to] >= 0 || this.before[from].group !== this.after[to].group) return;
    this.forward[from] = to;
    this.back[to] = from;
  }

  freeBefore(): number[] {
    return [...this.before.keys()].filter((index) => this.forward[index] < 0);
  }

  freeAfter(): number[] {
    return [...this.after.keys()].filter((index) => this.back[index] < 0);
  }
}

function pairById(pairs: Pairs): void {
  const places = new Map(pairs.after.map((item, index) => [item.id, index]));
  pairs.before.forEach((item, from) => {
    const to = places.get(item.id);
    if (to !== undefined) pairs.join(from, to);
  });
}

function pairByWords(pairs: Pairs): void {
  const waiting = new Map<string, number[]>();
  const keyOf = (item: Item) => `${item.group}\n${item.words}`;
  for (const to of pairs.freeAfter()) {
    const item = pairs.after[to];
    if (item.words.length < TELLING_WORDS) continue;
    const list = waiting.get(keyOf(item));
    if (list) list.push(to);
    else waiting.set(keyOf(item), [to]);
  }
  for (const from of pairs.freeBefore()) {
    const to = waiting.get(keyOf(pairs.before[from]))?.shift();
    if (to !== undefined) pairs.join(from, to);
  }
}

function pairByNeighbour(pairs: Pairs): void {
  for (const from of pairs.freeBefore()) {
    const beside = [
      from > 0 ? pairs.forward[from - 1] + 1 : 0,
      from + 1 < pairs.before.length ? pairs.forward[from + 1] - 1 : pairs.after.length - 1,
    ];
    const to = beside.find((index) => pairs.after[index]?.words === pairs.before[from].words && pairs.back[index] < 0);
    if (to !== undefined) pairs.join(from, to);
  }
}

function pairByLikeness(pairs: Pairs): void {
  const wordsAfter = new Map(pairs.freeAfter().map((to) => [to, wordSet(pairs.after[to].words)]));
  const holders = new Map<string, number[]>();
  for (const [to, words] of wordsAfter) for (const word of words) holders.set(word, [...(holders.get(word) ?? []), to]);
  const likely: { from: number; to: number; likeness: number }[] = [];
  for (const from of pairs.freeBefore()) {
    const words = wordSet(pairs.before[from].words);
    for (const to of closest(words, holders)) {
      const likeness = jaccard(words, wordsAfter.get(to) ?? new Set());
      if (likeness > LIKE) likely.push({ from, to, likeness });
    }
  }
  likely.sort((one, other) => other.likeness - one.likeness || one.from - other.from || one.to - other.to);
  for (const { from, to } of likely) pairs.join(from, to);
}

function wordSet(words: string): Set<string> {
  return new Set(words.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

function closest(words: Set<string>, holders: Map<string, number[]>): number[] {
  const shared = new Map<number, number>();
  for (const word of words) {
    const list = holders.get(word) ?? [];
    if (list.length > COMMON_WORD) continue;
    for (const to of list) shared.set(to, (shared.get(to) ?? 0) + 1);
  }
  return [...shared]
    .sort((one, other) => other[1] - one[1])
    .slice(0, CLOSEST)
    .map(([to]) => to);
}

function jaccard(one: Set<string>, other: Set<string>): number {
  let shared = 0;
  for (const word of one) if (other.has(word)) shared++;
  const all = one.size + other.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** Which of the paired items kept their order: the longest run that ascends in both lists stayed, the others moved. */
export function stayedInOrder(pairing: Pairing): boolean[] {
  const paired = [...pairing.keys()].filter((from) => pairing[from] >= 0);
  const ends: number[] = []; // ends[k]: the item with the lowest counterpart that ends an ascending run of k + 1
  const previous = new Int32Array(pairing.length).fill(-1);
  for (const from of paired) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairing[ends[middle]] < pairing[from]) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[from] = ends[low - 1];
    ends[low] = from;
  }
  const stayed = new Array<boolean>(pairing.length).fill(false);
  for (let at = ends[ends.length - 1] ?? -1; at >= 0; at = previous[at]) stayed[at] = true;
  return stayed;
}
