import type * as Y from 'yjs';
import { ukDayKey } from '../../../shared/kernel/instant.ts';
import type { LogRow } from '../live/draft-log-store.ts';
import type { LogListener } from '../live/put-together.ts';
import { textAtMoment, type TextAtMoment } from './text-at-moment.ts';

/** Keeps what a draft said at the end of each day in Britain, when its log goes on for days before it is folded (DRA-25). */
export class DayEnds implements LogListener {
  /** The texts of the days that are over, the oldest first. */
  readonly texts: TextAtMoment[] = [];
  private doc: Y.Doc | undefined;
  private read = 0;

  /** Follows these rows behind a state that was folded at an instant. */
  constructor(
    private readonly foldedAt: string | undefined,
    private readonly rows: readonly LogRow[],
  ) {}

  /** Hears of the folded state: it is the end of its day when nothing more was written on it. */
  begin(doc: Y.Doc): void {
    this.doc = doc;
    if (this.foldedAt !== undefined) this.keep(this.foldedAt, this.rows[0]);
  }

  /** Hears that a row has been applied. */
  applied({ at }: LogRow): void {
    this.keep(at, this.rows[++this.read]);
  }

  private keep(at: string, next: LogRow | undefined): void {
    if (this.doc && next && !isSameDay(next.at, at)) this.texts.push(textAtMoment(this.doc, at));
  }
}

const HOUR = 'YYYY-MM-DDTHH'.length; // a day in Britain begins with an hour of UTC, in summer too

function isSameDay(one: string, other: string): boolean {
  return one.slice(0, HOUR) === other.slice(0, HOUR) || ukDayKey(one) === ukDayKey(other);
}
