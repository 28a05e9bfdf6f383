// Scores of a local alignment with affine gaps (Gotoh 1982): a gap is dear to open and cheap to widen, so that an inserted sentence
// costs little, and letters that merely happen to occur in the same order earn nothing.
const MATCH = 4;
const MISMATCH = -6;
const OPEN_GAP = -8;
const WIDEN_GAP = -1;
const NEVER = -1_000_000_000;

// The three states of an alignment; also the ways back, two bits for each state in one byte per cell (0: it starts here).
const PAIRED = 1; // symbol of the pattern beside symbol of the text
const LACKING = 2; // a symbol of the pattern has no counterpart
const EXTRA = 3; // a symbol of the text has no counterpart

/** Finds a pattern's best place in a text in spite of insertions, deletions and replacements: for each symbol its index, or -1. */
export function alignPassage(pattern: ArrayLike<number>, text: ArrayLike<number>): Int32Array {
  const aligned = new Int32Array(pattern.length).fill(-1);
  const width = text.length + 1;
  const back = new Uint8Array((pattern.length + 1) * width);
  const best = fillTable(pattern, text, back);
  let row = Math.floor(best / width);
  let column = best % width;
  for (let state = PAIRED; state !== 0 && row > 0 && column > 0;) {
    const next = (back[row * width + column] >> ((state - 1) * 2)) & 3;
    if (state === PAIRED && pattern[row - 1] === text[column - 1]) aligned[row - 1] = column - 1;
    if (state !== EXTRA) row--;
    if (state !== LACKING) column--;
    state = next;
  }
  return aligned;
}

// The scores of one row of the table, for each state that an alignment can be in there.
type Row = { paired: Int32Array; lacking: Int32Array; extra: Int32Array };

function emptyRow(width: number): Row {
  const of = () => new Int32Array(width).fill(NEVER);
  return { paired: of(), lacking: of(), extra: of() };
}

// Fills the ways back row by row and returns the cell in which the best alignment ends; cell 0 when nothing matches.
function fillTable(pattern: ArrayLike<number>, text: ArrayLike<number>, back: Uint8Array): number {
  const width = text.length + 1;
  let above = emptyRow(width);
  let here = emptyRow(width);
  let best = 0;
  let bestAt = 0;
  for (let row = 1; row <= pattern.length; row++) {
    fillRow(pattern[row - 1], text, { above, here, back: back.subarray(row * width, (row + 1) * width) });
    for (let column = 1; column < width; column++) {
      if (here.paired[column] <= best) continue;
      best = here.paired[column];
      bestAt = row * width + column;
    }
    [above, here] = [here, above];
  }
  return bestAt;
}

// The inner loop of the search, written flat: it runs some hundred thousand times for one anchor.
function fillRow(symbol: number, text: ArrayLike<number>, rows: { above: Row; here: Row; back: Uint8Array }): void {
  const { above, here, back } = rows;
  for (let column = 1; column <= text.length; column++) {
    const left = column - 1;
    let paired = 0;
    let way = 0;
    if (above.paired[left] > paired) {
      paired = above.paired[left];
      way = PAIRED;
    }
    if (above.lacking[left] > paired) {
      paired = above.lacking[left];
      way = LACKING;
    }
    if (above.extra[left] > paired) {
      paired = above.extra[left];
      way = EXTRA;
    }
    let lacking = above.paired[column] + OPEN_GAP;
    let lackingWay = PAIRED;
    if (above.lacking[column] + WIDEN_GAP > lacking) {
      lacking = above.lacking[column] + WIDEN_GAP;
      lackingWay = LACKING;
    }
    let extra = here.paired[left] + OPEN_GAP;
    let extraWay = PAIRED;
    if (here.extra[left] + WIDEN_GAP > extra) {
      extra = here.extra[left] + WIDEN_GAP;
      extraWay = EXTRA;
    }
    if (here.lacking[left] + OPEN_GAP > extra) {
      extra = here.lacking[left] + OPEN_GAP;
      extraWay = LACKING;
    }
    here.paired[column] = paired + (symbol === text[left] ? MATCH : MISMATCH);
    here.lacking[column] = lacking;
    here.extra[column] = extra;
    back[column] = way | (lackingWay << 2) | (extraWay << 4);
  }
}
