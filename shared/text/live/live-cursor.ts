import { itemBehind, type BlockMarker, type FlatRoots } from './flat-root.ts';
import { isLive, isMarker, type CharacterId, type FlatItem } from './yjs-internals.ts';

/** Goes from unit to unit of one block – characters and atoms – and names each by its id; it splits nothing. */
export class LiveCursor {
  private item: FlatItem | null;
  private used = 0;

  /** Starts behind `offset` units of a block; `undefined` stands for the place before the first block. */
  constructor(roots: FlatRoots, marker: BlockMarker | undefined, offset: number) {
    this.item = itemBehind(roots, marker ?? null);
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

  /** The id of the next unit; undefined at the end of the block. */
  next(): CharacterId | undefined {
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
