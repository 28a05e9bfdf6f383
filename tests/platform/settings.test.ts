import { describe, expect, it } from 'vitest';
import { listSettings, readSettings } from '../../server/platform/settings.ts';

describe('settings', () => {
  it('[PLT-41] everything has a standard value, so a fresh machine needs none', () => {
    expect(readSettings({})).toMatchObject({ port: 3000, host: '127.0.0.1', databaseUrl: undefined, logLevel: 'info' });
  });

  it.each([
    [{ PORT: 'eighty' }, /PORT/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL is wrong: must begin with postgres/],
    [{ SMTP_URL: 'http://x' }, /SMTP_URL/],
    [{ CONCORD_BASE_URL: 'not an address' }, /CONCORD_BASE_URL/],
    [{ CONCORD_DATADIR: '/x' }, /Unknown setting CONCORD_DATADIR/],
  ])('[PLT-41] %j stops the start with one sentence', (environment, sentence) => {
    expect(() => readSettings(environment)).toThrow(sentence);
  });

  it('[PLT-41] every setting is documented', () => {
    for (const setting of listSettings()) expect(setting.meaning.length, setting.name).toBeGreaterThan(10);
  });
});
