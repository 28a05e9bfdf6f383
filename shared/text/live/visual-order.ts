import type * as Y from 'yjs';
import { moveOf, type BlockMove, type MarkerRef } from './block-move.ts';
import { isIn, itemWith, mapOf, type FlatItem } from './yjs-internals.ts';

/** A marker with a move: its place in the sequence, where its run ends, and the block it is shown before (the count for the end). */
type Head = { at: number; end: number; target: number; move: BlockMove; marker: FlatItem };

/**
 * Blocks in the order in which they are shown, given those of one view (the full text, or the text as it stands) in the order of the
 * sequence. A moved block takes its run along: what stands behind it up to where the move says, without what has a move of its own.
 * Runs before one block stand in the order of their moves. Moves that lead in a circle lose the oldest of them. Everybody who has the
 * same shared text gets the same order, whatever it says; without moves it is the sequence itself.
 */
export function inVisualOrder(doc: Y.Doc, flat: Y.Array<unknown>, markers: FlatItem[]): FlatItem[] {
  if (!markers.some(moveOf)) return markers;
  const places = new Places(doc, flat, markers);
  let heads = headsIn(places, markers);
  for (;;) {
    const owners = ownersOf(markers.length, heads);
    const broken = oldestOfCircles(heads, owners);
    if (!broken.size) return laidOut(markers, heads, owners);
    heads = heads.filter((head) => !broken.has(head));
  }
}

function headsIn(places: Places, markers: readonly FlatItem[]): Head[] {
  return markers.flatMap((marker, at) => {
    const move = moveOf(marker);
    const target = move?.b ? places.before(move.b) : markers.length;
    if (!move || target === undefined) return [];
    return [{ at, end: places.until(move.u, at), target, move, marker }];
  });
}

/** Where markers stand among those of one view, deleted and proposed ones included. */
class Places {
  private readonly index = new Map<FlatItem, number>();
  private ids: Map<unknown, number> | undefined;

  constructor(
    private readonly doc: Y.Doc,
    private readonly flat: Y.Array<unknown>,
    private readonly markers: readonly FlatItem[],
  ) {
    markers.forEach((marker, at) => this.index.set(marker, at));
  }

  /** The block something is shown before; of one that is gone the next one in the sequence. */
  before([client, clock, id]: MarkerRef): number | undefined {
    const item = this.item(client, clock);
    const known = (item && this.index.get(item)) ?? this.holderOf(id);
    return known ?? (item && this.nextFrom(item));
  }

  /** Where the run of a marker ends: at the first block that stands there, or behind, or came back under its id. */
  until(ref: MarkerRef | undefined, at: number): number {
    if (!ref) return this.markers.length;
    const [client, clock, id] = ref;
    const item = this.item(client, clock);
    if (!item) return at + 1;
    const end = this.nextFrom(item);
    const back = this.holderOf(id);
    return Math.max(at + 1, back !== undefined && back > at && back < end ? back : end);
  }

  private item(client: number, clock: number): FlatItem | undefined {
    const item = itemWith(this.doc, { client, clock });
    return item && isIn(item, this.flat) ? item : undefined;
  }

  private nextFrom(item: FlatItem): number {
    for (let right: FlatItem | null = item; right; right = right.right) {
      const at = this.index.get(right);
      if (at !== undefined) return at;
    }
    return this.markers.length;
  }

  private holderOf(id: string): number | undefined {
    if (!this.ids) {
      this.ids = new Map();
      for (const [at, marker] of this.markers.entries()) {
        const own: unknown = mapOf(marker).get('id');
        if (!this.ids.has(own)) this.ids.set(own, at);
      }
    }
    return this.ids.get(id);
  }
}

/** The head whose run each block belongs to: the nearest one to its left whose run reaches so far. */
function ownersOf(count: number, heads: readonly Head[]): (Head | undefined)[] {
  const owners: (Head | undefined)[] = [];
  const open: Head[] = [];
  let next = 0;
  for (let at = 0; at < count; at++) {
    const head = heads[next];
    if (head?.at === at) {
      open.push(head);
      next++;
    }
    while (open.length && (open.at(-1)?.end ?? 0) <= at) open.pop();
    owners.push(open.at(-1));
  }
  return owners;
}

/** Of each circle of moves the one made first. */
function oldestOfCircles(heads: readonly Head[], owners: readonly (Head | undefined)[]): Set<Head> {
  const broken = new Set<Head>();
  const done = new Set<Head>();
  for (const start of heads) {
    const path: Head[] = [];
    let head: Head | undefined = start;
    while (head && !done.has(head)) {
      done.add(head);
      path.push(head);
      head = owners[head.target];
    }
    const from = head ? path.indexOf(head) : -1;
    if (from >= 0) broken.add(path.slice(from).sort(byAge)[0] ?? start);
  }
  return broken;
}

function byAge(a: Head, b: Head): number {
  return a.move.n - b.move.n || a.marker.id.client - b.marker.id.client || a.marker.id.clock - b.marker.id.clock;
}

/** Each block behind the runs that are shown before it. */
function laidOut(markers: readonly FlatItem[], heads: readonly Head[], owners: readonly (Head | undefined)[]): FlatItem[] {
  const shownBefore = new Map<number, Head[]>();
  for (const head of [...heads].sort(byAge)) shownBefore.set(head.target, [...(shownBefore.get(head.target) ?? []), head]);
  const runs = new Map<Head | undefined, number[]>();
  owners.forEach((owner, at) => {
    const run = runs.get(owner);
    if (run) run.push(at);
    else runs.set(owner, [at]);
  });
  const laid: FlatItem[] = [];
  const left: { at: number; isFree: boolean }[] = []; // what is still to be laid, last first
  const put = (run: readonly number[]): void => {
    for (let i = run.length - 1; i >= 0; i--) left.push({ at: run[i] ?? 0, isFree: false });
  };
  const putBefore = (target: number): void => {
    for (const head of [...(shownBefore.get(target) ?? [])].reverse()) put(runs.get(head) ?? []);
  };
  putBefore(markers.length);
  put(runs.get(undefined) ?? []);
  for (let next = left.pop(); next; next = left.pop()) {
    const marker = markers[next.at];
    if (next.isFree && marker) laid.push(marker);
    if (next.isFree) continue;
    left.push({ at: next.at, isFree: true });
    putBefore(next.at);
  }
  return laid;
}
