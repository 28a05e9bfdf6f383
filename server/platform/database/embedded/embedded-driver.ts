import { CompiledQuery, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver, Kysely, QueryResult } from 'kysely';
import type { ThreadClient } from './thread-client.ts';

/** One session shared in turn: a transaction holds it to its end, like a pool of size one. */
class OneSession {
  #tail: Promise<void> = Promise.resolve();

  async take(): Promise<() => void> {
    let give: () => void = () => undefined;
    const before = this.#tail;
    this.#tail = new Promise((resolve) => (give = resolve));
    await before;
    return give;
  }
}

class EmbeddedConnection implements DatabaseConnection {
  readonly #thread: ThreadClient;
  readonly release: () => void;

  constructor(thread: ThreadClient, release: () => void) {
    this.#thread = thread;
    this.release = release;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const answer = await this.#thread.ask({ kind: 'query', sql: query.sql, parameters: query.parameters });
    return { rows: answer.rows as R[], numAffectedRows: BigInt(answer.affected) }; // the caller's types name the columns it asked for
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query); // the embedded store has no cursors; long reads page by key instead
  }
}

class EmbeddedDriver implements Driver {
  readonly #thread: ThreadClient;
  readonly #session = new OneSession();

  constructor(thread: ThreadClient) {
    this.#thread = thread;
  }

  async init(): Promise<void> {
    await Promise.resolve();
  }

  async acquireConnection(): Promise<EmbeddedConnection> {
    return new EmbeddedConnection(this.#thread, await this.#session.take());
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(connection: EmbeddedConnection): Promise<void> {
    connection.release();
    await Promise.resolve();
  }

  async destroy(): Promise<void> {
    const release = await this.#session.take(); // let the last holder finish
    await this.#thread.close();
    release();
  }
}

/** Kysely over the database thread: PostgreSQL's SQL, one session. */
export function embeddedDialect(thread: ThreadClient): Dialect {
  return {
    createDriver: () => new EmbeddedDriver(thread),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
  };
}
