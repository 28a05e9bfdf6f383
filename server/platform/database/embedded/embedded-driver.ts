import { CompiledQuery, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver, Kysely, QueryResult } from 'kysely';
import type { ThreadClient } from './thread-client.ts';

type Lane = 'log' | 'ordinary';

/** One session shared in turn: a transaction holds it to its end; whoever waits in the log's lane comes before all others (PLT-27). */
class OneSession {
  #busy = false;
  readonly #waiting: Record<Lane, (() => void)[]> = { log: [], ordinary: [] };

  async take(lane: Lane): Promise<() => void> {
    if (this.#busy) await new Promise<void>((turn) => this.#waiting[lane].push(turn));
    this.#busy = true;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#next();
    };
  }

  #next(): void {
    const turn = this.#waiting.log.shift() ?? this.#waiting.ordinary.shift();
    if (turn)
      turn(); // still busy: the session goes from hand to hand
    else this.#busy = false;
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
  readonly #session: OneSession;
  readonly #lane: Lane;

  constructor(thread: ThreadClient, session: OneSession, lane: Lane) {
    this.#thread = thread;
    this.#session = session;
    this.#lane = lane;
  }

  async init(): Promise<void> {
    await Promise.resolve();
  }

  async acquireConnection(): Promise<EmbeddedConnection> {
    return new EmbeddedConnection(this.#thread, await this.#session.take(this.#lane));
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
    const release = await this.#session.take(this.#lane); // let the last holder finish
    if (this.#lane === 'ordinary') await this.#thread.close(); // the thread is shared; the log's lane is closed first
    release();
  }
}

/** Kysely over the database thread: PostgreSQL's SQL, one session, two lanes to it. */
export function embeddedDialects(thread: ThreadClient): { main: Dialect; lane: Dialect } {
  const session = new OneSession();
  return { main: dialectOf(thread, session, 'ordinary'), lane: dialectOf(thread, session, 'log') };
}

function dialectOf(thread: ThreadClient, session: OneSession, lane: Lane): Dialect {
  return {
    createDriver: () => new EmbeddedDriver(thread, session, lane),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
  };
}
