import { lineName, type LedgerEntry, type TableLine } from './ledger-entries.ts';
import type { OrderKey } from './order-key.ts';

type LineEntry = Extract<LedgerEntry, { kind: 'addition' | 'removal' | 'line-decided' }>;
type Proposed = { session: number; round: number };

/** A row or column that somebody proposes, and where. */
export type Addition = TableLine & Proposed & { order: OrderKey };

/** What is proposed for the rows and columns of tables, and what was decided: that part of the ledger (TXT-4). */
export class LineLedger {
  private readonly additions = new Map<string, Map<string, Addition>>();
  private readonly removals = new Map<string, Map<number, Proposed>>();
  private readonly decided = new Map<string, number>();

  /** The rows or columns of a table that are proposed and not decided; of two proposals for one the first session's. */
  additionsIn(table: string, axis: TableLine['axis']): Addition[] {
    const open = new Map<string, Addition>();
    for (const addition of this.additions.get(table)?.values() ?? []) {
      const known = open.get(addition.line);
      if (addition.axis !== axis || !this.isOpen(addition, addition)) continue;
      if (!known || addition.session < known.session) open.set(addition.line, addition);
    }
    return [...open.values()];
  }

  /** The open proposal that a row or column be there, if there is one. */
  additionOf(line: TableLine): Addition | undefined {
    return this.additionsIn(line.table, line.axis).find((addition) => addition.line === line.line);
  }

  /** Whose sessions propose that a row or column goes. */
  removalsOf(line: TableLine): Proposed[] {
    const proposed = [...(this.removals.get(lineName(line))?.values() ?? [])].sort((a, b) => a.session - b.session);
    return proposed.filter((removal) => this.isOpen(line, removal));
  }

  /** How many rows and columns were ever proposed for a table, decided ones included. */
  countIn(table: string): number {
    return this.additions.get(table)?.size ?? 0;
  }

  /** The round in which a session would propose anew for a row or column. */
  nextRound(line: TableLine, session: number): number {
    return (this.decided.get(nameOf(line, session)) ?? -1) + 1;
  }

  /** Takes an entry in. */
  keep(entry: LineEntry): void {
    const { session, round } = entry;
    if (entry.kind === 'line-decided') this.decided.set(nameOf(entry, session), round);
    else if (entry.kind === 'addition') {
      const additions = this.additions.get(entry.table) ?? new Map<string, Addition>();
      this.additions.set(entry.table, additions.set(nameOf(entry, session), entry));
    } else {
      const removals = this.removals.get(lineName(entry)) ?? new Map<number, Proposed>();
      this.removals.set(lineName(entry), removals.set(session, { session, round }));
    }
  }

  /** Forgets an entry. */
  drop(entry: LineEntry): void {
    const { session } = entry;
    if (entry.kind === 'line-decided') this.decided.delete(nameOf(entry, session));
    else if (entry.kind === 'addition') this.additions.get(entry.table)?.delete(nameOf(entry, session));
    else this.removals.get(lineName(entry))?.delete(session);
  }

  private isOpen(line: TableLine, { session, round }: Proposed): boolean {
    return round > (this.decided.get(nameOf(line, session)) ?? -1);
  }
}

/** Whether an entry of the ledger is about a row or column. */
export function isAboutLine(entry: LedgerEntry): entry is LineEntry {
  return entry.kind === 'addition' || entry.kind === 'removal' || entry.kind === 'line-decided';
}

function nameOf(line: TableLine, session: number): string {
  return `${lineName(line)}.${session}`;
}
