import type { ListItem } from './word-numbering.ts';

/** What a list item becomes: a numbered clause or a bullet, how deep, and whether Word had it deeper than Concord goes. */
export type ListPlace = { kind: 'clause' | 'bullet'; level: number; tooDeep: boolean };

const DEEPEST_CLAUSE = 2; // 2.1.1, (a), (i)
const DEEPEST_BULLET = 3;

type Open = { countedIn: string; at: number; level: number };

/** Gives list items their depth: Word says how deep a list level is, Concord counts what stands inside what. */
export class ListLevels {
  private clauses: Open[] = [];
  private bullets: Open[] = [];

  /** A heading closes every list. */
  heading(): void {
    this.clauses = [];
    this.bullets = [];
  }

  /** A paragraph outside lists closes the bullets; numbers go on after it. */
  paragraph(): void {
    this.bullets = [];
  }

  /** The place of the next list item. */
  next(item: ListItem): ListPlace {
    return item.format === 'bullet' ? this.bullet(item) : this.clause(item);
  }

  private clause(item: ListItem): ListPlace {
    this.bullets = [];
    const same = this.clauses.findIndex((open) => open.countedIn === item.countedIn && open.at >= item.level);
    const above = same >= 0 ? this.clauses.slice(0, same) : this.openAbove(item);
    const level = same >= 0 ? this.clauses[same].level : levelBelow(above, item);
    const place = Math.min(level, DEEPEST_CLAUSE);
    this.clauses = [...above, { countedIn: item.countedIn, at: item.level, level: place }];
    return { kind: 'clause', level: place, tooDeep: level > DEEPEST_CLAUSE };
  }

  // A deeper level of an open list stands below it, and so does a lettered list that begins after a numbered clause.
  private openAbove(item: ListItem): Open[] {
    const known = this.clauses.findLastIndex((open) => open.countedIn === item.countedIn);
    if (known >= 0) return this.clauses.slice(0, known + 1);
    return this.clauses.filter((open) => open.level < rankOf(item.format));
  }

  private bullet(item: ListItem): ListPlace {
    const above = this.bullets.filter((open) => open.at < item.level);
    const level = above.length;
    this.bullets = [...above, { countedIn: item.countedIn, at: item.level, level }];
    return { kind: 'bullet', level: Math.min(level, DEEPEST_BULLET), tooDeep: level > DEEPEST_BULLET };
  }
}

// A list of its own begins at 1.1, (a) or (i), as its format says; capitals (A, II) count the top level.
function rankOf(format: string): number {
  if (format === 'lowerRoman') return 2;
  return format === 'lowerLetter' ? 1 : 0;
}

// Letters with no numbered clause above them are lettered clauses all the same: they are then counted below the heading.
function levelBelow(above: Open[], item: ListItem): number {
  if (above.length > 0) return above[above.length - 1].level + 1;
  return Math.min(rankOf(item.format), 1);
}
