const WORDS_A_MINUTE = 200; // careful reading of policy text by an adult

/** Minutes a person needs to read so many words with care, at least one. */
export function minutesToRead(words: number): number {
  return Math.max(1, Math.round(words / WORDS_A_MINUTE));
}
