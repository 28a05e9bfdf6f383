/** What the house asks the database thread. */
export type Ask =
  | { id: number; kind: 'query'; sql: string; parameters: readonly unknown[] }
  | { id: number; kind: 'script'; sql: string }
  | { id: number; kind: 'self-test' }
  | { id: number; kind: 'copy'; to: string; since: number }
  | { id: number; kind: 'close' };

/** What the database thread answers; errors travel as plain fields because Error subclasses lose them. */
export type Answer =
  | { id: number; ok: true; rows: Record<string, unknown>[]; affected: number }
  | { id: number; ok: false; message: string; code: string | undefined; constraint: string | undefined };

/** How the database thread is started. */
export type ThreadStart = { directory: string; durable: boolean };
