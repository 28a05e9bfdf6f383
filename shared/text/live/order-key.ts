import { makeId } from '../../kernel/ids.ts';

/** A place in the order of rows or columns: digits compared as a string. The first letter says how many digits the whole part has. */
export type OrderKey = string;

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const FIRST = 'a0';
const ZERO = '0';
const LEAST_WHOLE = 'A00000000000000000000000000'; // the smallest whole part there is; nothing goes before it

/** The longest key this version takes from anybody; its own stay under 40 characters for hundreds of rows put at one place. */
export const LONGEST_ORDER_KEY = 200;

/** Whether a value is an order key, in the digits this version compares. */
export function isOrderKey(value: unknown): value is OrderKey {
  return typeof value === 'string' && value.length <= LONGEST_ORDER_KEY && /^[A-Za-z][0-9A-Za-z]*$/.test(value);
}

/**
 * A key between two others, null for an end. Keys end in two random digits, so that two people who insert at one place at once
 * get different ones; of neighbours in disorder the key goes behind the first.
 */
export function keyBetween(before: OrderKey | null, after: OrderKey | null): OrderKey {
  if (before !== null && after !== null && before >= after) return before + chance();
  const key = plainBetween(before, after) + chance();
  return after === null || key < after ? key : plainBetween(before, after);
}

/** Keys for a list made at once, in order and short. */
export function spreadKeys(count: number): OrderKey[] {
  let whole = FIRST;
  return Array.from({ length: count }, (_, i) => (whole = i ? (nextWhole(whole) ?? whole + 'V') : whole));
}

function chance(): string {
  return makeId().slice(0, 2).replace(/0$/, '1'); // a key never ends in 0: nothing would go before it
}

function plainBetween(before: OrderKey | null, after: OrderKey | null): OrderKey {
  if (before === null) return after === null ? FIRST : plainBefore(after);
  const whole = wholeOf(before);
  const fraction = before.slice(whole.length);
  if (after === null) return nextWhole(whole) ?? whole + middle(fraction, null);
  const afterWhole = wholeOf(after);
  if (whole === afterWhole) return whole + middle(fraction, after.slice(whole.length));
  const next = nextWhole(whole);
  return next !== null && next < after ? next : whole + middle(fraction, null);
}

function plainBefore(after: OrderKey): OrderKey {
  const whole = wholeOf(after);
  if (whole === LEAST_WHOLE) return whole + middle('', after.slice(whole.length));
  if (whole < after) return whole;
  return previousWhole(whole) ?? after;
}

/** The whole part of a key: its first letter and as many digits as that letter says. */
function wholeOf(key: OrderKey): string {
  return key.slice(0, lengthOfWhole(key)).padEnd(lengthOfWhole(key), ZERO);
}

function lengthOfWhole(key: string): number {
  const head = key.charAt(0);
  return head >= 'a' ? head.charCodeAt(0) - 'a'.charCodeAt(0) + 2 : 'Z'.charCodeAt(0) - head.charCodeAt(0) + 2;
}

function nextWhole(whole: string): string | null {
  const digits = [...whole.slice(1)];
  for (let i = digits.length - 1; i >= 0; i--) {
    const digit = DIGITS.indexOf(digits[i] ?? ZERO) + 1;
    digits[i] = DIGITS[digit % DIGITS.length] ?? ZERO;
    if (digit < DIGITS.length) return whole.charAt(0) + digits.join('');
  }
  const head = whole.charAt(0);
  if (head === 'z') return null;
  if (head === 'Z') return FIRST;
  const next = String.fromCharCode(head.charCodeAt(0) + 1);
  return next + ZERO.repeat(lengthOfWhole(next) - 1);
}

function previousWhole(whole: string): string | null {
  const digits = [...whole.slice(1)];
  for (let i = digits.length - 1; i >= 0; i--) {
    const digit = DIGITS.indexOf(digits[i] ?? ZERO) - 1;
    digits[i] = digit < 0 ? 'z' : (DIGITS[digit] ?? ZERO);
    if (digit >= 0) return whole.charAt(0) + digits.join('');
  }
  const head = whole.charAt(0);
  if (head === 'A') return null;
  const previous = head === 'a' ? 'Z' : String.fromCharCode(head.charCodeAt(0) - 1);
  return previous + 'z'.repeat(lengthOfWhole(previous) - 1);
}

/** Digits between two fractions; the second null means no end. */
function middle(before: string, after: string | null): string {
  if (after !== null) {
    let common = 0;
    while (common < after.length && (before.charAt(common) || ZERO) === after.charAt(common)) common++;
    if (common > 0) return after.slice(0, common) + middle(before.slice(common), after.slice(common) || null);
  }
  const low = before ? DIGITS.indexOf(before.charAt(0)) : 0;
  const high = after ? DIGITS.indexOf(after.charAt(0)) : DIGITS.length;
  if (high - low > 1) return DIGITS.charAt(Math.round((low + high) / 2));
  if (after && after.length > 1) return after.charAt(0);
  return DIGITS.charAt(low) + middle(before.slice(1), null);
}
