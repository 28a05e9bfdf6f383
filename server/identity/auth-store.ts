import { kyselyAdapter } from '@better-auth/kysely-adapter';
import type { BetterAuthOptions } from 'better-auth';
import type { DBAdapter, Where } from '@better-auth/core/db/adapter';
import type { KyselyPlugin } from 'kysely';
import type { Store } from '../platform/database/store.ts';

const SESSION = 'session';

/**
 * The database as better-auth sees it: our tables, instants as dates, and session tokens kept as hashes only. It opens its own
 * queries, so it must be called outside our transactions (the embedded store has one session).
 */
export function authDatabase(
  store: Store,
  hashToken: (token: string) => string,
): (options: BetterAuthOptions) => DBAdapter<BetterAuthOptions> {
  const open = kyselyAdapter(store.read.withPlugin(instantsAsDates), { type: 'postgres', transaction: false });
  return (options) => hashingTokens(open(options), hashToken);
}

/** Hashes the token of a session on its way into the database, and gives better-auth back the one it made, for the cookie. */
function hashingTokens(
  adapter: DBAdapter<BetterAuthOptions>,
  hashToken: (token: string) => string,
): DBAdapter<BetterAuthOptions> {
  const hashed = <D extends { model: string; where?: Where[] | undefined }>(asked: D): D => {
    if (asked.model !== SESSION || !asked.where) return asked;
    return { ...asked, where: asked.where.map((one) => (isToken(one) ? { ...one, value: hashToken(one.value) } : one)) };
  };
  const wrapped: DBAdapter<BetterAuthOptions> = {
    ...adapter,
    create: async <T extends Record<string, unknown>, R = T>(asked: Parameters<typeof adapter.create<T, R>>[0]): Promise<R> => {
      const token = asked.model === SESSION && 'token' in asked.data ? asked.data.token : undefined;
      if (typeof token !== 'string') return adapter.create<T, R>(asked);
      const made = await adapter.create<T, R>({ ...asked, data: { ...asked.data, token: hashToken(token) } });
      return { ...made, token }; // the same row with the token the cookie needs
    },
    findOne: async (asked) => adapter.findOne(hashed(asked)),
    findMany: async (asked) => adapter.findMany(hashed(asked)),
    count: async (asked) => adapter.count(hashed(asked)),
    update: async (asked) => adapter.update(hashed(asked)),
    updateMany: async (asked) => adapter.updateMany(hashed(asked)),
    delete: async (asked) => adapter.delete(hashed(asked)),
    deleteMany: async (asked) => adapter.deleteMany(hashed(asked)),
    consumeOne: async (asked) => adapter.consumeOne(hashed(asked)),
    incrementOne: async (asked) => adapter.incrementOne(hashed(asked)),
    transaction: async (act) => act(wrapped),
  };
  return wrapped;
}

function isToken(where: Where): where is Where & { value: string } {
  return where.field === 'token' && typeof where.value === 'string';
}

/** Our store reads instants as text; better-auth counts with dates. */
const instantsAsDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) =>
    Promise.resolve({ ...result, rows: result.rows.map((row) => Object.fromEntries(Object.entries(row).map(dateOf))) }),
};

function dateOf([column, value]: [string, unknown]): [string, unknown] {
  return [column, column.endsWith('_at') && typeof value === 'string' ? new Date(value) : value];
}
