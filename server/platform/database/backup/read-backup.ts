import { open, type FileHandle } from 'node:fs/promises';
import {
  AnyHeader,
  BACKUP_FORMAT,
  BackupEnd,
  BackupHeader,
  sumOfSums,
  TableCount,
  TableHead,
  TableSum,
} from './backup-format.ts';
import type { BackupSummary } from './backup-format.ts';
import { BrokenMember, readMembers } from './backup-members.ts';

/** A file that is no backup, or one that is not as it was written; it names the table. */
export class DamagedBackup extends Error {}

/** What a reader may do on the way; every line has been checked against the member it came in, not yet against its table's sum. */
export type OnTheWay = {
  signal: AbortSignal;
  header?: (header: BackupHeader) => Promise<void>;
  table?: (head: TableHead) => Promise<void>;
  rows?: (table: string, lines: string[]) => Promise<void>;
};

/** Reads a backup from its first line to its last, checks every count and hash, and throws {@link DamagedBackup} at the first fault. */
export async function readBackup(path: string, onTheWay: OnTheWay): Promise<BackupSummary> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The backup ${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`);
  });
  try {
    return await new BackupReading(path, onTheWay).read(file);
  } finally {
    await file.close();
  }
}

class BackupReading {
  private headerLine = '';
  private header: BackupHeader | undefined;
  private open: TableCount | undefined;
  private readonly sums: TableSum[] = [];
  private ended = false;

  constructor(
    private readonly path: string,
    private readonly onTheWay: OnTheWay,
  ) {}

  async read(file: FileHandle): Promise<BackupSummary> {
    try {
      for await (const text of readMembers(file)) await this.take(text.replace(/\n$/, ''));
    } catch (error) {
      if (error instanceof BrokenMember) throw this.damaged(error.message);
      throw error;
    }
    if (!this.header || !this.ended) throw this.damaged('the file is cut off');
    return { header: this.header, tables: this.sums };
  }

  /** One member holds one line of ours, or a page of rows. */
  private async take(text: string): Promise<void> {
    this.onTheWay.signal.throwIfAborted();
    if (this.ended) throw this.damaged('something follows its last line');
    if (!this.header) await this.begin(text);
    else if (text.startsWith('[')) await this.takeRows(text.split('\n'));
    else if (this.open) this.endTable(this.open, text);
    else if (this.sums.length < this.header.tables.length) await this.beginTable(text);
    else this.end(text);
  }

  private async begin(line: string): Promise<void> {
    const any = AnyHeader.safeParse(parsed(line));
    if (!any.success) throw this.damaged('its first line is not one of ours');
    if (any.data.format > BACKUP_FORMAT)
      throw new Error(
        `This backup was made by a newer Concord: it has format ${any.data.format}, and this Concord reads up to ${BACKUP_FORMAT}. Update Concord first.`,
      );
    const header = BackupHeader.safeParse(any.data);
    if (!header.success) throw this.damaged('its first line is not one of ours');
    await this.onTheWay.header?.(header.data);
    this.header = header.data;
    this.headerLine = line;
  }

  private async beginTable(line: string): Promise<void> {
    const head = TableHead.safeParse(parsed(line));
    if (!head.success || head.data.table !== this.nextTable) throw this.damaged('another table was expected');
    this.open = new TableCount(head.data.table, line);
    await this.onTheWay.table?.(head.data);
  }

  private async takeRows(lines: string[]): Promise<void> {
    if (!this.open) throw this.damaged('there are rows of no table');
    this.open.add(lines);
    await this.onTheWay.rows?.(this.open.table, lines);
  }

  private endTable(count: TableCount, line: string): void {
    const written = TableSum.safeParse(parsed(line)).data;
    const counted = count.sum();
    if (written?.rows !== counted.rows)
      throw this.damaged(`there are ${counted.rows} rows and not ${written?.rows ?? 'as many as written'}`);
    if (written.table !== counted.table || written.sha256 !== counted.sha256)
      throw this.damaged('its rows are not those that were written');
    this.sums.push(counted);
    this.open = undefined;
  }

  private end(line: string): void {
    const written = BackupEnd.safeParse(parsed(line)).data;
    if (written?.sha256 !== sumOfSums(this.headerLine, this.sums))
      throw this.damaged('its tables are not those that were written');
    this.ended = true;
  }

  private get nextTable(): string | undefined {
    return this.header?.tables[this.sums.length];
  }

  private damaged(what: string): DamagedBackup {
    if (!this.header)
      return new DamagedBackup(`${this.path} is not a backup of Concord, or it is damaged at its beginning: ${what}.`);
    const table = this.open?.table ?? this.nextTable;
    const where = table === undefined ? 'at its end' : `in the table “${table}”`;
    return new DamagedBackup(`The backup ${this.path} is damaged ${where}: ${what}. Nothing was restored from it.`);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined; // the schema says what is wrong
  }
}
