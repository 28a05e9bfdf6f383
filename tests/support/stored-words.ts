import { sql } from 'kysely';
import type { Store } from '../../server/platform/database/store.ts';

/** The tables of a database in which some words stand: in any column, also inside bytes, whatever their case. */
export async function tablesThatHold({ read }: Store, ...words: string[]): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(read);
  const holding: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ line: string }>`select row_to_json(each)::text as line from ${sql.table(name)} each`.execute(
      read,
    );
    const lines = rows.map(({ line }) => withBytes(line).toLowerCase());
    if (words.some((word) => lines.some((line) => line.includes(word.toLowerCase())))) holding.push(name);
  }
  return holding;
}

/** Bytes are printed in hex; what they say as text is put behind them. */
function withBytes(line: string): string {
  const bytes = [...line.matchAll(/"\\\\x([0-9a-f]*)"/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('utf8'));
  return [line, ...bytes].join('\n');
}
