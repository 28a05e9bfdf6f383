import { Kysely, type Dialect, type LogEvent, type Transaction } from 'kysely';

/** No tables: every `*-store.ts` names its own with `tx.withTables<…>()`, so the platform knows no room. */
export type NoTables = Record<never, never>;

/** An open transaction; hand it to store functions, never keep it. */
export type Tx = Transaction<NoTables>;

/** What store functions that only read accept: an open transaction or the store's reading side. */
export type Reader = Kysely<NoTables>;

/** One SQL database behind the house: embedded (PGlite) or a PostgreSQL server; same SQL on both. */
export type Store = {
  kind: 'embedded' | 'postgresql';
  /** One class of durability in words, shown by the health page. */
  storage: string;
  /** Reads outside a transaction; a write here is a mistake. */
  read: Reader;
  /** The draft log's own way in: nothing else waits there, and on the embedded store it goes before all that waits (PLT-27). */
  lane: Reader;
  /** Runs work in one transaction and answers after commit; do not call it inside another (the embedded store has one session). */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Tells how many milliseconds each statement took, from now on. */
  onStatement(listener: (milliseconds: number) => void): void;
  /** Runs SQL text of several statements without parameters (migrations). */
  runScript(sql: string): Promise<void>;
  close(): Promise<void>;
};

const followUps = new WeakMap<object, (() => void)[]>();

/** Runs `act` after the transaction has committed; it is forgotten when the transaction rolls back. */
export function afterCommit(tx: Tx, act: () => void): void {
  const acts = followUps.get(tx);
  if (!acts) throw new Error('afterCommit needs the transaction that the store opened');
  acts.push(act);
}

const closing = new WeakSet<object>();

/** From now on this transaction locks chains of the record only: they stay locked to the commit, so everything else comes before (REC-1). */
export function lockChainsFromNow(tx: Tx): void {
  closing.add(tx);
}

/** Throws when a transaction has begun to lock chains of the record: whoever locks other rows after them can wait for another for ever. */
export function requireNoChainLocked(tx: Tx): void {
  if (closing.has(tx)) throw new Error('announce before the record is appended: its chain stays locked to the commit');
}

/** Builds a store over two Kysely dialects: one for everything, one for the draft log's lane. */
export function makeStore(
  dialects: { main: Dialect; lane: Dialect },
  parts: Pick<Store, 'kind' | 'storage' | 'runScript'> & { onClose?: () => Promise<void> },
): Store {
  const listeners: ((milliseconds: number) => void)[] = [];
  const log = ({ queryDurationMillis }: LogEvent): void => listeners.forEach((listener) => listener(queryDurationMillis));
  const db = new Kysely<NoTables>({ dialect: dialects.main, log });
  const lane = new Kysely<NoTables>({ dialect: dialects.lane, log });
  return {
    kind: parts.kind,
    storage: parts.storage,
    read: db,
    lane,
    onStatement: (listener) => void listeners.push(listener),
    runScript: parts.runScript,
    async transaction(work) {
      const acts: (() => void)[] = [];
      const result = await db.transaction().execute(async (tx) => {
        followUps.set(tx, acts);
        return work(tx);
      });
      for (const act of acts) act();
      return result;
    },
    async close() {
      await lane.destroy();
      await db.destroy();
      await parts.onClose?.();
    },
  };
}
