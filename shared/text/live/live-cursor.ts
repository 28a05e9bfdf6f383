import { itemBehind } from './flat-root.ts';
import type { BlockSpot } from './document-tokens.ts';
import type { FlatState } from './flat-state.ts';
import { isLive, isMarker, type CharacterId, type FlatItem } from './yjs-internals.ts';

/** Goes from unit to unit of a text as it is shown – characters, atoms and markers – and names each by its id; it splits nothing. */
export class LiveCursor {
  private item: FlatItem | null;
  private used = 0;
  private index: number;

  /** Starts behind `offset` units of a block; the index −1 stands for the place before the first block. */
  constructor(
    private readonly text: Pick<FlatState, 'roots' | 'markers'>,
    { index, offset }: BlockSpot,
  ) {
    this.index = index;
    this.item = itemBehind(text.roots, text.markers[index] ?? null);
    for (let rest = offset; rest > 0 && this.item;) {
      const length = isLive(this.item) ? this.item.length : 0;
      if (length > rest) {
        this.used = rest;
        return;
      }
      rest -= length;
      this.item = this.item.right;
    }
  }

  /** The id of the next unit; of the next block's marker when one is asked for. Undefined at the end, and for the virtual first block. */
  next(wantsMarker: boolean): CharacterId | undefined {
    return wantsMarker ? this.nextMarker() : this.nextUnit();
  }

  private nextMarker(): CharacterId | undefined {
    const marker = this.text.markers[++this.index];
    if (marker === undefined) return undefined;
    this.item = itemBehind(this.text.roots, marker);
    this.used = 0;
    return marker ? { client: marker.id.client, clock: marker.id.clock } : undefined;
  }

  private nextUnit(): CharacterId | undefined {
    while (this.item && !isLive(this.item)) this.item = this.item.right;
    const { item } = this;
    if (!item || isMarker(item)) return undefined;
    const id = { client: item.id.client, clock: item.id.clock + this.used };
    if (++this.used >= item.length) {
      this.item = item.right;
      this.used = 0;
    }
    return id;
  }
}
