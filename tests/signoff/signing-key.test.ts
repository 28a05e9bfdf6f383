import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isSignedBy, makeSigningKey, readSigningKey, requireSigningKey } from '../../server/signoff/signing-key.ts';

const directory = mkdtempSync(join(tmpdir(), 'concord-key-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('the signing key', () => {
  it('[SIG-6] is never made silently: signing without one says what the operator must do', () => {
    expect(() => requireSigningKey(directory)).toThrow(/make-key/);
  });

  it('[SIG-6] is kept for its owner alone and never replaced', () => {
    makeSigningKey(directory);
    expect(statSync(join(directory, 'signing-key.pem')).mode & 0o777).toBe(0o600);
    expect(() => makeSigningKey(directory)).toThrow(/EEXIST/);
  });

  it('[SIG-6] signs a text so that one changed letter no longer verifies', () => {
    const key = readSigningKey(directory);
    if (!key) throw new Error('the key made above is not there');
    const signature = key.sign('I agree to version 6');
    expect(isSignedBy(key.publicKey, 'I agree to version 6', signature)).toBe(true);
    expect(isSignedBy(key.publicKey, 'I agree to version 7', signature)).toBe(false);
  });
});
