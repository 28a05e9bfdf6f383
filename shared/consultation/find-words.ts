// What differs only because of how a screen, a keyboard or a clipboard writes it; one sign for one, so offsets stay right.
const FOLDED: Record<string, string> = { '‘': "'", '’': "'", '“': '"', '”': '"', '‐': '-', '‑': '-', '–': '-' };

/** Where words copied from a page stand in a text: the first place, whatever white space and quotation marks became on the way. */
export function findWords(text: string, words: string): { start: number; end: number } | undefined {
  const wanted = fold(words).trim();
  if (wanted === '') return undefined;
  const pattern = wanted.split(/\s+/).map(escape).join('\\s+');
  const found = new RegExp(pattern).exec(fold(text));
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

/** Whether two texts say the same, white space and the shape of quotation marks aside. */
export function sameWords(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(text: string): string {
  return fold(text).replace(/\s+/g, ' ').trim();
}

function fold(text: string): string {
  return text.replace(/[‘’“”‐‑–]/g, (sign) => FOLDED[sign] ?? sign);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
