import { createHash, timingSafeEqual } from 'node:crypto';
import { makeId } from '../../shared/kernel/ids.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Store } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import { setPasswordHash } from './account-store.ts';
import type { Auth } from './auth.ts';
import { deleteFirstCode, lockFirstCode, replaceFirstCode } from './first-code-store.ts';
import { anyPerson, insertAdministrator, insertPerson } from './person-store.ts';

/** Makes a fresh code for the first administrator while nobody is here yet, in place of any earlier one; undefined once somebody is. */
export async function makeFirstCode(store: Store): Promise<string | undefined> {
  return store.transaction(async (tx) => {
    if (await anyPerson(tx)) return undefined;
    const code = makeId(); // 100 bits
    await replaceFirstCode(tx, hashOf(code));
    return code.replace(/(.{5})(?=.)/g, '$1-').toUpperCase();
  });
}

/** Makes the first administrator for whoever has the code that the server printed; the code is dead afterwards (MEM-4). */
export async function claimInstallation(
  { store, auth }: { store: Store; auth: Auth },
  given: { code: string; name: string; email: string; password: string },
): Promise<{ personId: string }> {
  const hash = await auth.hashPassword(given.password); // outside the transaction: it takes a tenth of a second
  const personId = makeId();
  await store.transaction(async (tx) => {
    const known = await lockFirstCode(tx);
    if (known === undefined || !sameHash(known, hashOf(given.code)) || (await anyPerson(tx))) throw wrongCode();
    await insertPerson(tx, { id: personId, name: given.name, email: given.email, joined: true });
    await setPasswordHash(tx, personId, hash);
    await insertAdministrator(tx, personId, 'system');
    await deleteFirstCode(tx);
    await appendRecord(tx, {
      chain: 'people',
      act: 'claim-installation',
      actor: personId,
      subject: { person: personId },
      personal: { name: given.name, email: given.email },
    });
  });
  return { personId };
}

function wrongCode(): Problem {
  return new Problem(
    'wrong-code',
    403,
    'This is not the code that the server printed last. Each start prints a new one until it is used.',
    { field: 'code' },
  );
}

/** Hyphens, spaces and letter case are for reading only. */
function hashOf(code: string): string {
  return createHash('sha256')
    .update(code.toLowerCase().replace(/[^0-9a-z]/g, ''))
    .digest('hex');
}

function sameHash(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one, 'hex'), Buffer.from(other, 'hex'));
}
