import type * as Y from 'yjs';
import { ChangeCredits } from '../../../shared/text/live/credit-changes.ts';
import type { LogRow } from '../live/draft-log-store.ts';
import type { LogListener } from '../live/put-together.ts';
import type { Credit } from './checkpoint-store.ts';

/** Credits each row of a draft's log to the person who wrote it, before the log is folded and the row goes (DRA-25). */
export class LogCredits implements LogListener {
  private readonly byKey = new Map<string, Credit>();
  private counted: ChangeCredits | undefined;

  /** Hears of the folded state; nothing in it is credited again. */
  begin(doc: Y.Doc): void {
    this.counted = new ChangeCredits(doc);
  }

  /** Hears that a row has been applied. */
  applied({ actorId, at }: LogRow): void {
    const hour = `${at.slice(0, 13)}:00:00.000Z`;
    for (const { section, added, removed, proposed } of this.counted?.take() ?? []) {
      const key = [hour, actorId, section].join(' ');
      const credit = this.byKey.get(key) ?? { hour, personId: actorId, section, added: 0, removed: 0, proposed: 0 };
      credit.added += added;
      credit.removed += removed;
      credit.proposed += proposed;
      this.byKey.set(key, credit);
    }
  }

  /** Everything credited so far, one for each hour, person and section. */
  get credits(): Credit[] {
    return [...this.byKey.values()];
  }
}
