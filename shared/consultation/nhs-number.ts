/** Asked once beside words that look like an NHS number. */
export const NHS_NUMBER_SENTENCE = 'This looks like an NHS number. Take it out, or say why it must stay.';

const TEN_DIGITS = /(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)/g;

/** Whether a text holds ten digits whose last one is the check digit of an NHS number. */
export function looksLikeNhsNumber(text: string): boolean {
  return [...text.matchAll(TEN_DIGITS)].some((match) => hasCheckDigit(match.slice(1).join('')));
}

// Modulus 11 over the first nine digits, weights 10 down to 2; a remainder that gives 10 is never issued.
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < 9; place++) sum += Number(digits[place]) * (10 - place);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
}
