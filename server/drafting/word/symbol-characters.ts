// Word keeps characters of picture fonts as numbers of that font. These are the ones that stand in policies; bullets of lists
// are not among them because a list computes its own.
const WINGDINGS: Record<number, string> = {
  0x4a: '☺',
  0x6c: '●',
  0x6e: '■',
  0x6f: '□',
  0x71: '❑',
  0x75: '◆',
  0x76: '❖',
  0x77: '◆',
  0x9f: '•',
  0xa7: '▪',
  0xa8: '☐',
  0xd8: '➢',
  0xdf: '←',
  0xe0: '→',
  0xe1: '↑',
  0xe2: '↓',
  0xf0: '⇨',
  0xfb: '✗',
  0xfc: '✓',
  0xfd: '☒',
  0xfe: '☑',
};

const WINGDINGS_2: Record<number, string> = { 0x4f: '✗', 0x50: '✓', 0x51: '☒', 0x52: '☑', 0x53: '☒', 0x54: '☒', 0xa3: '☐' };

const SYMBOL: Record<number, string> = {
  0xa3: '≤',
  0xa5: '∞',
  0xab: '↔',
  0xac: '←',
  0xad: '↑',
  0xae: '→',
  0xaf: '↓',
  0xb0: '°',
  0xb1: '±',
  0xb3: '≥',
  0xb4: '×',
  0xb7: '•',
  0xb8: '÷',
  0xb9: '≠',
  0xba: '≡',
  0xbb: '≈',
  0xc5: '⊕',
  0xd6: '√',
  0xe5: '∑',
};

const SYMBOL_LETTERS = 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ'; // the letters a to z of the Symbol font
const SYMBOL_CAPITALS = 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ'; // and A to Z
const PRIVATE_USE = 0xf000; // where Word puts the characters of picture fonts

/** The ordinary character for a number in a picture font, or nothing when there is none. */
export function symbolCharacter(font: string, hexadecimal: string): string | undefined {
  const code = /^[0-9a-f]{1,6}$/i.test(hexadecimal) ? parseInt(hexadecimal, 16) : 0;
  if (code < 0x20 || code > 0x10ffff) return undefined;
  const at = code >= PRIVATE_USE && code <= PRIVATE_USE + 0xff ? code - PRIVATE_USE : code;
  switch (font.toLowerCase()) {
    case 'wingdings':
      return WINGDINGS[at];
    case 'wingdings 2':
      return WINGDINGS_2[at];
    case 'symbol':
      return SYMBOL[at] ?? greek(at);
    default:
      return isNoCharacter(code) ? undefined : String.fromCodePoint(code);
  }
}

// Halves of characters, and numbers that mean something in one font only.
function isNoCharacter(code: number): boolean {
  return code >= 0xd800 && code <= 0xf8ff;
}

function greek(at: number): string | undefined {
  if (at >= 0x61 && at <= 0x7a) return SYMBOL_LETTERS[at - 0x61];
  if (at >= 0x41 && at <= 0x5a) return SYMBOL_CAPITALS[at - 0x41];
  return at < 0x7f ? String.fromCharCode(at) : undefined;
}
