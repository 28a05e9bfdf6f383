import { isProposed, type CarriedRun, type NewRun } from './carry-proposals.ts';
import type { Token } from './document-tokens.ts';
import type { FlatRoots } from './flat-root.ts';
import { ledgerOf, type Piece } from './suggestion-ledger.ts';
import type { CharacterId, FlatItem } from './yjs-internals.ts';

/** What went and what came in one change, as runs of single blocks: so that a moved passage keeps its proposals. */
export class MovedRuns {
  readonly from: CarriedRun[] = [];
  readonly to: NewRun[] = [];

  private range = 0;

  constructor(private readonly roots: FlatRoots) {}

  /** Begins with the units of another range of the change. */
  nextRange(): void {
    const range = ++this.range;
    this.from.push({ range, block: undefined, text: '', proposals: [] });
    this.to.push({ range, block: undefined, text: '', ids: [] });
  }

  /** Takes down the first units of an item that are about to go. */
  goes(tokens: readonly Token[], item: FlatItem): void {
    const ledger = ledgerOf(this.roots.doc);
    const pieces = ledger.pieces(item.id.client, item.id.clock, tokens.length).filter(isProposed);
    const [first] = tokens;
    if (first?.kind === 'block') {
      const block = { id: String(first.node.attrs.id), proposals: pieces[0] };
      this.from.push({ range: this.range, block, text: '', proposals: [] });
      return;
    }
    const run = this.from.at(-1);
    if (!run) return;
    for (const piece of pieces) addProposal(run, run.text.length + piece.clock - item.id.clock, piece);
    run.text += tokens.map(unitOf).join('');
  }

  /** Takes down units that have come. */
  comes(tokens: readonly Token[], item: FlatItem): void {
    const id: CharacterId = { client: item.id.client, clock: item.id.clock };
    const [first] = tokens;
    if (first?.kind === 'block') {
      this.to.push({ range: this.range, block: { id: String(first.node.attrs.id), at: id }, text: '', ids: [] });
      return;
    }
    const run = this.to.at(-1);
    tokens.forEach((token, i) => {
      if (!run) return;
      run.text += unitOf(token);
      run.ids.push({ client: id.client, clock: id.clock + i });
    });
  }
}

/** Units go one by one; neighbours with the same proposals are one piece again. */
function addProposal(run: CarriedRun, offset: number, piece: Piece): void {
  const last = run.proposals.at(-1);
  const follows = last && last.offset + last.piece.length === offset && proposalsOf(last.piece) === proposalsOf(piece);
  if (follows) last.piece = { ...last.piece, length: last.piece.length + piece.length };
  else run.proposals.push({ offset, piece });
}

function proposalsOf({ inserted, deletions, formats }: Piece): string {
  return JSON.stringify([inserted, deletions, formats]);
}

function unitOf(token: Token): string {
  return token.kind === 'unit' ? token.unit : '\uFFFC';
}
