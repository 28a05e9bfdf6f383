import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../shared/kernel/problem.ts';

const FILE = 'signing-key.pem';

/** The installation's Ed25519 key: id is the SHA-256 of the raw public key (hex), the fingerprint that releases print (SIG-6). */
export type SigningKey = { id: string; publicKey: string; sign(text: string): string };

/** Reads the key of the key folder; undefined when none has been made. */
export function readSigningKey(keyDirectory: string): SigningKey | undefined {
  const path = join(keyDirectory, FILE);
  return existsSync(path) ? signingKeyOf(createPrivateKey(readFileSync(path, 'utf8'))) : undefined;
}

/** Makes the key in its own folder (mode 600); refuses to replace one. */
export function makeSigningKey(keyDirectory: string): SigningKey {
  mkdirSync(keyDirectory, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(keyDirectory, FILE), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  return signingKeyOf(privateKey);
}

/** Makes the key of an embedded installation at its first start; where a database server is named, several machines share one and the operator makes it. */
export function ensureSigningKey(keyDirectory: string, { databaseUrl }: { databaseUrl: string | undefined }): void {
  if (!databaseUrl && !readSigningKey(keyDirectory)) makeSigningKey(keyDirectory);
}

/** The key to sign with; throws a Problem that tells the operator what to run when there is none. */
export function requireSigningKey(keyDirectory: string): SigningKey {
  const key = readSigningKey(keyDirectory);
  if (!key)
    throw new Problem(
      'no-signing-key',
      503,
      'This installation has no signing key yet, so nothing can be signed. The operator makes one with: npm run concord -- make-key',
    );
  return key;
}

/** Whether a signature (base64) over a text was made by the key with this public key (base64 SPKI). */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
}

function signingKeyOf(privateKey: KeyObject): SigningKey {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return {
    id: createHash('sha256').update(spki).digest('hex'),
    publicKey: spki.toString('base64'),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  };
}
