import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Request } from 'express';
import { isIPv6 } from 'node:net';
import { Problem } from '../../../shared/kernel/problem.ts';

/** Counts acts of one kind per key and refuses above the ceiling with a sentence that says when to try again (PLT-7). */
export type RateLimit = { spend(key: string): Promise<void> };

/** A limit of `points` acts in `seconds`, kept in this process's memory. */
export function rateLimit(points: number, seconds: number): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    async spend(key) {
      const spent = await limiter.consume(key).catch((refusal: unknown) => refusal);
      if (spent instanceof Error) throw spent;
      const { remainingPoints, msBeforeNext } = spent as {
        remainingPoints: number;
        consumedPoints: number;
        msBeforeNext: number;
      }; // RateLimiterRes either way
      if (remainingPoints <= 0 && (spent as { consumedPoints: number }).consumedPoints > points) throw tooMany(msBeforeNext);
    },
  };
}

function tooMany(milliseconds: number): Problem {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  return new Problem(
    'too-many',
    429,
    `Too many tries from this address in a short time. Your words are kept. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    { minutes },
  );
}

/** The network a request comes from: an IPv4 address or an IPv6 /64, because one household has a whole /64. */
export function networkOf(request: Request): string {
  const address = (request.ip ?? 'unknown').replace(/^::ffff:/, '');
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const groups =
    tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
