/** A response's reference: eight random digits and two check digits (ISO 7064, modulus 97), so that a slip of the tongue is heard. */
export function makeReference(): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return withCheckDigits(String(random % 100_000_000).padStart(8, '0'));
}

/** Eight digits with their two check digits. */
export function withCheckDigits(eight: string): string {
  const check = 98 - ((Number(eight) * 100) % 97);
  return eight + String(check).padStart(2, '0');
}

/** The ten digits of a reference that somebody typed, or nothing when the check digits do not fit the others. */
export function readReference(typed: string): string | undefined {
  const digits = typed.replace(/[\s-]/g, '');
  return /^\d{10}$/.test(digits) && Number(digits) % 97 === 1 ? digits : undefined;
}

/** A reference in groups as it is shown: "4827 1906 35". */
export function groupReference(reference: string): string {
  return `${reference.slice(0, 4)} ${reference.slice(4, 8)} ${reference.slice(8)}`;
}

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** A reference as it is said on the telephone: "four eight two seven, one nine zero six, three five". */
export function sayReference(reference: string): string {
  return groupReference(reference)
    .split(' ')
    .map((group) => [...group].map((digit) => DIGITS[Number(digit)]).join(' '))
    .join(', ');
}
