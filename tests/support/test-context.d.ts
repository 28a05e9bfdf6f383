import 'vitest';

declare module 'vitest' {
  /** The values that a test file gets with `inject(name)`. */
  interface ProvidedContext {
    /** A PostgreSQL server of this test run's own; make a database of your own in it. */
    TEST_DATABASE_URL: string;
  }

  /** What a test tells the table of proofs: `task.meta.figure = '20 kills, 0 saved edits lost'`. */
  interface TaskMeta {
    figure?: string;
  }
}
