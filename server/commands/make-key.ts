import type { Settings } from '../platform/settings.ts';
import { makeSigningKey, readSigningKey } from '../signoff/signing-key.ts';

/** Makes the installation's signing key, and never a second one in its place (SIG-6). */
export async function makeKey({ keyDirectory }: Settings): Promise<void> {
  if (readSigningKey(keyDirectory)) throw new Error(`There is a signing key in ${keyDirectory} already. It stays as it is.`);
  const key = makeSigningKey(keyDirectory);
  process.stdout.write(`A signing key was made in ${keyDirectory}. Its fingerprint, to be printed in releases:\n${key.id}\n`);
  await Promise.resolve();
}
