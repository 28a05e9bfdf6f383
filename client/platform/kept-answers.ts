import { z } from 'zod';
import { Problem } from '../../shared/kernel/problem.ts';
import { forget, keep, keptUnder, ownKey, readKept } from './browser-storage.ts';

const OWNER = 'signed-in';
const PATIENCE_MS = 5000; // with an answer on the device, a network that has not answered by then is none
const KEPT_MS = 14 * 24 * 3600 * 1000; // as long as the databases of the device

const Owner = z.object({ id: z.string(), name: z.string() });
const KeptAnswer = z.object({ at: z.number(), answer: z.unknown() });

/** Who is signed in on this device, as it knows without asking. */
export type Owner = z.infer<typeof Owner>;

/** Who is signed in, from the server or, without a connection, from this device. */
export async function askWho(ask: () => Promise<{ person: Owner | null }>): Promise<{ person: Owner | null }> {
  const kept = Owner.safeParse(readKept(OWNER)).data;
  const { person } = await orKept(ask, kept && { person: kept });
  if (person) keep(OWNER, { id: person.id, name: person.name });
  else forget(OWNER);
  return { person };
}

/** Asks and keeps the answer for the person who is signed in; without a connection gives the one that was kept. */
export async function askOrKept<T>(name: string, schema: z.ZodType<T>, ask: () => Promise<T>): Promise<T> {
  const owner = Owner.safeParse(readKept(OWNER)).data;
  if (!owner) return ask();
  const key = ownKey(owner.id, `answer:${name}`);
  const kept = schema.safeParse(KeptAnswer.safeParse(readKept(key)).data?.answer).data;
  try {
    const answer = await orKept(ask, kept);
    if (answer !== kept) keep(key, { at: Date.now(), answer });
    return answer;
  } catch (refusal) {
    forget(key); // what the server no longer gives is not shown from memory either
    throw refusal;
  }
}

/** Forgets answers that have been kept for two weeks. */
export function sweepAnswers(now: number): void {
  for (const { key, value } of keptUnder('of:')) {
    const kept = KeptAnswer.safeParse(value).data;
    if (key.includes(':answer:') && (!kept || now - kept.at > KEPT_MS)) forget(key);
  }
}

/** The answer, or the kept one when none comes; refusals are passed on. */
async function orKept<T>(ask: () => Promise<T>, kept: T | undefined): Promise<T> {
  if (kept === undefined) return ask();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(kept), PATIENCE_MS);
  });
  try {
    return await Promise.race([ask(), late]);
  } catch (failure) {
    if (failure instanceof Problem && (failure.code === 'no-connection' || failure.code === 'unavailable')) return kept;
    throw failure;
  } finally {
    clearTimeout(timer);
  }
}
